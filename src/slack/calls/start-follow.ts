import type { webApi } from '@slack/bolt'
import { knownZone, localTime } from '../../daytime.ts'
import { beginning, mayBeNews } from '../../following/digest.ts'
import type { FollowDraft } from '../../following/follow.ts'
import { followStartedMessage } from '../blocks/follow-list.ts'
import { NO_UNFURLS } from '../blocks/text.ts'
import { type Context, recordOf } from '../services.ts'
import { cantBePostedIn } from './deliver-digest.ts'
import { slackErrorOf } from './slack-error.ts'

/**
 * Saves a follow, and says so where its news will come, which shows that the bot can post there. If it can't, the follow
 * isn't kept.
 */
export async function startFollow(
  context: Context,
  client: webApi.WebClient,
  draft: Omit<FollowDraft, 'zone'>,
  name: string,
): Promise<'started' | 'already' | 'too-many' | 'not-in-channel'> {
  const { answering, follows, now } = context
  if ((await follows.inChannel(draft)).some((one) => topicOf(one) === topicOf(draft))) return 'already'
  const zone = knownZone(await zoneOf(client, draft.user))
  const { day } = localTime(now(), zone)
  const record = await recordOf(context)
  const known = await answering.matching.matches(draft, mayBeNews(beginning(day, record, [])))
  const follow = await follows.add({ ...draft, zone }, beginning(day, record, known))
  if (!follow) return 'too-many'
  try {
    const { channel } = await client.chat.postMessage({
      channel: draft.channel,
      ...NO_UNFURLS,
      ...followStartedMessage(follow, name),
    })
    await follows.change(follow, (before) => ({ ...before, posted: channel }))
    return 'started'
  } catch (error) {
    await follows.remove(follow)
    if (cantBePostedIn(slackErrorOf(error))) return 'not-in-channel'
    throw error
  }
}

const topicOf = ({ question: { text, filters } }: Pick<FollowDraft, 'question'>) =>
  JSON.stringify([text.toLowerCase(), filters.map(({ name, value }) => [name, value])])

/** The time zone in somebody's profile; undefined where the scope for it was refused, or Slack doesn't say. */
async function zoneOf(client: webApi.WebClient, user: string): Promise<string | undefined> {
  try {
    return (await client.users.info({ user })).user?.tz
  } catch {
    return undefined
  }
}
