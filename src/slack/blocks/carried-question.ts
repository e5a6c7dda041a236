import { z } from 'zod'
import { Question, writtenQuestion } from '../../search/question/question.ts'
import { cutText } from '../../wording/cut.ts'
import { LIMITS } from '../limits.ts'

/** Room for what else a button's value has, generously. */
const FRAME = 150

/** A question as a button carries it: without what can be made of the rest of it. */
const Carried = Question.partial({ asked: true, filters: true, wrong: true })
type Carried = z.infer<typeof Carried>

/** A question in a value: an object, or in buttons of earlier versions a text. */
export const CarriedQuestion = z.union([Carried, z.string()])
export type CarriedQuestion = z.infer<typeof CarriedQuestion>

/**
 * A question for a value in which there is `room` for it as JSON. A long one goes without the text as it was typed; a
 * longer one is cut after a sentence or word, which changes little: the search weighs the first hundred terms only.
 */
export function carryQuestion(question: Question, room: number = LIMITS.button.value - FRAME): CarriedQuestion {
  const { asked, text, filters, wrong, uin, year } = question
  const kept = {
    ...(filters.length > 0 && {
      filters: filters.map(({ name, value }) => ({ name, value }) as (typeof filters)[number]),
    }),
    ...(wrong.length > 0 && { wrong }),
    ...(uin && { uin }),
    ...(year && { year }),
  }
  const isImplied = asked === writtenQuestion(text, filters)
  const whole = { ...(!isImplied && { asked }), text, ...kept }
  const candidates: Carried[] = [whole, { text, ...kept }]
  const fitting = candidates.find((one) => sizeOf(one) <= room)
  if (fitting) return fitting
  const { year: _, ...rest } = kept
  const frame = sizeOf({ text: '', ...rest }) < room / 2 ? rest : {}
  let cut = text
  for (let limit = room; sizeOf({ text: cut, ...frame }) > room; limit = Math.floor(limit * 0.8))
    cut = cutText(cut, limit).head
  return { text: cut, ...frame }
}

const sizeOf = (value: unknown) => JSON.stringify(value).length

/** The question that a value carries; `parse` is for values of earlier versions, which carry text. */
export function carriedQuestion(carried: CarriedQuestion, parse: (typed: string) => Question): Question {
  if (typeof carried === 'string') return parse(carried)
  const { text, filters = [], wrong = [], asked = writtenQuestion(text, filters) } = carried
  return { ...carried, asked, text, filters, wrong }
}

/** The question that a button's value consists of; suggestions, and buttons of earlier versions, carry the text alone. */
export function questionToAskAgain(value: string, parse: (typed: string) => Question): Question {
  const carried = Carried.safeParse(parseJson(value)).data
  return carried ? carriedQuestion(carried, parse) : parse(value)
}

/** The JSON in a button's value or a view's private_metadata; undefined if it isn't JSON. */
export function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
