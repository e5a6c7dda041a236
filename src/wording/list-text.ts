import type { Answering } from '../answering/answering.ts'
import type { Facet } from '../answering/facets.ts'
import type { Request } from '../answering/request.ts'
import type { WrittenAnswer } from '../record/answer.ts'
import type { Filter } from '../search/question/filter.ts'
import { shortCitation } from './citation.ts'
import { firstWords } from './first-words.ts'
import { WORDS } from './words.ts'

/** So many answers are listed in a message or a terminal: a few lines each. */
const ANSWERS_LISTED = 5
const TOPICS_LISTED = 10
/** About a line of an answer's text. */
export const FIRST_WORDS_CHARS = 140

/** The newest answers that a request lists, and the title of the list, which names its filters. */
export function answersToList(
  { browse, isAbout }: Pick<Answering, 'browse' | 'isAbout'>,
  request: Extract<Request, { kind: 'newest' | 'about' }>,
): { title: string; answers: readonly WrittenAnswer[] } {
  const { filters } = request
  if (request.kind === 'newest')
    return { title: listTitle(WORDS.newestAnswers, filters), answers: browse.newest(ANSWERS_LISTED, filters) }
  const { topic, exact } = request
  const isWanted = exact ? ({ heading }: WrittenAnswer) => heading === topic : isAbout(topic)
  return {
    title: listTitle(WORDS.answersAbout(topic), filters),
    answers: browse.newest(ANSWERS_LISTED, filters, isWanted),
  }
}

function listTitle(title: string, filters: readonly Filter[]): string {
  return [title, filters.map(({ name, value }) => WORDS.filter[name](value)).join(', ')].join(' ').trim()
}

/** Answers under a title as plain text: heading, citation, the beginning of the text, link. */
export function answerListText(title: string, answers: readonly WrittenAnswer[]): string {
  const lines = answers.map((answer) =>
    [`${answer.heading}: ${shortCitation(answer)}`, firstWords(answer, FIRST_WORDS_CHARS), answer.source].join('\n'),
  )
  return [title, ...(lines.length > 0 ? lines : [WORDS.noneMatch])].join('\n\n')
}

/** Topics under a title as plain text, each with its count. */
export function topicListText(title: string, topics: readonly Facet[]): string {
  return [title, ...topics.map(({ value, count }) => `• ${value}${WORDS.count(count)}`)].join('\n')
}

/** Which topics are listed, and under which title: the nearest to what was typed, or the commonest. */
export function topicsToList(
  { typed }: Pick<Extract<Request, { kind: 'topics' }>, 'typed'>,
  commonest: readonly Facet[],
): { title: string; topics: readonly Facet[] } {
  if (!typed) return { title: WORDS.theseTopics, topics: commonest.slice(0, TOPICS_LISTED) }
  const { topic, nearest } = typed
  return nearest.length > 0
    ? { title: WORDS.nearTopics(topic), topics: nearest }
    : { title: WORDS.noSuchTopic(topic), topics: commonest.slice(0, TOPICS_LISTED) }
}

/** Questions to begin with, a line each after a title; '' where there are none. */
export function suggestionsText(questions: readonly string[]): string {
  return questions.length === 0 ? '' : `${[WORDS.examplesIntro, ...questions].join('\n  ')}\n`
}
