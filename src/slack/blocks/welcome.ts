import { coverageLine } from '../../wording/coverage.ts'
import { WORDS } from '../../wording/words.ts'
import type { CorpusStatus } from './about.ts'
import { button } from './controls.ts'
import { type Message, messageText, richText, span } from './text.ts'

/** The buttons of suggested questions in messages; ids must differ within a block. */
export const SUGGESTION = /^suggestion_\d+$/

/** The first message of a conversation: what the bot is, what it covers, and questions as buttons, which ask them. */
export function welcomeMessage(
  { holdings, fetching }: Required<Pick<CorpusStatus, 'holdings' | 'fetching'>>,
  suggestions: readonly string[],
): Message {
  const intro = [WORDS.welcome, coverageLine(holdings, fetching)]
  const lines = suggestions.length > 0 ? [...intro, WORDS.tryOne] : intro
  return {
    text: messageText([...lines, ...suggestions.map((question) => `• ${question}`)].join('\n')),
    blocks: [
      richText(...lines.map((line) => [span(line)])),
      ...suggestions.map((question, index) => ({
        type: 'actions' as const,
        elements: [button(`suggestion_${index}`, question, question, { label: WORDS.askThis(question) })],
      })),
    ],
  }
}
