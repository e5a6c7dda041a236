import { z } from 'zod'

/** The API gives a time of day, always midnight; only the day has a meaning. */
const Day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d/)
  .transform((date) => date.slice(0, 10))

const Member = z.object({ name: z.string().trim().nullish() }).nullish()
const Uin = z.string().trim().toUpperCase().min(1)

/**
 * A written question as the API's detail call gives it: only the fields that are used. List rows have the same fields, with
 * the texts clipped. Source: the API's OpenAPI document, QuestionsViewModel.
 */
export const ParliamentRecord = z.object({
  id: z.int().positive(),
  uin: Uin,
  house: z.enum(['Commons', 'Lords']),
  heading: z.string().trim().nullish(),
  questionText: z.string().min(1),
  dateTabled: Day,
  isWithdrawn: z.boolean().nullish(),
  askingMember: Member,
  answeringBodyName: z.string().trim().min(1),
  answeringMember: Member,
  dateAnswered: Day.nullish(),
  answerText: z.string().nullish(),
  answerIsHolding: z.boolean().nullish(),
  /** Stays when the real answer has come. */
  dateHoldingAnswer: Day.nullish(),
  dateAnswerCorrected: Day.nullish(),
  originalAnswerText: z.string().nullish(),
  groupedQuestionsDates: z.array(z.object({ questionUin: Uin, dateTabled: Day })).nullish(),
  attachments: z.array(z.object({ title: z.string().trim().nullish(), url: z.string().nullish() })).nullish(),
})
export type ParliamentRecord = z.infer<typeof ParliamentRecord>

/** The answer to a detail call, and one entry of a list. */
export const Item = z.object({ value: z.unknown() })
export const Page = z.object({ totalResults: z.int().min(0), results: z.array(Item) })
