import type { TermStore } from '../retrieve/term-store.ts'
import type { QuestionTerm } from '../text/analyser.ts'

/** A form of something asked for, with what the index knows of it. */
export interface QueryForm {
  /** The place of its term in `Query.terms`. */
  slot: number
  /** How well it stands for what is asked, up to 1. */
  weight: number
  /** In how many texts it stands. */
  holders: number
  /** What it tells about a text that it stands in, the rarer the more, times its weight. */
  information: number
}

interface QueryConcept {
  /** The forms that stand in the index; none for what the index does not know. */
  forms: readonly QueryForm[]
  /** What a text tells that holds its best form. */
  information: number
}

/** What a question asks for, weighed. */
export interface Query {
  /** The different terms that any form has, by number. */
  terms: readonly number[]
  concepts: readonly QueryConcept[]
  /** The concepts, by place, that a term is a form of: by its slot. */
  conceptsOf: readonly (readonly number[])[]
  /** What all concepts together tell. */
  information: number
}

/** Weighs the terms of a question by how rare they are now in what is indexed. */
export function weighQuery(asked: readonly QuestionTerm[], store: TermStore): Query {
  const slots = new Map<number, number>()
  const slotOf = (id: number) => {
    const slot = slots.get(id) ?? slots.size
    slots.set(id, slot)
    return slot
  }
  const concepts = asked.map(({ forms, weight: ofTerm }): QueryConcept => {
    const known = forms.flatMap(({ term, weight }): QueryForm[] => {
      const id = store.known(term)
      const holders = id === undefined ? 0 : store.holders(id)
      if (id === undefined || holders === 0) return []
      return [{ slot: slotOf(id), weight, holders, information: ofTerm * weight * rarity(holders, store.texts()) }]
    })
    const best = known.reduce((most, { information }) => Math.max(most, information), 0)
    return { forms: known, information: known.length > 0 ? best : ofTerm * rarity(0, store.texts()) }
  })
  const conceptsOf = Array.from(slots, (): number[] => [])
  for (const [place, { forms }] of concepts.entries()) for (const { slot } of forms) conceptsOf[slot]?.push(place)
  const information = concepts.reduce((sum, one) => sum + one.information, 0)
  return { terms: [...slots.keys()], concepts, conceptsOf, information }
}

/** As if so many more texts were there that hold none of it: what a few texts hold says little of how rare a word is. */
const MORE_TEXTS = 50

/** The information of the terms that two texts share, as a share of what they hold: the cosine of the two. */
export function informationShared(one: ReadonlySet<number>, other: ReadonlySet<number>, store: TermStore): number {
  const told = (terms: ReadonlySet<number>) =>
    [...terms].reduce((sum, term) => sum + rarity(store.holders(term), store.texts()), 0)
  const both = Math.sqrt(told(one) * told(other))
  return both === 0 ? 0 : told(one.intersection(other)) / both
}

/** What a text tells that holds a word which no other holds. */
export function mostInformation(texts: number): number {
  return rarity(1, texts)
}

/** The inverse document frequency of BM25 as Lucene has it, never below 0. */
function rarity(holders: number, texts: number): number {
  return Math.log(1 + (texts + MORE_TEXTS - holders + 0.5) / (holders + 0.5))
}
