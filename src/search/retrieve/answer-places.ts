import type { IndexedAnswer } from '../rank/scorer.ts'

/**
 * Gives each answer a number, its place. Places that come free are given again: what is kept for each place, a question's
 * own sums among it, would else grow with every answer that is replaced.
 */
export interface AnswerPlaces {
  /** Takes in an answer whose key is not there; gives its place. */
  add: (answer: IndexedAnswer) => number
  /** Takes out the answer of that key and gives what was there; undefined where nothing was. */
  remove: (key: string) => { place: number; answer: IndexedAnswer } | undefined
  at: (place: number) => IndexedAnswer | undefined
  byKey: (key: string) => IndexedAnswer | undefined
  /** How many answers there are. */
  size: () => number
  /** How many places, the free ones with them: every place is below it. */
  places: () => number
}

export function createAnswerPlaces(): AnswerPlaces {
  const answers: (IndexedAnswer | undefined)[] = []
  const placeOf = new Map<string, number>()
  const free: number[] = []
  return {
    add(answer) {
      const place = free.pop() ?? answers.length
      answers[place] = answer
      placeOf.set(answer.key, place)
      return place
    },
    remove(key) {
      const place = placeOf.get(key)
      const answer = place === undefined ? undefined : answers[place]
      if (place === undefined || !answer) return undefined
      placeOf.delete(key)
      answers[place] = undefined
      free.push(place)
      return { place, answer }
    },
    at: (place) => answers[place],
    byKey: (key) => answers[placeOf.get(key) ?? -1],
    size: () => placeOf.size,
    places: () => answers.length,
  }
}
