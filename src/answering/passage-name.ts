import { answerKey, parseQuestionKey, questionKey } from '../record/identity.ts'
import type { Found } from '../search/found.ts'

const NEWER = ' newer '

interface Place {
  /** Of the answer. */
  key: string
  /** Which of its passages, from 0. */
  index: number
}

/**
 * Names a passage, and the newer passage on the same matter where there was one. Buttons carry it, so that they outlive
 * the process and still say that there is a newer answer.
 */
export interface PassageName extends Place {
  newer?: Place
}

export function nameOf({ answer, index, newer }: Pick<Found, 'answer' | 'index' | 'newer'>): PassageName {
  return {
    key: answerKey(answer),
    index,
    ...(newer && { newer: { key: answerKey(newer.answer), index: newer.index } }),
  }
}

/** A passage's name as text: `2018-03-29/135027#1`, or `2018-03-29/135027#1 newer 2024-01-08/9#0`. */
export function passageName(found: Pick<Found, 'answer' | 'index' | 'newer'>): string {
  return `${answerKey(found.answer)}#${found.index}${newerName(found.newer)}`
}

/** The same for all of an answer: `2018-03-29/135027`. */
export function wholeName({ answer, newer }: Pick<Found, 'answer' | 'newer'>): string {
  return `${answerKey(answer)}${newerName(newer)}`
}

function newerName(newer: Found['newer']): string {
  return newer ? `${NEWER}${answerKey(newer.answer)}#${newer.index}` : ''
}

/** Parses the name of a passage; undefined if the text wasn't written by this app. */
export function parsePassageName(text: string | undefined): PassageName | undefined {
  const [own, newer, ...rest] = (text ?? '').split(NEWER).map(parsePlace)
  if (!own || rest.length > 0) return undefined
  return { ...own, ...(newer && { newer }) }
}

/** Parses the name of all of an answer; of the name of a passage, `key` names no answer. */
export function parseWholeName(text: string | undefined): { key: string; newer?: Place } {
  const [key = '', newerText = ''] = (text ?? '').split(NEWER)
  const newer = parsePlace(newerText)
  return { key, ...(newer && { newer }) }
}

function parsePlace(text: string): Place | undefined {
  const { key = '', index } = /^(?<key>[^#]*)#(?<index>\d{1,4})$/.exec(text)?.groups ?? {}
  const question = parseQuestionKey(key)
  return question && { key: questionKey(question), index: Number(index) }
}
