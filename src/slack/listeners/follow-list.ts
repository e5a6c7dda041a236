import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { WORDS } from '../../wording/words.ts'
import {
  FOLLOW_PAUSE,
  FOLLOW_REMOVE,
  FOLLOW_RESUME,
  followListMessage,
  type NamedFollow,
  parseNamedFollow,
} from '../blocks/follow-list.ts'
import { parseHomeChoice } from '../blocks/home-list.ts'
import { EPHEMERAL, IN_PLACE, noticeMessage } from '../blocks/text.ts'
import { orApologise } from '../calls/or-apologise.ts'
import { publishHome } from '../calls/publish-home.ts'
import { tellPerson } from '../calls/tell-person.ts'
import { targetIn } from '../follow-command.ts'
import { type Person, personIn } from '../person.ts'
import type { Context } from '../services.ts'

/**
 * Pauses, resumes and removes a follow, and draws the list anew that was pressed in: one of a channel, whose members may
 * change all that is followed there, or that of a person in their Home, who may change their own.
 */
export function listenToFollowList(app: App, context: Context): void {
  const { follows, log } = context
  const on = (actionId: string, change: (named: NamedFollow & Person) => Promise<unknown>) =>
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, client, context: installed, respond }) => {
        await ack()
        const person = personIn(installed, body)
        const { view } = body
        const apologise = tellPerson(client, person.user)
        await orApologise(
          log,
          'action.follow_list',
          async () => {
            const named = parseNamedFollow(action.value)
            if (!named) throw new Error('the value of a follow’s button names no follow')
            const here = body.channel && targetIn(body.channel.id, person.user).channel
            const follow = await follows.get({ ...named, team: person.team })
            if (follow && (follow.user === person.user || follow.channel === here))
              await change({ ...person, ...named })
            if (view)
              return publishHome(context, client, 'action.follow_list', person, parseHomeChoice(view), {
                hash: view.hash,
              })
            if (!follow) await respond({ ...EPHEMERAL, ...noticeMessage(WORDS.followGone) })
            const left = await follows.inChannel({ team: person.team, channel: here ?? named.channel })
            return respond({ ...IN_PLACE, ...followListMessage(left) })
          },
          (apology) => (view ? apologise(apology) : respond({ ...EPHEMERAL, ...apology })),
          apologise,
        )
      },
    )
  on(FOLLOW_PAUSE, (named) => follows.change(named, (follow) => ({ ...follow, paused: true })))
  on(FOLLOW_RESUME, (named) => follows.change(named, (follow) => ({ ...follow, paused: false })))
  on(FOLLOW_REMOVE, (named) => follows.remove(named))
}
