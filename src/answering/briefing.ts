import { hash } from 'node:crypto'
import { parseQuestionKey, questionPage } from '../record/identity.ts'
import { passageText } from '../record/passage-text.ts'
import type { Found } from '../search/found.ts'
import type { OneAnswer } from './one-answer.ts'
import { parsePassageName, parseWholeName, passageName, wholeName } from './passage-name.ts'
import type { Shortfall } from './shortfall.ts'

/** How many passages a briefing has at most. */
export const MOST_IN_BRIEFING = 10

/** A passage as a briefing keeps it: by its name, so that it is quoted as the record has it when the briefing is copied. */
export interface BriefingItem {
  /** Of the passage, or of an answer for all of it. */
  name: string
  /** Tells whether the text is still the one that was added, without keeping it. */
  print: string
  /** What the passage lacked as an answer to the question that found it. */
  shortfall?: Shortfall | undefined
}

/** An item with what there is of it now. */
export type BriefingEntry =
  /** `changed`: the record has another text than the one that was added. */
  | { kind: 'there'; name: string; found: Found; shortfall: Shortfall; changed: boolean }
  /** The answer is no longer there; `source` is the page of its question. */
  | { kind: 'gone'; name: string; source: string }

/** The item of a passage, or of all of an answer; undefined if the name was not written by this app, or its answer is gone. */
export function briefingItem(
  name: string,
  shortfall: Shortfall,
  { passageOrWhole }: Pick<OneAnswer, 'passageOrWhole'>,
): BriefingItem | undefined {
  const found = passageOrWhole(name)
  if (!found) return undefined
  const written = parsePassageName(name) ? passageName(found) : wholeName(found)
  return { name: written, print: printOf(found), ...(Object.keys(shortfall).length > 0 && { shortfall }) }
}

/** Whether two names are of the same passage, whatever newer one each of them names. */
export function isSamePassage(one: string, other: string): boolean {
  return placeOf(one) === placeOf(other)
}

function placeOf(name: string): string {
  const passage = parsePassageName(name)
  return passage ? `${passage.key}#${passage.index}` : parseWholeName(name).key
}

/**
 * What there is of an item now. A passage that moved within its answer is found by its text; of an answer that was changed
 * the passage in the same place is quoted, or all of the answer if it has fewer.
 */
export function briefingEntry(
  { name, print, shortfall = {} }: BriefingItem,
  { passageNamed, passageOrWhole }: Pick<OneAnswer, 'passageNamed' | 'passageOrWhole'>,
): BriefingEntry {
  const place = parsePassageName(name)
  const there = (found: Found, changed: boolean): BriefingEntry => ({ kind: 'there', name, found, shortfall, changed })
  const found = passageOrWhole(name)
  if (found && printOf(found) === print) return there(found, false)
  const whole = place && passageOrWhole(place.key)
  const moved = whole?.answer.passages.findIndex((passage) => printOf({ passage }) === print) ?? -1
  const again = place && moved >= 0 ? passageNamed({ ...place, index: moved }) : undefined
  if (again) return there(again, false)
  const instead = found ?? whole
  return instead ? there(instead, true) : { kind: 'gone', name, source: pageOf(name) }
}

/** A short hash of the text. */
function printOf({ passage }: Pick<Found, 'passage'>): string {
  return hash('sha256', passageText(passage)).slice(0, 16)
}

function pageOf(name: string): string {
  const question = parseQuestionKey(parsePassageName(name)?.key ?? parseWholeName(name).key)
  if (!question) throw new Error('the name of a briefing’s passage is no name')
  return questionPage(question)
}
