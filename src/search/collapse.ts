import { answerKey } from '../corpus/answer.ts'
import { passageText } from '../corpus/passage-text.ts'
import type { Found, PassageOfAnswer } from './reply.ts'
import { createWordReader, type WordReader } from './words.ts'

/** From this share of words in common on, two passages are one that was given again. */
const NEARLY_THE_SAME = 0.85
/** Passages of which one is shorter than this share of the other are not compared. */
const ALIKE_LENGTH = 0.7
/** Below so many words that carry matter, only the same is the same: short passages are alike by chance. */
const MIN_WORDS = 8
const NEGATION = /\b(?:no|not|nor|never|neither|none|without|cannot|unless)\b|n['’]t\b/gi

/**
 * What was said more than once, once: at the best place of its passages stands the newest, with the others beside it.
 * Passages of one answer are never taken together.
 */
export function collapse(found: readonly PassageOfAnswer[]): Found[] {
  const reader = createWordReader()
  const groups: { said: Said; members: PassageOfAnswer[] }[] = []
  for (const one of found) {
    const said = whatIsSaid(one, reader)
    const same = groups.find(
      (group) => group.members.every(({ answer }) => answer !== one.answer) && alike(group.said, said),
    )
    if (same) same.members.push(one)
    else groups.push({ said, members: [one] })
  }
  return groups.map(({ members }) => {
    const [newest, ...older] = members.toSorted(newestFirst)
    return { ...(newest as PassageOfAnswer), ...(older.length > 0 && { alsoGiven: older }) }
  })
}

function newestFirst({ answer: a }: PassageOfAnswer, { answer: b }: PassageOfAnswer): number {
  if (a.answered !== b.answered) return a.answered < b.answered ? 1 : -1
  return answerKey(a) < answerKey(b) ? 1 : -1
}

interface Said {
  text: string
  words: () => ReadonlySet<string>
}

/** What a passage says; its words are read when they are asked for, since most passages differ by their length alone. */
function whatIsSaid({ passage }: PassageOfAnswer, reader: WordReader): Said {
  const text = passageText(passage)
  let words: ReadonlySet<string> | undefined
  return {
    text,
    words() {
      words ??= new Set(reader.read(text).flatMap(({ keys, stop }) => (stop ? [] : keys)))
      return words
    },
  }
}

/**
 * Whether two passages say the same. One may say more than the other, but not something else in its place: another
 * county, another need, another sum, or the contrary.
 */
function alike(one: Said, other: Said): boolean {
  if (one.text === other.text) return true
  const [shorter, longer] = [one.text.length, other.text.length].sort((a, b) => a - b) as [number, number]
  if (shorter < ALIKE_LENGTH * longer) return false
  const [small, large] = [one.words(), other.words()].sort((a, b) => a.size - b.size) as [Words, Words]
  if (!small.isSubsetOf(large)) return false
  const least = large.size < MIN_WORDS ? 1 : NEARLY_THE_SAME
  if (small.size < least * large.size) return false
  const more = large.difference(small)
  return ![...more].some((word) => /\d/.test(word)) && negations(one.text) === negations(other.text)
}

type Words = ReadonlySet<string>

function negations(text: string): number {
  return text.match(NEGATION)?.length ?? 0
}
