import type { KnownBlock, RichTextElement } from '@slack/types'
import { z } from 'zod'
import type { Follow } from '../../following/follow.ts'
import { topicText } from '../../wording/following-text.ts'
import { WORDS } from '../../wording/words.ts'
import { parseJson } from './carried-question.ts'
import { button } from './controls.ts'
import { FOLLOW_OPEN } from './follow-modal.ts'
import { drawMost } from './room.ts'
import { type Message, messageText, richText, span } from './text.ts'

export const FOLLOW_PAUSE = 'follow_pause'
export const FOLLOW_RESUME = 'follow_resume'
export const FOLLOW_REMOVE = 'follow_remove'

/** The Home has a hundred blocks at most, for all that it shows. */
const SHOWN_AT_HOME = 10

const Named = z.object({ channel: z.string(), place: z.number(), id: z.string() })
/** A follow as a button carries it. */
export type NamedFollow = z.infer<typeof Named>

/** Undefined if the value wasn't written by this app. */
export function parseNamedFollow(value: string | undefined): NamedFollow | undefined {
  return Named.safeParse(parseJson(value)).data
}

/** What is followed in a channel, as a message. */
export function followListMessage(follows: readonly Follow[]): Message {
  if (follows.length === 0) {
    return { text: messageText(WORDS.followingNone), blocks: [richText([span(WORDS.followingNone)])] }
  }
  const lines = follows.map((follow) => `• ${topicText(follow)}: ${howOften(follow)}`)
  return {
    text: messageText([WORDS.followingHere, ...lines].join('\n')),
    blocks: listBlocks(follows),
  }
}

/** Those for whose buttons Slack has no room in one message are listed without. */
function listBlocks(follows: readonly Follow[]): KnownBlock[] {
  const draw = (withButtons: number): KnownBlock[] => {
    const others = follows.slice(withButtons)
    return [
      richText([span(WORDS.followingHere, { bold: true })]),
      ...follows.slice(0, withButtons).flatMap((follow) => followBlocks(follow, [])),
      ...(others.length > 0
        ? [
            richText([span(WORDS.followingNoRoom)]),
            ...others.map((follow) => richText([span(`${topicText(follow)}: ${howOften(follow)}`)])),
          ]
        : []),
    ]
  }
  return drawMost(follows.length, draw)?.blocks ?? draw(0)
}

/** What a person follows, in their Home, with a button to follow more. */
export function homeFollows(follows: readonly Follow[]): KnownBlock[] {
  return [
    richText([span(WORDS.followingYours, { bold: true })]),
    ...follows.slice(0, SHOWN_AT_HOME).flatMap((follow) => followBlocks(follow, whereTold(follow))),
    ...(follows.length > SHOWN_AT_HOME ? [richText([span(WORDS.andMore(follows.length - SHOWN_AT_HOME))])] : []),
    { type: 'actions', elements: [button(FOLLOW_OPEN, WORDS.followTopic, 'follow')] },
  ]
}

/** Says where the news will come that a topic is followed, and by whom; `name` is for screen readers. */
export function followStartedMessage(follow: Follow, name: string): Message {
  const topic = topicText(follow)
  return {
    text: messageText([WORDS.followedBy(name, topic), WORDS.followStarted(follow.every)].join('\n')),
    blocks: [
      richText([{ type: 'user', user_id: follow.user }, span(` ${WORDS.follows(topic)}`)]),
      richText([span(WORDS.followStarted(follow.every))]),
    ],
  }
}

function followBlocks(follow: Follow, where: RichTextElement[]): KnownBlock[] {
  const { channel, place, id, paused } = follow
  const topic = topicText(follow)
  const value = JSON.stringify({ channel, place, id })
  const pausing = paused
    ? button(FOLLOW_RESUME, WORDS.resume, value, { label: WORDS.resumeLabel(topic) })
    : button(FOLLOW_PAUSE, WORDS.pause, value, { label: WORDS.pauseLabel(topic) })
  return [
    richText([span(`${topic}: `), span(howOften(follow)), ...where]),
    {
      type: 'actions',
      elements: [pausing, button(FOLLOW_REMOVE, WORDS.remove, value, { label: WORDS.removeLabel(topic) })],
    },
  ]
}

const howOften = ({ every, paused }: Follow) => (paused ? WORDS.paused : WORDS.every[every].toLowerCase())

function whereTold({ channel, user }: Follow): RichTextElement[] {
  return channel === user ? [span(`, ${WORDS.directly}`)] : [span(', '), { type: 'channel', channel_id: channel }]
}
