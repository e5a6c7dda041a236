import { facets, topicOf } from '../answering/facets.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import { WORDS } from '../wording/words.ts'
import { shorten } from './blocks/text.ts'
import { LIMITS } from './limits.ts'

/** What to ask first: the headings under which most was answered. */
export function suggestedPrompts(answers: readonly WrittenAnswer[]): { title: string; message: string }[] {
  return facets(answers, topicOf)
    .slice(0, LIMITS.suggestedPrompts)
    .map(({ value }) => ({
      title: shorten(value, LIMITS.option.text),
      message: WORDS.promptAbout(shorten(value, LIMITS.header.text)),
    }))
}
