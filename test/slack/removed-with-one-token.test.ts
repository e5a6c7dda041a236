import { expect } from 'vitest'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import { admit, refuseErased } from '../../src/storage/refuse-erased.ts'
import { test } from './workspace.ts'

const state = refuseErased(createMemoryState())
const NOTE = { kind: { name: 'note', durable: true }, team: 'T000000001', key: 'a' }
const OTHER = { ...NOTE, team: 'T2' }

test.override('setup', { services: { state } })

test.for([{ type: 'app_uninstalled' }, { type: 'tokens_revoked', tokens: { bot: ['U0SENDBOT'] } }])(
  'with one token, too, what is kept of a workspace goes when its app is removed, and the log says what to do: $type',
  async (event, { slack }) => {
    await slack.forgetCalls()
    await admit(state, NOTE.team)
    for (const name of [NOTE, OTHER]) await state.set(name, 'kept', { user: 'U1' })
    await slack.event(event)
    await slack.idle()
    expect(await state.list(NOTE.kind)).toEqual([expect.objectContaining({ team: 'T2' })])
    expect(slack.log).toContainEqual(
      expect.objectContaining({ event: 'slack.app_removed', advice: expect.stringContaining('SLACK_BOT_TOKEN') }),
    )
  },
)
