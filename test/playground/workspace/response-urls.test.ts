import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../../../playground/workspace/emulator.ts'
import { createResponseUrls } from '../../../playground/workspace/response-urls.ts'
import { createState, type State } from '../../../playground/workspace/state.ts'

let state: State
let asked: [string, object][]
let now: number
let urls: ReturnType<typeof createResponseUrls>
beforeEach(() => {
  state = createState()
  asked = []
  now = 0
  const emulator = {
    cast: { bot: { token: 'xoxb' } },
    call: async (_token: string, method: string, args: object) => {
      asked.push([method, args])
      return { ok: true }
    },
    newTs: () => '1.000001',
  } as unknown as Emulator
  urls = createResponseUrls(
    emulator,
    state,
    () => now,
    () => 'http://slack.example/response/',
  )
})

describe('a response_url', () => {
  test('works five times, for thirty minutes', async () => {
    const name = urls.create({ channel: 'C1', person: 'U1' })
    for (let use = 1; use <= 5; use++) expect((await urls.post(name, { text: 'x' })).status).toBe(200)
    expect(await urls.post(name, { text: 'x' })).toEqual({ status: 404, result: { ok: false, error: 'used_url' } })
    const other = urls.create({ channel: 'C1', person: 'U1' })
    now += 30 * 60_000 + 1
    expect(await urls.post(other, { text: 'x' })).toMatchObject({ status: 404 })
    expect(await urls.post('unknown', { text: 'x' })).toMatchObject({ status: 404 })
    expect(state.ephemerals).toHaveLength(5)
  })

  test('posts to the asker only, or to the channel, in the thread of the interaction', async () => {
    const name = urls.create({ channel: 'C1', person: 'U1', thread: '1.1' })
    await urls.post(name, { text: 'for you' })
    expect(state.ephemerals).toMatchObject([{ channel: 'C1', person: 'U1', thread_ts: '1.1', text: 'for you' }])
    await urls.post(name, { text: 'for all', response_type: 'in_channel' })
    expect(asked).toEqual([
      ['chat.postMessage', { channel: 'C1', text: 'for all', blocks: undefined, thread_ts: '1.1' }],
    ])
  })

  test('replaces and deletes the message whose control was pressed, ephemeral or not', async () => {
    const first = urls.create({ channel: 'C1', person: 'U1' })
    await urls.post(first, { text: 'one' })
    const ts = state.ephemerals[0]?.ts ?? ''
    const pressed = urls.create({ channel: 'C1', person: 'U1', message: { ts, ephemeral: true } })
    await urls.post(pressed, { text: 'two', replace_original: true })
    expect(state.ephemerals).toMatchObject([{ ts, text: 'two' }])
    await urls.post(pressed, { delete_original: true })
    expect(state.ephemerals).toEqual([])

    const posted = urls.create({ channel: 'C1', person: 'U1', message: { ts: '5.5', ephemeral: false } })
    await urls.post(posted, { text: 'new', replace_original: true })
    await urls.post(posted, { delete_original: true })
    expect(asked.map(([method]) => method)).toEqual(['chat.update', 'chat.delete'])
  })

  test('refuses an invalid message', async () => {
    const name = urls.create({ channel: 'C1', person: 'U1' })
    expect(await urls.post(name, { text: 'x', response_type: 'loud' })).toMatchObject({ status: 400 })
  })
})
