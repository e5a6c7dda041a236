import type { KnownBlock } from '@slack/types'
import type { WrittenAnswer } from '../../record/answer.ts'
import { longDate } from '../../record/dates.ts'
import { WORDS } from '../../wording/words.ts'
import type { Message } from './message.ts'
import { link, messageText, richText, words } from './text.ts'

/** What is known of the corpus. */
export interface CorpusStatus {
  /** All, the newest first. */
  answers: readonly WrittenAnswer[]
  /** ISO time. */
  lastUpdated?: string | undefined
  keepQuestions?: boolean | undefined
}

/** How many answers there are, of when, last brought up to date when, under which licence. */
export function corpusBlocks(status: CorpusStatus): KnownBlock[] {
  return [
    richText([words(WORDS.corpus, { bold: true })], ...statusLines(status).map((line) => [words(line)])),
    richText([words(`${WORDS.attribution} `), link(WORDS.attributionUrl, WORDS.attributionUrl)]),
  ]
}

/** The same as a message, with what people made of the replies. */
export function statusMessage(status: CorpusStatus, counts?: { helpful: number; unhelpful: number }): Message {
  const verdicts = counts ? [WORDS.feedbackCounts(counts.helpful, counts.unhelpful)] : []
  const lines = [...statusLines(status), ...verdicts, `${WORDS.attribution} ${WORDS.attributionUrl}`]
  return {
    text: messageText(lines.join('\n')),
    blocks: [...corpusBlocks(status), ...verdicts.map((line) => richText([words(line)]))],
  }
}

function statusLines({ answers, lastUpdated, keepQuestions }: CorpusStatus): string[] {
  const [newest, oldest] = [answers[0], answers.at(-1)]
  return [
    ...(newest && oldest
      ? [WORDS.holdings(answers.length, longDate(oldest.answered), longDate(newest.answered))]
      : [WORDS.holdsNothing]),
    ...(lastUpdated === undefined ? [] : [WORDS.lastUpdated(longDate(lastUpdated.slice(0, 10)))]),
    ...(keepQuestions ? [WORDS.questionsKept] : []),
  ]
}
