import { z } from 'zod'

/** Commons UINs are digits, Lords UINs are `HL` and digits. Both are reused from session to session. */
export const Uin = z.string().regex(/^(HL)?[1-9]\d{0,6}$/, 'a UIN is digits, with HL before them in the Lords')

/** What identifies a question: its UIN alone does not, for another session has the same. */
export interface QuestionIdentity {
  /** The day on which the question was tabled, `yyyy-mm-dd`. */
  tabled: string
  uin: string
}

/** The key of a question: `2018-03-29/135027`. */
export function questionKey({ tabled, uin }: QuestionIdentity): string {
  return `${tabled}/${uin}`
}

/** The key of an answer is that of its first question. */
export function answerKey(answer: { questions: readonly [QuestionIdentity, ...QuestionIdentity[]] }): string {
  return questionKey(answer.questions[0])
}

/** The tabled day and the UIN of a key, with `HL` in capitals; undefined if the text is not a key. */
export function parseQuestionKey(key: string): QuestionIdentity | undefined {
  const { tabled = '', uin = '' } = /^(?<tabled>\d{4}-\d\d-\d\d)\/(?<uin>\w+)$/.exec(key)?.groups ?? {}
  const parsed = z.object({ tabled: z.iso.date(), uin: Uin }).safeParse({ tabled, uin: uin.toUpperCase() })
  return parsed.data
}

/** A UIN as Parliament writes it, from "hl 1234", "HL1234 " or "09540"; undefined if it can't be one. */
export function normaliseUin(text: string): string | undefined {
  return Uin.safeParse(
    text
      .trim()
      .toUpperCase()
      .replace(/^(HL)?\s*0*/, '$1'),
  ).data
}

/** Parliament's public page of a question. Its address has the tabled day, not the day of the answer. */
export function questionPage(question: QuestionIdentity): string {
  return `https://questions-statements.parliament.uk/written-questions/detail/${questionKey(question)}`
}

/** The question of such a page, or of one at the addresses used before 2020 (`…/written-question/Commons/…`). */
export function parseQuestionPage(address: string): QuestionIdentity | undefined {
  if (!URL.canParse(address)) return undefined
  const { hostname, pathname } = new URL(address)
  if (!/(?:^|\.)parliament\.uk$/.test(hostname)) return undefined
  const path = /\/written-questions?\/(?:detail|commons|lords)\/(?<key>[^/]+\/[^/]+)\/?$/i.exec(pathname)
  return parseQuestionKey(path?.groups?.key ?? '')
}
