import { createPhraseTree } from './phrase-tree.ts'
import type { Vocabulary } from './vocabulary.ts'
import { createWordReader, type Word } from './words.ts'

/** One of the terms that may stand in the record for what is asked, and how well it does, up to 1. */
interface Form {
  term: string
  weight: number
}

/** One thing that a question asks for: a text that holds any of the forms holds it. */
export interface QuestionTerm {
  /** As it was asked, for people. */
  written: string
  forms: readonly [Form, ...Form[]]
  /** How much it counts beside the others, up to 1. */
  weight: number
  /** Whether it shows that the question is about the field; undefined where no words of the field are known. */
  topical: boolean | undefined
}

/** Turns texts into terms: what is indexed and what is asked, alike. */
export interface Analyser {
  /**
   * The terms of a text of the record, in order: English stems in small letters without accents, no stop words,
   * acronyms in capitals ("SEND" is not "send"), what the vocabulary calls the same as one term, and after the words
   * of a phrase of the vocabulary the phrase.
   */
  text: (text: string) => string[]
  /** The same as numbers, which `idOf` gives. */
  ids: (text: string) => number[]
  /** What a question asks for, in order, each once. Acronyms may be typed in small letters. */
  question: (text: string) => QuestionTerm[]
}

interface TermWeights {
  /** Of the record's words for the asker's. */
  means: number
  /** Of words that are related. */
  related: number
  /** Of a single word of a phrase for the phrase. */
  part: number
  /** Of words of everyday talk. */
  talk: number
}

const TERM_WEIGHTS: TermWeights = { means: 0.8, related: 0.4, part: 0.6, talk: 0.5 }

/** A word, or words that the vocabulary reads as one. */
interface Unit {
  written: string
  /** What it may stand for in a phrase. */
  keys: readonly string[]
  stop: boolean
  /** Whether a phrase may begin with it. */
  begins: boolean
  id?: number
}

interface AnalyserOptions {
  weights?: TermWeights
  /** Gives a term its number, always the same. */
  idOf?: (term: string) => number
  /** Is told each word of the record when it is met first, as it is written. */
  onNewWord?: (written: string) => void
}

export function createAnalyser(
  vocabulary: Vocabulary,
  { weights = TERM_WEIGHTS, idOf = () => 0, onNewWord }: AnalyserOptions = {},
): Analyser {
  /** Forms of one thing -> the one term. */
  const same = createPhraseTree<string>()
  /** Words in a row that are a term as a whole, beside their own. */
  const wholes = createPhraseTree<string>()
  /** Words asked for -> what else may stand in the record. */
  const alternatives = createPhraseTree<Map<string, number>>()
  const questions = createWordReader()
  const record = createWordReader({ onNew: onNewWord, begins: (key) => same.begins(key) || wholes.begins(key) })

  for (const forms of vocabulary.same) {
    const [first = [], ...others] = forms.map((form) => questions.read(form, 'as-written').map(({ keys }) => keys[0]))
    const term = same.get(first) ?? first.join('_')
    for (const form of [first, ...others]) if (!same.get(form)) same.set(form, term)
  }

  const unitsOf = (words: readonly Word[], keysOf: (word: Word) => readonly string[]): Unit[] => {
    const at = (position: number) => {
      const word = words[position]
      return word ? keysOf(word) : []
    }
    const units: Unit[] = []
    for (let position = 0; position < words.length; ) {
      const word = words[position] as Word
      const keys = keysOf(word)
      const found = word.begins && keys.some(same.begins) ? same.longest(at, position) : undefined
      if (found) units.push(replaced(words.slice(position, position + found.length), keys, found.value))
      else units.push(keys === word.keys ? word : { ...word, keys })
      position += found?.length ?? 1
    }
    return units
  }
  const canonical = (form: string) =>
    unitsOf(questions.read(form, 'as-written'), (word) => word.keys).map(({ keys }) => keys[0] as string)
  const termOf = (form: string) => {
    const keys = canonical(form)
    if (keys.length > 1) wholes.set(keys, keys.join('_'))
    return keys.join('_')
  }
  const offer = (asked: string, record: readonly string[], weight: number) => {
    const keys = canonical(asked)
    termOf(asked)
    const offered = alternatives.get(keys) ?? new Map<string, number>()
    for (const form of record) {
      const term = termOf(form)
      if (term !== keys.join('_')) offered.set(term, Math.max(weight, offered.get(term) ?? 0))
    }
    alternatives.set(keys, offered)
  }
  for (const [asked, record] of Object.entries(vocabulary.means))
    for (const form of asked.split(',')) offer(form.trim(), record, weights.means)
  for (const group of vocabulary.related) for (const form of group) offer(form, group, weights.related)

  const words = new Set(vocabulary.words.flat())
  const talk = new Set(vocabulary.talk.flat().flatMap((form) => questions.read(form).map(({ stem }) => stem)))
  const topic = new Set(vocabulary.topic.flat().map(termOf))
  // A phrase of the field is asked for as a whole.
  for (const form of vocabulary.topic.flat()) if (form.includes(' ')) offer(form, [], 0)

  const saysSomething = ({ keys, stop }: Unit) => !stop && !talk.has(keys[0] as string)

  const eachTerm = (text: string, tell: (term: string, unit?: Unit) => void) => {
    const units = unitsOf(record.read(text), (word) => word.keys)
    const at = (position: number) => units[position]?.keys ?? []
    for (let position = 0; position < units.length; position++) {
      const unit = units[position] as Unit
      if (!unit.stop) tell(unit.keys[0] as string, unit)
      const whole = unit.begins ? wholes.longest(at, position) : undefined
      if (whole && whole.length > 1) tell(whole.value)
    }
  }

  return {
    text: (text) => {
      const terms: string[] = []
      eachTerm(text, (term) => terms.push(term))
      return terms
    },

    ids: (text) => {
      const ids: number[] = []
      eachTerm(text, (term, unit) => {
        // Each word is looked up once, and not at each place where it stands.
        if (unit) unit.id ??= idOf(term)
        ids.push(unit?.id ?? idOf(term))
      })
      return ids
    },

    question(text) {
      const read = questions.read(text)
      const capitals = new Set(read.map(({ acronym }) => acronym))
      const units = unitsOf(read, (word) =>
        capitals.has(word.written.toUpperCase()) ? word.keys : askedKeys(word, words),
      )
      const at = (position: number) => units[position]?.keys ?? []
      const terms: QuestionTerm[] = []
      for (let position = 0; position < units.length; ) {
        const unit = units[position] as Unit
        const found = alternatives.longest(at, position)
        const length = found?.length || 1
        if (length > 1 || !unit.stop) {
          const asked = units.slice(position, position + length)
          const own = length > 1 ? [asked.map(({ keys }) => keys[0]).join('_')] : unit.keys
          const forms = new Map(own.map((term) => [term, 1]))
          for (const [term, weight] of found?.value ?? []) if (!forms.has(term)) forms.set(term, weight)
          for (const part of length > 1 ? asked.filter(saysSomething).flatMap(({ keys }) => keys) : [])
            if (!forms.has(part)) forms.set(part, weights.part)
          const inTopic = [...own, ...asked.flatMap(({ keys }) => keys)].some((term) => topic.has(term))
          terms.push({
            written: asked.map(({ written }) => written).join(' '),
            weight: length > 1 || saysSomething(unit) ? 1 : weights.talk,
            topical: topic.size === 0 ? undefined : inTopic,
            forms: [...forms].map(([term, weight]) => ({ term, weight })) as [Form, ...Form[]],
          })
        }
        position += length
      }
      return [...new Map(terms.map((term) => [term.forms[0].term, term])).values()]
    },
  }
}

/** Several words as one; a single one that was typed in small letters may yet be the word that it looks like. */
function replaced(words: readonly Word[], keys: readonly string[], term: string): Unit {
  const written = words.map((word) => word.written).join(' ')
  return {
    written,
    keys: words.length === 1 ? [term, ...keys.filter((key) => key !== term)] : [term],
    stop: false,
    begins: true,
  }
}

/** People type acronyms in small letters: such a word stands for both. */
function askedKeys(word: Word, plainWords: ReadonlySet<string>): readonly string[] {
  if (word.acronym !== undefined) return word.keys
  if (word.stop) return word.keys
  if (plainWords.has(word.written.toLowerCase())) return [word.stem]
  const capitals = word.written.toUpperCase()
  if (!/^\p{Lu}[\p{Lu}\p{N}]+$/u.test(capitals)) return [word.stem]
  return [word.stem, capitals, ...(capitals.endsWith('S') && capitals.length > 2 ? [capitals.slice(0, -1)] : [])]
}
