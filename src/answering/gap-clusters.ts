import { setImmediate as nextTurn } from 'node:timers/promises'
import { compareTexts } from '../record/compare-texts.ts'

/** A question that got no answer, or one that did not help, as it is kept: without who asked. */
export interface Gap {
  /** The words of the field that the question has, as the vocabulary writes them. */
  terms: readonly string[]
  /** The question is a number (UIN) that no answer has. */
  uin?: true | undefined
  /** The question, if questions are kept. */
  words?: string | undefined
  /** What the reply was: nothing, only the closest, or an answer. */
  reply: 'nothing' | 'closest' | 'answer'
  /** The reply was found not helpful. */
  unhelpful?: true | undefined
  /** Stands for whoever asked, among the gaps of one workspace; undefined where nobody is known. */
  person?: string | undefined
}

/** Questions on the same matter. */
export interface GapCluster {
  /** The words of the field that the questions of several people have, the most frequent first. */
  terms: readonly string[]
  /** Its questions are numbers (UINs) that no answer has. */
  uin: boolean
  /** Whether its questions have words of the field, also where too few people used the same. */
  ofTheField: boolean
  /** The questions themselves, those asked most first, as far as they are kept. */
  words: readonly string[]
  questions: number
  people: number
  nothing: number
  closest: number
  unhelpful: number
}

export interface Gaps {
  /** The clusters that are told of, the largest first. */
  clusters: readonly GapCluster[]
  /** The questions of clusters that are not told of, since so few people asked them that it could be clear who did. */
  others: number
  /** All questions. */
  questions: number
}

/** What fewer people asked is only counted: neither a cluster nor a word must tell who asked. */
export const FEWEST_PEOPLE = 3
/** Two groups belong together if they share this much of their words, or if their vectors are this near. */
const LEAST_SHARED = 0.5
const LEAST_COSINE = 0.65
/** More groups than these, the largest, are not compared by meaning: each takes the model some milliseconds. */
const MAX_EMBEDDED = 300
const MAX_TERMS = 6
const MAX_WORDINGS = 5
/** How long groups are compared before others get a turn. */
const TURN_MS = 8

/** Gives the vector of a text, of length 1; undefined if there is none. */
type Embed = (text: string) => Promise<Float32Array | undefined>

/** Gaps with the same words of the field. */
interface Group {
  terms: readonly string[]
  /** The same, to be compared. */
  own: ReadonlySet<string>
  uin: boolean
  gaps: Gap[]
  vector?: Float32Array | undefined
}

/**
 * Clusters gaps by a fixed rule, so that the same gaps always give the same clusters. Those with the same words of the
 * field are one group. From the largest group on, each joins the first cluster whose largest group is alike by words or by
 * meaning, and else begins a cluster.
 */
export async function clusterGaps(gaps: readonly Gap[], embed: Embed): Promise<Gaps> {
  const groups = groupsOf(gaps)
  for (const group of groups.slice(0, MAX_EMBEDDED)) {
    const text = mostFrequent(group.gaps.flatMap(({ words }) => words ?? []))[0] ?? group.terms.join(' ')
    if (text !== '' && !group.uin) group.vector = await embed(text)
  }
  const clusters: Group[][] = []
  let began = performance.now()
  for (const group of groups) {
    if (performance.now() - began >= TURN_MS) {
      await nextTurn()
      began = performance.now()
    }
    const near = clusters.find(([first]) => first && areAlike(first, group))
    if (near) near.push(group)
    else clusters.push([group])
  }
  const all = clusters.map(clusterOf)
  const told = all.filter((one) => one.people >= FEWEST_PEOPLE && !(one.terms.length === 0 && one.ofTheField))
  const count = (some: readonly GapCluster[]) => some.reduce((sum, { questions }) => sum + questions, 0)
  return { clusters: told.toSorted(byCount), others: count(all) - count(told), questions: gaps.length }
}

function groupsOf(gaps: readonly Gap[]): Group[] {
  const groups = new Map<string, Group>()
  for (const gap of gaps) {
    const terms = gap.terms.toSorted()
    const key = JSON.stringify([gap.uin === true, terms])
    const group = groups.get(key) ?? { terms, own: new Set(terms), uin: gap.uin === true, gaps: [] }
    groups.set(key, group)
    group.gaps.push(gap)
  }
  return [...groups]
    .sort(([a, one], [b, other]) => other.gaps.length - one.gaps.length || compareTexts(a, b))
    .map(([, group]) => group)
}

function areAlike(one: Group, other: Group): boolean {
  if (one.uin || other.uin) return false
  const shared = other.terms.reduce((sum, term) => sum + Number(one.own.has(term)), 0)
  const all = one.own.size + other.own.size - shared
  if (all > 0 && shared / all >= LEAST_SHARED) return true
  return one.vector !== undefined && other.vector !== undefined && cosine(one.vector, other.vector) >= LEAST_COSINE
}

function cosine(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, nth) => sum + value * (other[nth] ?? 0), 0)
}

function clusterOf(groups: readonly Group[]): GapCluster {
  const gaps = groups.flatMap((group) => group.gaps)
  const count = (is: (gap: Gap) => boolean) => gaps.filter(is).length
  const people = new Map<string, Set<string>>()
  for (const { terms, person } of gaps)
    for (const term of person === undefined ? [] : terms)
      people.set(term, (people.get(term) ?? new Set()).add(person as string))
  const peopleWith = (term: string) => people.get(term)?.size ?? 0
  const terms = mostFrequent(gaps.flatMap(({ terms }) => terms))
  return {
    terms: terms.filter((term) => peopleWith(term) >= FEWEST_PEOPLE).slice(0, MAX_TERMS),
    ofTheField: terms.length > 0,
    uin: groups.some(({ uin }) => uin),
    words: mostFrequent(gaps.flatMap(({ words }) => words ?? [])).slice(0, MAX_WORDINGS),
    questions: gaps.length,
    people: new Set(gaps.flatMap(({ person }) => person ?? [])).size,
    nothing: count(({ reply }) => reply === 'nothing'),
    closest: count(({ reply }) => reply === 'closest'),
    unhelpful: count(({ unhelpful }) => unhelpful === true),
  }
}

/** The texts, each once, those that come most often first. */
function mostFrequent(texts: readonly string[]): string[] {
  const counts = Map.groupBy(texts, (text) => text)
  return [...counts]
    .sort(([a, one], [b, other]) => other.length - one.length || compareTexts(a, b))
    .map(([text]) => text)
}

function byCount(one: GapCluster, other: GapCluster): number {
  return other.questions - one.questions || other.people - one.people || compareTexts(keyOf(one), keyOf(other))
}

const keyOf = ({ terms, uin }: GapCluster) => JSON.stringify([uin, terms])
