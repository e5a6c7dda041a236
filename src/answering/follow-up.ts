import type { Filter } from '../search/question/filter.ts'
import type { Question } from '../search/question/question.ts'
import { withoutEnd } from '../search/question/without-end.ts'
import type { PlaceSpan } from '../search/text/place-names.ts'
import { type AboutReply, aboutReply, isPlainlyAbout } from './about-reply.ts'
import { narrowed, narrowingOf, textOf } from './narrowing.ts'
import { withPlace } from './with-place.ts'

/** What a follow-up asks for. */
export type FollowUp =
  /** Another question, made of the last one by a filter, another place, or more words. */
  { kind: 'ask'; question: Question; by: 'narrowing' | 'place' | 'words' } | { kind: AboutReply }

/** What a message is a follow-up of. */
export interface FollowedUp {
  /** The question asked before it in its conversation. */
  last: Question
  /** Whether a passage was quoted. */
  hasPassage: boolean
  /** `yyyy-mm-dd` */
  today: string
  /** Where a text names places. */
  placesIn: (text: string) => readonly PlaceSpan[]
}

/** Longer messages are questions of their own. */
const MAX_CHARS = 200
const ADDED = /^(?:(?:and )?(?:(?:what|how) about|(?:the )?same)|and)\s+(?<rest>\S.*?)[\s?.!]*$/is
/** "in Surrey?", with nothing before it. */
const ADDED_BARE = /^(?<rest>(?:in|for|at|under)\s+\S+(?:\s+\S+)?)$/i
/** Longer additions are taken for questions of their own. */
const MAX_ADDED_WORDS = 4
/** What shows that a message goes on from the one before it: a question mark, or its first word. */
const GOES_ON = /\?\s*$|^(?:and|only|just|(?:what|how) about)\b/i

/**
 * What a message means after the question before it, or undefined for a question of its own, in doubt as well. `now` is
 * the message as parsed by itself, `typed` its text.
 */
export function followUp(typed: string, now: Question, followed: FollowedUp): FollowUp | undefined {
  if (typed.length > MAX_CHARS) return undefined
  const { last, hasPassage, today, placesIn } = followed
  const about = aboutReply(typed)
  if (about) return about === 'more' || hasPassage ? { kind: about } : undefined
  if (now.wrong.length > 0 || now.filters.some(({ name }) => name === 'uin')) return undefined

  const narrowing = narrowingOf(typed, now, today)
  const before = textOf(last)
  if (narrowing && narrowing.rest === '')
    return { kind: 'ask', question: narrowed(last, before, narrowing.filters, narrowing.anyTime), by: 'narrowing' }

  const filters: readonly Filter[] = narrowing?.filters ?? now.filters
  const own = narrowing?.rest ?? now.text
  const moved = withPlace(own, before, placesIn)
  if (moved !== undefined) return { kind: 'ask', question: narrowed(last, moved, filters), by: 'place' }

  // A message that begins with a filter is no addition: "by Zahawi and Ford in letters?"
  if (firstWord(own) !== firstWord(typed)) return undefined
  const rest = (ADDED.exec(own) ?? ADDED_BARE.exec(withoutEnd(own)))?.groups?.rest
  if (rest === undefined || rest.split(/\s+/).length > MAX_ADDED_WORDS) return undefined
  return { kind: 'ask', question: narrowed(last, `${withoutEnd(before)} ${rest}`, filters), by: 'words' }
}

/**
 * Whether a message is a follow-up beyond doubt, so that it needs no mention: it asks about the passage, for more, or for
 * another place, time or House. Words that are added to the question may be meant for somebody else.
 */
export function isPlain(typed: string, asked: FollowUp | undefined): boolean {
  if (asked === undefined) return false
  return asked.kind === 'ask' ? asked.by !== 'words' && GOES_ON.test(typed) : isPlainlyAbout(asked.kind, typed)
}

const firstWord = (text: string) => text.trimStart().split(/\s/)[0]
