import type { KnownBlock } from '@slack/types'
import type { WrittenAnswer } from '../../record/answer.ts'
import { citation } from '../../wording/citation.ts'
import { WORDS } from '../../wording/words.ts'
import { link, richText, words } from './text.ts'

/** Who, for which department, when, UIN, House, and the link to the record. */
export function sourceLine({ answer }: { answer: WrittenAnswer }): KnownBlock {
  return richText([words(`${citation(answer)} · `), link(answer.source, WORDS.source)])
}
