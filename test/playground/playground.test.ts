import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WORDS } from '../../src/wording/words.ts'
import { fictionalAnswers } from './fictional-answers.ts'
import { type OpenPlayground, openPlayground, textOf } from './open-playground.ts'

let playground: OpenPlayground
beforeAll(async () => {
  playground = await openPlayground(fictionalAnswers)
})
afterAll(() => playground.close())

const people = () => ({ priya: playground.people[0] ?? '', tom: playground.people[1] ?? '' })
const channels = () => ({ with: playground.channels[0] ?? '', without: playground.channels[1] ?? '' })

describe('the playground is a small Slack with the real bot in it', () => {
  test('a mention is answered in its thread, for everyone', async () => {
    const { priya, tom } = people()
    const place = channels().with
    await playground.ask('/say', { as: priya, place, typed: '@SEND Answers how many sensory gardens were opened?' })
    const { messages } = await playground.until({ as: tom, place }, ({ messages }) =>
      messages.some(({ replies }) => replies === 1),
    )
    const asked = messages.find(({ replies }) => replies === 1)
    expect(textOf(asked?.body.tree ?? [])).toBe('@SEND Answers how many sensory gardens were opened?')
    const { thread } = await playground.until(
      { as: tom, place, thread: asked?.ts },
      ({ thread }) => thread?.messages.length === 2,
    )
    const reply = thread?.messages[1]
    expect(reply).toMatchObject({ isBot: true, onlyYou: false, who: 'SEND Answers' })
    expect(textOf(reply?.body.tree ?? [])).toContain('sensory gardens were opened')
  })

  test('a slash command is answered for the asker alone, and the reply can be shared where the bot is no member', async () => {
    const { priya, tom } = people()
    const place = channels().without
    await playground.ask('/say', { as: priya, place, typed: '/send how many quiet rooms were opened?' })
    const mine = await playground.until({ as: priya, place }, ({ messages }) => messages.length === 1)
    const reply = mine.messages[0]
    expect(reply).toMatchObject({ onlyYou: true, who: 'SEND Answers' })
    expect((await playground.until({ as: tom, place }, () => true)).messages).toEqual([])

    const share = reply?.body.controls.find(({ key }) => key.endsWith('/share_answer'))
    const surface = { kind: 'message', channel: place, ts: reply?.ts }
    await playground.ask('/press', { as: priya, surface, path: share?.path })
    const { modal } = await playground.until({ as: priya, place }, ({ modal }) => modal !== undefined)
    expect(modal).toMatchObject({ title: 'Share to channel', submit: 'Share' })
    const line = modal?.body.controls.find(({ type }) => type === 'plain_text_input')
    await playground.ask('/submit', {
      as: priya,
      id: modal?.id,
      values: { [line?.path ?? '']: 'For the <b>briefing</b>' },
    })

    const after = await playground.until({ as: tom, place }, ({ messages }) => messages.length === 1)
    expect(after.messages[0]).toMatchObject({ onlyYou: false, isBot: true })
    expect(textOf(after.messages[0]?.body.tree ?? [])).toMatch(/^Shared by @Priya Example\s*For the <b>briefing<\/b>/)
    await playground.until({ as: priya, place }, ({ messages, modal }) => messages.length === 1 && modal === undefined)
  })

  test('a mention where the bot is not says so, and reaches it once it is invited', async () => {
    const { tom } = people()
    const place = channels().without
    const typed = '@SEND Answers how many talking maps were opened?'
    await playground.ask('/say', { as: tom, place, typed })
    const before = await playground.until({ as: tom, place }, ({ messages }) => messages.at(-1)?.invite === true)
    expect(textOf(before.messages.at(-1)?.body.tree ?? [])).toContain('is not in this channel')
    await playground.ask('/invite', { as: tom, place })
    await playground.ask('/say', { as: tom, place, typed })
    await playground.until({ as: tom, place }, ({ messages }) => messages.some(({ replies }) => replies === 1))
  })

  test('the Home is drawn, searched and filtered; forms push their results and go back', async () => {
    const { priya } = people()
    const look = { as: priya, place: 'home' }
    await playground.ask('/open', { as: priya, tab: 'home' })
    const { home } = await playground.until(look, ({ home }) => home !== undefined)
    const control = (key: string) => home?.body.controls.find((one) => one.key.endsWith(`/${key}`))?.path ?? ''
    await playground.ask('/press', {
      as: priya,
      surface: { kind: 'home' },
      path: control('home_search'),
      values: { [control('home_search')]: 'sensory gardens' },
    })
    const found = await playground.until(look, ({ modal }) => modal?.title === 'What the record says')
    expect(textOf(found.modal?.body.tree ?? [])).toContain('sensory gardens')
    await playground.ask('/close', { as: priya })

    await playground.ask('/press', { as: priya, surface: { kind: 'home' }, path: control('search_open') })
    const { modal } = await playground.until(look, ({ modal }) => modal?.title === 'Search the record')
    const field = (key: string) => modal?.body.controls.find((one) => one.key.endsWith(`/${key}`))?.path ?? ''
    expect(await playground.ask('/submit', { as: priya, id: modal?.id, values: {} })).toEqual({
      search_question: 'Please complete this required field.',
    })
    const values = { [field('search_question')]: 'quiet rooms', [field('search_since')]: '2024-01-01' }
    expect(
      await playground.ask('/submit', {
        as: priya,
        id: modal?.id,
        values: { ...values, [field('search_before')]: '2023-01-01' },
      }),
    ).toEqual({ search_before: WORDS.datesTheWrongWay })
    const surface = { kind: 'modal', id: modal?.id }
    expect(
      await playground.ask('/suggest', { as: priya, surface, path: field('search_minister'), typed: 'sam' }),
    ).toEqual([{ text: 'Alex Sample', value: 'Alex Sample' }])
    await playground.ask('/submit', { as: priya, id: modal?.id, values })
    const pushed = await playground.until(look, ({ modal }) => modal?.under === 1)
    await playground.ask('/back', { as: priya, id: pushed.modal?.id })
    await playground.until(look, (scene) => scene.modal?.id === modal?.id)
    await playground.ask('/close', { as: priya })
  })

  test('its Messages tab has prompts; a message there is a question, its edit changes the reply', async () => {
    const { priya } = people()
    await playground.ask('/open', { as: priya, tab: 'messages' })
    const { dm } = await playground.until({ as: priya }, () => true)
    const look = { as: priya, place: dm }
    const { prompts } = await playground.until(look, ({ prompts }) => prompts.length > 0)
    await playground.ask('/say', { as: priya, place: dm, typed: prompts[0]?.message })
    const said = await playground.until(look, ({ messages }) => messages.length === 2)
    const before = textOf(said.messages[1]?.body.tree ?? [])
    await playground.ask('/edit', {
      as: priya,
      place: dm,
      ts: said.messages[0]?.ts,
      typed: 'how many talking maps were opened?',
    })
    const edited = await playground.until(look, ({ messages }) => textOf(messages[1]?.body.tree ?? []) !== before)
    expect(textOf(edited.messages[1]?.body.tree ?? [])).toContain('talking maps')
    await playground.ask('/unsay', { as: priya, place: dm, ts: said.messages[0]?.ts })
    await playground.until(look, ({ messages }) => messages.length === 1)
  })

  test('links unfurl, shortcuts answer, feedback is kept once', async () => {
    const { tom } = people()
    const place = channels().with
    const look = { as: tom, place }
    const url = 'https://questions-statements.parliament.uk/written-questions/detail/2025-03-01/900004'
    await playground.ask('/say', { as: tom, place, typed: `${url} how many sensory gardens were opened?` })
    const linked = await playground.until(look, ({ messages }) => messages.at(-1)?.unfurls.length === 1)
    expect(textOf(linked.messages.at(-1)?.unfurls[0]?.tree ?? [])).toContain('Sensory Gardens')

    const on = { channel: place, ts: linked.messages.at(-1)?.ts }
    await playground.ask('/shortcut', { as: tom, id: linked.shortcuts.message[0]?.id, on })
    const found = await playground.until(look, ({ messages }) => messages.some(({ onlyYou }) => onlyYou))
    const reply = found.messages.find(({ onlyYou }) => onlyYou)
    const feedback = reply?.body.controls.find(({ type }) => type === 'feedback_buttons')
    const surface = { kind: 'message', channel: place, ts: reply?.ts }
    await playground.ask('/press', { as: tom, surface, path: feedback?.path, choice: 'negative' })
    await playground.until(look, ({ messages }) => messages.some(({ body }) => textOf(body.tree).startsWith('Thanks.')))
    expect(playground.verdicts).toEqual([expect.objectContaining({ helpful: false })])

    await playground.ask('/shortcut', { as: tom, id: found.shortcuts.global[0]?.id })
    await playground.until(look, ({ modal }) => modal?.title === 'Search the record')
    await playground.ask('/close', { as: tom })
  })

  test('slash commands do not work in threads, and only the app’s own are known', async () => {
    const { tom } = people()
    const place = channels().with
    const { messages } = await playground.until({ as: tom, place }, () => true)
    const thread = messages.find(({ replies }) => replies > 0)?.ts
    await playground.ask('/say', { as: tom, place, thread, typed: '/send 900001' })
    const scene = await playground.until(
      { as: tom, place, thread },
      ({ thread }) => thread?.messages.at(-1)?.onlyYou === true,
    )
    expect(textOf(scene.thread?.messages.at(-1)?.body.tree ?? [])).toContain('do not work in threads')
    await playground.ask('/say', { as: tom, place, typed: '/dance' })
    await playground.until({ as: tom, place }, ({ messages }) =>
      textOf(messages.at(-1)?.body.tree ?? []).includes('/dance is not a command of this app'),
    )
  })

  test('the inspector has each payload with the calls that it led to, and nothing to warn of', async () => {
    const exchanges = await playground.exchanges()
    const calls = (kind: string) =>
      exchanges.filter((one) => one.kind === kind).flatMap(({ calls }) => calls.map(({ method }) => method))
    expect(new Set(calls('app_mention'))).toEqual(new Set(['chat.postMessage']))
    expect(new Set(calls('slash command'))).toEqual(new Set(['response_url']))
    expect(calls('link_shared')).toEqual(['chat.unfurl'])
    expect(new Set(calls('app_home_opened'))).toEqual(
      new Set(['views.publish', 'assistant.threads.setSuggestedPrompts']),
    )
    // Where the bot was no member, it was refused, and the share went by the response_url.
    expect(calls('view_submission')).toEqual(expect.arrayContaining(['chat.postMessage', 'response_url']))
    const warned = exchanges.flatMap(({ warnings, calls }) => [
      ...warnings,
      ...calls.flatMap(({ warnings }) => warnings),
    ])
    expect(warned).toEqual(['Slack refuses this: not_in_channel'])
    for (const { ack, calls } of exchanges) {
      expect(ack?.status).toBe(200)
      for (const { ms, result } of calls) expect([typeof ms, typeof result]).toEqual(['number', 'object'])
    }
    expect(playground.log).toEqual([])
  })
})
