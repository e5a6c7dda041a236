import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SlackViewMiddlewareArgs, webApi } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { Context } from '../services.ts'
import { showSoon } from './show-modal.ts'
import { slackErrorOf } from './slack-error.ts'
import { tellPerson } from './tell-person.ts'

interface Submitted {
  ack: SlackViewMiddlewareArgs['ack']
  body: { user: { id: string } }
  client: webApi.WebClient
}

/**
 * Opens the view that the work gives on top of a submitted form, so that going back leads to the form as it was. The
 * acknowledgement pushes the first view, which may be one that says to wait; a later view updates it.
 */
export async function pushOnSubmit(
  context: Context,
  { ack, body, client }: Submitted,
  event: string,
  work: () => ModalView | Promise<ModalView>,
): Promise<void> {
  const externalId = `${event}-${randomUUID()}`
  let pushed = false
  await showSoon(
    context,
    event,
    work,
    async (view) => {
      if (pushed) return updatePushed(client, externalId, view)
      pushed = true
      return ack({ response_action: 'push', view: { ...view, external_id: externalId } })
    },
    tellPerson(client, body.user.id),
  )
}

const ATTEMPTS = 4
const PAUSE_MS = 300

/** Retries, since Slack may get the update before it has handled the acknowledgement that pushed the view. */
async function updatePushed(client: webApi.WebClient, externalId: string, view: ModalView): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    try {
      await client.views.update({ external_id: externalId, view })
      return
    } catch (error) {
      if (slackErrorOf(error) !== 'not_found' || attempts === ATTEMPTS) throw error
      await sleep(PAUSE_MS)
    }
  }
}
