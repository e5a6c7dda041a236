import type { Button } from '@slack/types'
import { z } from 'zod'
import type { Facet } from '../../answering/facets.ts'
import { Question } from '../../search/question/question.ts'
import { topicListText } from '../../wording/list-text.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { carryQuestion, parseJson } from './carried-question.ts'
import { button } from './controls.ts'
import { counted, type Message, messageText, richText, span } from './text.ts'

/** The buttons of topics in messages; ids must differ within a block. */
export const TOPIC = /^topic_\d+$/
/** The button that searches for what was typed as a topic. */
export const TOPIC_SEARCH = 'topic_search'

const TopicValue = z.object({ topic: z.string(), filters: Question.shape.filters })
type TopicValue = z.infer<typeof TopicValue>

/** The topic that a press lists; undefined if the value wasn't written by this app. */
export function parseTopicValue(value: string | undefined): TopicValue | undefined {
  return TopicValue.safeParse(parseJson(value)).data
}

/** Topics as buttons with counts, each of which lists its answers; with `search` a button that asks the question instead. */
export function topicListMessage(
  title: string,
  topics: readonly Facet[],
  { filters, search }: { filters: TopicValue['filters']; search?: { text: string; question: Question } },
): Message {
  const shown = topics
    .map(({ value: topic, count }) => ({ topic, count, value: JSON.stringify({ topic, filters }) }))
    .filter(({ value }) => value.length <= LIMITS.button.value)
  const buttons: Button[] = [
    ...shown.map(({ topic, count, value }, index) =>
      button(`topic_${index}`, counted(topic, count, LIMITS.button.text), value, { label: WORDS.answersAbout(topic) }),
    ),
    ...(search === undefined
      ? []
      : [button(TOPIC_SEARCH, WORDS.askAbout(search.text), JSON.stringify(carryQuestion(search.question)))]),
  ]
  return {
    text: messageText(topicListText(title, topics)),
    blocks: [richText([span(title)]), ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: buttons }] : [])],
  }
}
