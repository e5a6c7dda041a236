import type { KnownBlock } from '@slack/types'
import { facets, topicOf } from '../../answering/facets.ts'
import type { WrittenAnswer } from '../../record/answer.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { button } from './button.ts'
import { counted, richText, words } from './text.ts'

export const HOME_TOPIC = /^home_topic_\d+$/
export const HOME_EVERY_TOPIC = 'home_every_topic'

const SHOWN = 10

/** The headings under which most was answered, with counts; a press lists the answers under one. */
export function topicButtons(answers: readonly WrittenAnswer[], chosen: string | undefined): KnownBlock[] {
  const topics = facets(answers, topicOf).filter(({ value }) => value.length <= LIMITS.header.text)
  if (topics.length === 0) return []
  return [
    richText([words(WORDS.topics, { bold: true })]),
    {
      type: 'actions',
      elements: [
        ...(chosen === undefined ? [] : [button(HOME_EVERY_TOPIC, WORDS.everyTopic, 'all')]),
        ...topics.slice(0, SHOWN).map(({ value, count }, index) =>
          button(`home_topic_${index}`, counted(value, count, LIMITS.button.text), value, {
            label: WORDS.answersAbout(value),
            ...(value === chosen && { style: 'primary' }),
          }),
        ),
      ],
    },
  ]
}
