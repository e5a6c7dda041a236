import type { webApi } from '@slack/bolt'
import { expect, test } from 'vitest'
import { createLog } from '../../../src/log.ts'
import { createDelivers } from '../../../src/slack/calls/deliver-digest.ts'
import { KEEPS_NOTHING } from '../../../src/slack/kept-posts.ts'

const SINCE = Date.parse('2026-05-05T08:00:00Z')

test.each([
  ['posted since', 5000, true],
  ['posted since, by a clock of Slack’s that is behind', -10_000, true],
  ['of yesterday, with the same beginning', -86_400_000, false],
])('a digest that may have been posted is looked for: one %s', async (_which, later, found) => {
  const messages = [{ ts: String((SINCE + later) / 1000), text: 'New on “ramps” &amp; more' }]
  const history = async ({ oldest = '0' }: { oldest?: string }) => ({
    messages: messages.filter(({ ts }) => Number(ts) > Number(oldest)),
  })
  const client = { conversations: { history } } as unknown as webApi.WebClient
  const { wasDelivered } = createDelivers(
    async () => client,
    KEEPS_NOTHING,
    createLog('error', () => {}),
  )
  expect(await wasDelivered({ team: 'T1', channel: 'C1' }, 'New on “ramps” & more', SINCE)).toBe(found)
})
