import type { SlashCommand, webApi } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { codeOf } from '../app-error.ts'
import { monthsBefore } from '../record/dates.ts'
import { standingOf } from '../record/standing.ts'
import type { Question } from '../search/question/question.ts'
import { wrongFilterLines } from '../wording/reply-text.ts'
import { WORDS } from '../wording/words.ts'
import { followListMessage } from './blocks/follow-list.ts'
import { type FollowTarget, followForm, followModal } from './blocks/follow-modal.ts'
import { noticeModal, sentenceModal } from './blocks/modals.ts'
import { type Message, noticeMessage } from './blocks/text.ts'
import { showModal } from './calls/show-modal.ts'
import type { Person } from './person.ts'
import { plainQuestion } from './plain-question.ts'
import type { Context } from './services.ts'

/** "follow school transport", "follow: …", "following". "Follow up …", "follow-on …", and what ends with a question mark, asks something. */
const FOLLOW = /^follow(?::|(?=[\s"“”'‘’]|$)(?!\s*up\b))\s*(?<topic>[^?]*)$/is
const FOLLOWING = /^follow(?:ing|s|ed)$/i

/** Where news goes that somebody follows there: in direct messages of any kind, to that person. */
export function targetIn(channel: string, user: string): FollowTarget {
  return channel.startsWith('D') ? { channel: user, direct: true } : { channel, direct: false }
}

/** Whether there is anything to follow. */
export const isTopic = ({ text, filters, wrong }: Question) => text !== '' || filters.length > 0 || wrong.length > 0

/**
 * `/send follow TOPIC` shows what the topic matches, `/send follow` asks for one; nothing is left to say then. `/send following`
 * gives what is followed in the channel. Undefined for any other text.
 */
export async function followCommand(
  context: Context,
  client: webApi.WebClient,
  command: SlashCommand,
  person: Person,
): Promise<Message | 'shown' | undefined> {
  const typed = plainQuestion(command.text ?? '')
  const isList = FOLLOWING.test(typed)
  const topic = FOLLOW.exec(typed)?.groups?.topic
  if (!isList && topic === undefined) return undefined
  const target = targetIn(command.channel_id, person.user)
  if (isList || topic === undefined)
    return followListMessage(await context.follows.inChannel({ team: person.team, channel: target.channel }))
  const question = parseTopic(context, topic)
  const { trigger_id, response_url } = command
  const typedBy = { trigger_id, response_url, user: { id: person.user } }
  await showModal(context, client, typedBy, 'command.follow', () =>
    isTopic(question) ? topicModal(context, question, target) : followForm(target),
  )
  return 'shown'
}

/** The modal that a topic leads to: what it matches, or what is wrong with its filters. */
export async function topicModal(context: Context, question: Question, target: FollowTarget): Promise<ModalView> {
  if (question.wrong.length > 0)
    return noticeModal(noticeMessage([WORDS.wrongFilter, ...wrongFilterLines(question.wrong)].join('\n')).blocks)
  const { answering, today } = context
  const sought = { question, also: [] }
  try {
    const { matches, related } = await answering.matching.preview(sought)
    const since = monthsBefore(today(), 1)
    const lately = matches.filter(({ answer }) => standingOf(answer).on >= since).length
    return followModal({ question, matches, lately, related }, target)
  } catch (error) {
    if (codeOf(error) === 'embedder-unavailable') return sentenceModal(WORDS.followLater)
    throw error
  }
}

/** The topic that somebody typed, with its filters: without quotation marks around it, of any kind, but with those within it. */
export function parseTopic({ answering }: Pick<Context, 'answering'>, typed: string): Question {
  return answering.parse(typed.trim().replace(QUOTED, '$<double>$<single>'))
}

/** An apostrophe ends no topic in double marks; in single ones, the last that ends a word does. */
const QUOTED = /^(?:["“”]+(?<double>[^"“”]+)["“”]+|['‘’](?<single>[^"“”:]+)['’])(?=\s|$)/
