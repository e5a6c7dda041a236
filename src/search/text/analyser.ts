import { createPhraseTree } from './phrase-tree.ts'
import { createTokeniser, type Token } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A term of the record that may stand for what is asked, with how well it does, up to 1. */
interface Form {
  term: string
  weight: number
}

/** One thing that a question asks for: a text that has any of the forms has it. */
export interface QuestionTerm {
  /** As it was typed. */
  written: string
  forms: readonly [Form, ...Form[]]
  /** How much it counts beside the others, up to 1. */
  weight: number
  /** Whether it shows that the question is about the field; undefined if the vocabulary has no words of the field. */
  topical: boolean | undefined
}

/** Turns texts into terms, the record's and questions alike. */
export interface Analyser {
  /**
   * The terms of a text of the record, in order: English stems in small letters without accents, no stop words. Acronyms
   * stay in capitals ("SEND" is not "send"), forms of one thing become one term, and a phrase of the vocabulary adds a
   * term after its first word.
   */
  text: (text: string) => string[]
  /** What a question asks for, in order, each thing once. Acronyms may be typed in small letters. */
  question: (text: string) => QuestionTerm[]
  /** The words of the field that a question has, each as the vocabulary writes it: never as it was typed. */
  field: (text: string) => string[]
}

/**
 * Changes with anything that changes the terms of a text, in this folder or its packages, so that what was stored is
 * analysed again.
 */
export const ANALYSER_VERSION = 2

/** From this weight on, a form stands for what is asked: a text that has it mentions it. */
export const STANDS_FOR_IT = 0.8

const WEIGHTS = {
  /** Of the record's words for the asker's. */
  means: STANDS_FOR_IT,
  /** Of a single word of a phrase that is asked for. */
  part: 0.6,
  /** Of words of everyday talk. */
  talk: 0.5,
}

/** A token, or several that the vocabulary reads as one. */
interface Unit {
  written: string
  /** The terms that it can stand for. */
  keys: readonly string[]
  stop: boolean
}

interface AnalyserOptions {
  /** Called with each distinct word of the record, as it is written, when it is first seen. */
  onNewWord?: (written: string) => void
}

export function createAnalyser(vocabulary: Vocabulary, { onNewWord }: AnalyserOptions = {}): Analyser {
  /** All forms of one thing, with the one term for them. */
  const same = createPhraseTree<string>()
  /** Phrases that are a term besides the terms of their words. */
  const phrases = createPhraseTree<string>()
  /** What people ask for, with the terms that may stand in the record instead, and their weights. */
  const alternatives = createPhraseTree<Map<string, number>>()
  const tokenise = createTokeniser()
  const tokeniseRecord = createTokeniser({ onNew: onNewWord })

  const toUnits = (tokens: readonly Token[], keysOf: (token: Token) => readonly string[]): Unit[] => {
    const at = (position: number) => {
      const token = tokens[position]
      return token ? keysOf(token) : []
    }
    const units: Unit[] = []
    for (let position = 0; position < tokens.length; ) {
      const token = tokens[position] as Token
      const keys = keysOf(token)
      const found = same.longest(at, position)
      if (found) units.push(merged(tokens.slice(position, position + found.length), keys, found.value))
      else units.push(keys === token.keys ? token : { ...token, keys })
      position += found?.length ?? 1
    }
    return units
  }
  const keysOfForm = (form: string) =>
    toUnits(tokenise(form, 'as-written'), ({ keys }) => keys).map(({ keys }) => keys[0] as string)
  /** The term of a form of the vocabulary; a form of several words becomes a phrase. */
  const termOf = (form: string) => {
    const keys = keysOfForm(form)
    if (keys.length > 1) phrases.set(keys, keys.join('_'))
    return keys.join('_')
  }
  const addAlternatives = (asked: string, record: readonly string[], weight: number) => {
    const keys = keysOfForm(asked)
    const own = termOf(asked)
    const terms = alternatives.get(keys) ?? new Map<string, number>()
    for (const term of record.map(termOf)) if (term !== own) terms.set(term, Math.max(weight, terms.get(term) ?? 0))
    alternatives.set(keys, terms)
  }

  for (const forms of vocabulary.same) {
    const [first = [], ...others] = forms.map((form) => tokenise(form, 'as-written').map(({ keys }) => keys[0]))
    const term = same.get(first) ?? first.join('_')
    for (const form of [first, ...others]) if (!same.get(form)) same.set(form, term)
  }
  for (const [asked, record] of Object.entries(vocabulary.means))
    for (const form of asked.split(',')) addAlternatives(form.trim(), record, WEIGHTS.means)
  const words = new Set(vocabulary.words.flat())
  const talk = new Set(vocabulary.talk.flat().flatMap((form) => tokenise(form).map(({ stem }) => stem)))
  /** The words of the field, by their terms. */
  const topic = new Map(
    vocabulary.topic
      .flat()
      .toReversed()
      .map((form) => [termOf(form), form]),
  )
  // A phrase of the field is asked for as a whole.
  for (const form of vocabulary.topic.flat()) if (form.includes(' ')) addAlternatives(form, [], 0)

  /** What a question asks for: units that the vocabulary takes together, with its alternatives for them. */
  const asked = (text: string): { units: Unit[]; offered?: ReadonlyMap<string, number> | undefined }[] => {
    const tokens = tokenise(text)
    const acronyms = new Set(tokens.map(({ acronym }) => acronym))
    const units = toUnits(tokens, (token) =>
      acronyms.has(token.written.toUpperCase()) ? token.keys : keysAsked(token, words),
    )
    const at = (position: number) => units[position]?.keys ?? []
    const groups: ReturnType<typeof asked> = []
    for (let position = 0; position < units.length; ) {
      const found = alternatives.longest(at, position)
      const group = units.slice(position, position + (found?.length ?? 1))
      position += group.length
      if (group.length > 1 || !group[0]?.stop) groups.push({ units: group, offered: found?.value })
    }
    return groups
  }

  const isContent = ({ keys, stop }: Unit) => !stop && !talk.has(keys[0] as string)

  /** What some units of a question ask for; `offered` are the vocabulary's alternatives for them. */
  const questionTerm = (asked: readonly Unit[], offered: ReadonlyMap<string, number> = new Map()): QuestionTerm => {
    const keys = asked.flatMap((unit) => unit.keys)
    const isPhrase = asked.length > 1
    const own = isPhrase ? [phraseOf(asked)] : keys
    const parts = isPhrase ? asked.filter(isContent).flatMap((unit) => unit.keys) : []
    // Of several weights of a term the first counts.
    const weights = new Map<string, number>()
    const add = (term: string, weight: number) => weights.set(term, weights.get(term) ?? weight)
    for (const term of own) add(term, 1)
    for (const [term, weight] of offered) add(term, weight)
    for (const term of parts) add(term, WEIGHTS.part)
    return {
      written: asked.map(({ written }) => written).join(' '),
      forms: Array.from(weights, ([term, weight]) => ({ term, weight })) as [Form, ...Form[]],
      weight: isPhrase || asked.some(isContent) ? 1 : WEIGHTS.talk,
      topical: topic.size === 0 ? undefined : termsOf(asked).some((term) => topic.has(term)),
    }
  }

  return {
    text(text) {
      const units = toUnits(tokeniseRecord(text), ({ keys }) => keys)
      const at = (position: number) => units[position]?.keys ?? []
      const terms: string[] = []
      for (const [position, unit] of units.entries()) {
        if (!unit.stop) terms.push(unit.keys[0] as string)
        const phrase = phrases.longest(at, position)
        if (phrase) terms.push(phrase.value)
      }
      return terms
    },

    question(text) {
      const terms = new Map<string, QuestionTerm>()
      for (const { units, offered } of asked(text)) {
        const term = questionTerm(units, offered)
        terms.set(term.forms[0].term, term)
      }
      return [...terms.values()]
    },

    field(text) {
      const found = asked(text).map(({ units }) => termsOf(units).find((term) => topic.has(term)))
      return [...new Set(found.flatMap((term) => topic.get(term ?? '') ?? []))]
    },
  }
}

const phraseOf = (units: readonly Unit[]) => units.map((unit) => unit.keys[0]).join('_')

/** The terms of some units: of several, first the one for all of them. */
const termsOf = (units: readonly Unit[]) => [phraseOf(units), ...units.flatMap((unit) => unit.keys)]

/** Tokens as one unit. A single one in small letters may still be the word that it looks like. */
function merged(tokens: readonly Token[], keys: readonly string[], term: string): Unit {
  const written = tokens.map((token) => token.written).join(' ')
  const others = tokens.length === 1 ? keys.filter((key) => key !== term) : []
  return { written, keys: [term, ...others], stop: false }
}

/** What a token of a question can stand for: people type acronyms in small letters, so it can be both. */
function keysAsked(token: Token, plainWords: ReadonlySet<string>): readonly string[] {
  if (token.acronym !== undefined || token.stop) return token.keys
  const capitals = token.written.toUpperCase()
  if (plainWords.has(token.written.toLowerCase()) || !/^\p{Lu}[\p{Lu}\p{N}]+$/u.test(capitals)) return [token.stem]
  return [token.stem, capitals, ...(capitals.endsWith('S') && capitals.length > 2 ? [capitals.slice(0, -1)] : [])]
}
