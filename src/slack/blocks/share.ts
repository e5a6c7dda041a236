import { z } from 'zod'
import { passageName } from '../../answering/passage-name.ts'
import type { AnswerReply } from '../../answering/reply.ts'
import { shortfallOf } from '../../answering/shortfall.ts'
import type { Found } from '../../search/found.ts'
import { questionNotes } from '../../wording/reply-notes.ts'
import { CarriedQuestion, carriedQuestion, carryQuestion, parseJson } from './carried-question.ts'
import { CarriedShortfall, carryShortfall } from './carried-shortfall.ts'

export const SHARE = 'share_answer'

/** Characters of JSON for the parts of the value, so that all fit into a button's value and a view's private_metadata. */
const ROOM = { question: 850, understood: 300 }
const MAX_ALSO_GIVEN = 10

/** All that a shared reply shows, so that the preview and the post are made of the same. */
export const Shared = CarriedShortfall.extend({
  /** The name of the passage. */
  passage: z.string(),
  question: CarriedQuestion,
  /** The names of the passages that said the same before. */
  alsoGiven: z.array(z.string()).optional(),
  /** How the question was understood, a line each. */
  understood: z.array(z.string()).optional(),
})
export type Shared = z.infer<typeof Shared>

export function shareValue(reply: AnswerReply): string {
  const { best, question } = reply
  const alsoGiven = (best.alsoGiven ?? []).slice(0, MAX_ALSO_GIVEN).map(passageName)
  const understood = questionNotes(reply)
  while (JSON.stringify(understood).length > ROOM.understood) understood.pop()
  const shared: Shared = {
    passage: passageName(best),
    question: carryQuestion(question, ROOM.question),
    ...carryShortfall(shortfallOf(reply)),
    ...(alsoGiven.length > 0 && { alsoGiven }),
    ...(understood.length > 0 && { understood }),
  }
  return JSON.stringify(shared)
}

/** What the share button carries; undefined if the value wasn't written by this app. */
export function parseShareValue(value: string | undefined): Shared | undefined {
  return Shared.safeParse(parseJson(value)).data
}

/** The reply to share, without a new search, so that it is the one that was seen; undefined if its answer is gone. */
export function sharedReply(
  { passage, question, closest, missing, alsoGiven = [] }: Shared,
  find: (name: string) => Found | undefined,
  parse: Parameters<typeof carriedQuestion>[1],
): AnswerReply | undefined {
  const found = find(passage)
  if (!found) return undefined
  const again = alsoGiven.flatMap((name) => find(name) ?? [])
  return {
    kind: closest ? 'closest' : 'answer',
    question: carriedQuestion(question, parse),
    best: { ...found, ...(again.length > 0 && { alsoGiven: again }) },
    others: [],
    ...(missing && { missing }),
  }
}
