import type { App } from '@slack/bolt'
import { tenantOf } from '../person.ts'
import type { Context } from '../services.ts'

/**
 * A channel was archived, or the bot removed from it: nothing is followed there any more. Where Slack doesn't say so, for
 * lack of the scope, the next digest finds out.
 */
export function listenToChannelEnded(app: App, { follows, log }: Context): void {
  for (const event of ['channel_archive', 'group_archive', 'channel_left', 'group_left'] as const)
    app.event(event, async ({ context: installed, payload: { channel } }) => {
      const ended = await follows.endChannel({ team: tenantOf(installed), channel })
      if (ended > 0) log.info('follow.channel_ended', { ended })
    })
}
