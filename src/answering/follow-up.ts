import type { Filter } from '../search/question/filter.ts'
import type { Question } from '../search/question/question.ts'
import type { PlaceSpan } from '../search/text/place-names.ts'
import { narrowed, narrowingOf, textOf } from './narrowing.ts'
import { withPlace } from './with-place.ts'

/** What a follow-up asks for. */
export type FollowUp =
  /** Another question, made of the last one. */
  | { kind: 'ask'; question: Question; by: 'narrowing' | 'place' | 'words' }
  /** The next page of the passages found last. */
  | { kind: 'more' }
  /** Of the passage quoted last: who said it, who asked, all of its answer, a newer answer. */
  | { kind: AboutThePassage }

type AboutThePassage = 'who' | 'who-asked' | 'full' | 'newer'

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
const MORE =
  /^(?:(?:show |give )?(?:me )?(?:any |some |anything |something )?(?:more|else|others)(?: results| passages| of them)?|what else|next(?: page)?)$/
const IT = '(?: (?:that|this|it))?'
const ABOUT_THE_PASSAGE: readonly (readonly [AboutThePassage, RegExp])[] = [
  [
    'who',
    new RegExp(
      `^(?:(?:who|which minister) (?:said|answered|wrote|told|was)|when was|when did they say)${IT}(?: (?:said|answered))?$`,
    ),
  ],
  [
    'who-asked',
    new RegExp(
      `^(?:who|which (?:mp|peer|lord|member)) (?:asked|tabled|raised|put)(?: (?:that|this|it|the|them))?(?: question)?$|^whose question(?: (?:was|is))?${IT}$`,
    ),
  ],
  [
    'full',
    /^(?:(?:can|could) i |i want to )?(?:(?:show|give|see|read|get|open|have|view) )?(?:me )?(?:(?:the |that |its )?(?:full|whole|entire|complete) (?:answer|text|reply|thing)|(?:it|that|all of (?:it|that)|everything) in full|in full|all of (?:it|that)|the rest(?: of (?:it|that))?|read more)$/,
  ],
  [
    'newer',
    /^(?:(?:is|are) there )?(?:(?:anything|something|any|an?) )?(?:newer|more recent|more up to date|later|latest|updated)(?: (?:answers?|one|ones|than (?:that|this)|on (?:that|this|it)|about (?:that|this|it)))*$|^(?:(?:is|are) there )?(?:anything new|any (?:updates?|news))(?: (?:since(?: then)?|on (?:that|this|it)|about (?:that|this|it)))*$|^(?:is|are) (?:that|this|it|there) (?:still )?(?:the (?:latest|newest)|current|up to date)$|^(?:whats|what is|and) the (?:latest|newest)(?: on (?:that|this|it))?$|^has (?:that|this|it) (?:changed|been updated)(?: since(?: then)?)?$/,
  ],
]
const ADDED = /^(?:(?:and )?(?:what|how) about|and)\s+(?<rest>\S.*?)[\s?.!]*$/is
/** "in Surrey?", with nothing before it. */
const ADDED_BARE = /^(?<rest>(?:in|for|at|under)\s+\S+(?:\s+\S+)?)$/i
/** Longer additions are taken for questions of their own. */
const MAX_ADDED_WORDS = 4
/** What shows that a message goes on from the one before it: a question mark, or its first word. */
const GOES_ON = /\?\s*$|^(?:and|only|just|(?:what|how) about)\b/i
/** People also say "any updates?" and "who asked?" to one another: with these words it is the bot's answer that is meant. */
const PLAIN: Record<'more' | AboutThePassage, RegExp> = {
  more: /\bmore\b/i,
  who: /\b(?:said|answered) (?:that|this|it)\b|\bminister\b/i,
  'who-asked': /\b(?:that|this|it|question)\b/i,
  full: /\b(?:answer|text)\b/i,
  newer: /\b(?:newer|more recent)\b/i,
}

/**
 * What a message means after the question before it, or undefined for a question of its own, in doubt as well. `now` is
 * the message as parsed by itself, `typed` its text.
 */
export function followUp(typed: string, now: Question, followed: FollowedUp): FollowUp | undefined {
  if (typed.length > MAX_CHARS) return undefined
  const { last, hasPassage, today, placesIn } = followed
  const words = plainWords(typed)
  if (MORE.test(words)) return { kind: 'more' }
  const about = ABOUT_THE_PASSAGE.find(([, pattern]) => pattern.test(words))
  if (about) return hasPassage ? { kind: about[0] } : undefined
  if (now.wrong.length > 0 || now.filters.some(({ name }) => name === 'uin')) return undefined

  const narrowing = narrowingOf(typed, now, today)
  const before = textOf(last)
  if (narrowing && narrowing.rest === '')
    return { kind: 'ask', question: narrowed(last, before, narrowing.filters), by: 'narrowing' }

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
  return asked.kind === 'ask' ? asked.by !== 'words' && GOES_ON.test(typed) : PLAIN[asked.kind].test(typed)
}

const firstWord = (text: string) => text.trimStart().split(/\s/)[0]
const withoutEnd = (text: string) => text.replace(/[\s?.!]+$/, '')

/** The words of a message in small letters, without punctuation, and without the words that lead in and those of politeness. */
function plainWords(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:(?:and|so|but|ok|please|can you|could you|tell me|do you know) )+/, '')
    .replace(/ please$/, '')
}
