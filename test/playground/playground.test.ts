import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Scene } from '../../playground/show/scene.ts'
import { WORDS } from '../../src/wording/words.ts'
import { fictionalAnswers } from './fictional-answers.ts'
import { elementIn, filled, type OpenPlayground, openPlayground, pressOf, textOf } from './open-playground.ts'

let playground: OpenPlayground
beforeAll(async () => {
  playground = await openPlayground(fictionalAnswers)
})
afterAll(() => playground.close())

const people = () => ({ priya: playground.people[0] ?? '', tom: playground.people[1] ?? '' })
const channels = () => ({ with: playground.channels[0] ?? '', without: playground.channels[1] ?? '' })

describe('the playground is a small Slack with the real bot in it', () => {
  test('a mention is answered in its thread, and everyone sees the reply', async () => {
    const { priya, tom } = people()
    const place = channels().with
    await playground.ask('/say', { as: priya, place, typed: '@SEND Answers how many sensory gardens were opened?' })
    const scene = await playground.until({ as: tom, place }, ({ messages }) =>
      messages.some(({ replies }) => replies === 1),
    )
    const asked = scene.messages.find(({ replies }) => replies === 1)
    expect(textOf(asked?.blocks, scene)).toBe('@SEND Answers how many sensory gardens were opened?')
    const { thread } = await playground.until(
      { as: tom, place, thread: asked?.ts },
      ({ thread }) => thread?.messages.length === 2,
    )
    const reply = thread?.messages[1]
    expect(reply).toMatchObject({ user: scene.cast.bot.user, onlyYou: false })
    expect(textOf(reply?.blocks)).toContain('sensory gardens were opened')
  })

  test('a follow-up in that thread needs no mention', async () => {
    const { priya } = people()
    const place = channels().with
    const scene = await playground.until({ as: priya, place }, () => true)
    const root = scene.messages.find(({ replies }) => replies === 1)?.ts
    await playground.ask('/say', { as: priya, place, thread: root, typed: 'who said that?' })
    const { thread } = await playground.until({ as: priya, place, thread: root }, ({ thread }) => {
      return thread?.messages.length === 4
    })
    expect(textOf(thread?.messages[3]?.blocks)).toContain('Answered by:')
  })

  test('only the asker sees the reply to a slash command, until they share it, also in a channel without the bot', async () => {
    const { priya, tom } = people()
    const place = channels().without
    await playground.ask('/say', { as: priya, place, typed: '/send how many quiet rooms were opened?' })
    const mine = await playground.until({ as: priya, place }, ({ messages }) => messages.length === 1)
    const reply = mine.messages[0]
    expect(reply).toMatchObject({ user: mine.cast.bot.user, onlyYou: true })
    expect((await playground.until({ as: tom, place }, () => true)).messages).toEqual([])

    const surface = { kind: 'message', channel: place, ts: reply?.ts }
    await playground.ask('/press', { as: priya, surface, ...pressOf(reply?.blocks, 'share_answer') })
    const { modal } = await playground.until({ as: priya, place }, ({ modal }) => modal !== undefined)
    expect(modal).toMatchObject({ title: 'Share to channel', submit: 'Share' })
    const { element: line } = elementIn(modal?.blocks, 'plain_text_input')
    await playground.ask('/submit', {
      as: priya,
      id: modal?.id,
      values: filled(modal?.blocks, { [line.action_id ?? '']: 'For the <b>briefing</b>' }),
    })

    const after = await playground.until({ as: tom, place }, ({ messages }) => messages.length === 1)
    expect(after.messages[0]).toMatchObject({ user: after.cast.bot.user, onlyYou: false })
    expect(textOf(after.messages[0]?.blocks, after)).toMatch(/^Shared by @Priya Example\s*For the <b>briefing<\/b>/)
    await playground.until({ as: priya, place }, ({ messages, modal }) => messages.length === 1 && modal === undefined)
  })

  test('in a channel without the bot a mention is met with a notice; once invited, the bot answers', async () => {
    const { tom } = people()
    const place = channels().without
    const typed = '@SEND Answers how many talking maps were opened?'
    await playground.ask('/say', { as: tom, place, typed })
    const before = await playground.until({ as: tom, place }, ({ messages }) => messages.at(-1)?.invite === true)
    expect(textOf(before.messages.at(-1)?.blocks)).toContain('isn’t in this channel')
    await playground.ask('/invite', { as: tom, place })
    await playground.ask('/say', { as: tom, place, typed })
    await playground.until({ as: tom, place }, ({ messages }) => messages.some(({ replies }) => replies === 1))
  })

  test('the Home can be searched; the search form checks fields, shows results and goes back', async () => {
    const { priya } = people()
    const look = { as: priya, place: 'home' }
    await playground.ask('/open', { as: priya, tab: 'home' })
    const { home } = await playground.until(look, ({ home }) => home !== undefined)
    await playground.ask('/press', {
      as: priya,
      surface: { kind: 'home' },
      ...pressOf(home?.blocks, 'home_search', { contents: { home_search: 'sensory gardens' } }),
    })
    const found = await playground.until(look, ({ modal }) => modal?.title === 'What the record says')
    expect(textOf(found.modal?.blocks)).toContain('sensory gardens')
    await playground.ask('/close', { as: priya })

    await playground.ask('/press', { as: priya, surface: { kind: 'home' }, ...pressOf(home?.blocks, 'search_open') })
    const { modal } = await playground.until(look, ({ modal }) => modal?.title === 'Search the record')
    expect(await playground.ask('/submit', { as: priya, id: modal?.id, values: {} })).toEqual({
      search_question: 'Please complete this required field.',
    })
    const contents = { search_question: 'quiet rooms', search_since: '2024-01-01' }
    expect(
      await playground.ask('/submit', {
        as: priya,
        id: modal?.id,
        values: filled(modal?.blocks, { ...contents, search_before: '2023-01-01' }),
      }),
    ).toEqual({ search_before: WORDS.datesTheWrongWay })
    const surface = { kind: 'modal', id: modal?.id }
    const { block_id, element } = elementIn(modal?.blocks, 'search_minister')
    const select = { block_id, action_id: element.action_id }
    expect(await playground.ask('/suggest', { as: priya, surface, select, typed: 'sam' })).toMatchObject([
      { text: { text: 'Alex Sample' }, value: 'Alex Sample' },
    ])
    await playground.ask('/submit', { as: priya, id: modal?.id, values: filled(modal?.blocks, contents) })
    const pushed = await playground.until(look, ({ modal }) => modal?.under === 1)
    await playground.ask('/back', { as: priya, id: pushed.modal?.id })
    await playground.until(look, (scene) => scene.modal?.id === modal?.id)
    await playground.ask('/close', { as: priya })
  })

  test('the Messages tab has a welcome and prompts; each message is answered, and an edit changes the reply', async () => {
    const { priya } = people()
    await playground.ask('/open', { as: priya, tab: 'messages' })
    const { cast } = await playground.until({ as: priya }, () => true)
    const look = { as: priya, place: cast.people[0]?.dm ?? '' }
    const { prompts } = await playground.until(look, ({ prompts }) => prompts.prompts.length > 0)
    const welcomed = await playground.until(look, ({ messages }) => messages.length === 1)
    expect(textOf(welcomed.messages[0]?.blocks)).toContain(prompts.prompts[0]?.message)
    await playground.ask('/say', { ...look, typed: prompts.prompts[0]?.message })
    const said = await playground.until(look, ({ messages }) => messages.length === 3)
    const before = textOf(said.messages[2]?.blocks)
    await playground.ask('/edit', {
      ...look,
      ts: said.messages[1]?.ts,
      typed: 'how many sensory gardens were opened?',
    })
    const edited = await playground.until(look, ({ messages }) => textOf(messages[2]?.blocks) !== before)
    expect(textOf(edited.messages[2]?.blocks)).toContain('sensory gardens')
    await playground.ask('/delete', { ...look, ts: said.messages[1]?.ts })
    await playground.until(look, ({ messages }) => messages.length === 2)
  })

  test('links get a preview, whose button works; shortcuts answer; a verdict is kept once', async () => {
    const { tom } = people()
    const place = channels().with
    const look = { as: tom, place }
    const url = 'https://questions-statements.parliament.uk/written-questions/detail/2025-03-01/900004'
    await playground.ask('/say', { as: tom, place, typed: `${url} how many sensory gardens were opened?` })
    const linked = await playground.until(look, ({ messages }) => messages.at(-1)?.unfurls.length === 1)
    expect(textOf(linked.messages.at(-1)?.unfurls[0])).toContain('Sensory Gardens')

    const on = { channel: place, ts: linked.messages.at(-1)?.ts }
    const preview = linked.messages.at(-1)?.unfurls[0]
    await playground.ask('/press', { as: tom, surface: { kind: 'message', ...on }, ...pressOf(preview, 'full_answer') })
    await playground.until(look, ({ modal }) => modal?.title === 'Full answer')
    await playground.ask('/close', { as: tom })

    await playground.ask('/shortcut', {
      as: tom,
      id: linked.cast.shortcuts.find(({ type }) => type === 'message')?.callback_id,
      on,
    })
    const found = await playground.until(look, ({ messages }) => messages.some(({ onlyYou }) => onlyYou))
    const reply = found.messages.find(({ onlyYou }) => onlyYou)
    const { element: feedback } = elementIn(reply?.blocks, 'feedback_buttons')
    const choice = 'negative_button' in feedback ? feedback.negative_button.value : ''
    const surface = { kind: 'message', channel: place, ts: reply?.ts }
    await playground.ask('/press', { as: tom, surface, ...pressOf(reply?.blocks, 'feedback_buttons', { choice }) })
    const own = ({ messages }: Scene) => messages.filter(({ onlyYou }) => onlyYou).at(-1)?.blocks
    const asked = await playground.until(look, (scene) => textOf(own(scene)).includes('What was wrong with it?'))
    await playground.ask('/press', { as: tom, surface, ...pressOf(own(asked), 'feedback_reason_1') })
    await playground.until(look, (scene) => textOf(own(scene)).endsWith('Thanks. Saved anonymously.'))
    expect(playground.verdicts).toMatchObject([{ helpful: false }, { helpful: false, reason: 'out-of-date' }])

    await playground.ask('/shortcut', {
      as: tom,
      id: found.cast.shortcuts.find(({ type }) => type === 'global')?.callback_id,
    })
    await playground.until(look, ({ modal }) => modal?.title === 'Search the record')
    await playground.ask('/close', { as: tom })
  })

  test('a file comes to the conversation with the bot', async () => {
    const { tom } = people()
    const { cast } = await playground.until({ as: tom }, () => true)
    const look = { as: tom, place: cast.people[1]?.dm ?? '' }
    await playground.ask('/say', { as: tom, place: channels().with, typed: '/send how many quiet rooms were opened?' })
    const { messages } = await playground.until({ as: tom, place: channels().with }, ({ messages }) =>
      textOf(messages.at(-1)?.blocks).includes('quiet rooms'),
    )
    const reply = messages.at(-1)
    const message = { kind: 'message', channel: channels().with, ts: reply?.ts }
    await playground.ask('/press', { as: tom, surface: message, ...pressOf(reply?.blocks, 'copy_passage') })
    const pressIn = async (title: string, name: string) => {
      const { modal } = await playground.until(look, ({ modal }) => modal?.title === title)
      const surface = { kind: 'modal', id: modal?.id }
      await playground.ask('/press', { as: tom, surface, ...pressOf(modal?.blocks, name) })
    }
    await pressIn('Copy for a briefing', 'add_to_briefing')
    await pressIn('Your briefing', 'briefing_file')
    const sent = await playground.until(look, ({ messages }) => messages.at(-1)?.files.length === 1)
    expect(sent.messages.at(-1)?.files).toMatchObject([
      { name: expect.stringMatching(/^briefing-.*\.md$/), content: expect.stringContaining('# Your briefing') },
    ])
    await playground.ask('/close', { as: tom })
  })

  test('the first of the people is an administrator, and nobody else', async () => {
    const [priya, tom] = playground.people
    for (const [as, text] of [
      [priya, 'What could not be answered'],
      [tom, 'Only administrators'],
    ] as const) {
      const look = { as, place: channels().with }
      await playground.ask('/say', { ...look, typed: '/send gaps' })
      await playground.until(look, ({ messages }) => textOf(messages.at(-1)?.blocks).startsWith(text))
    }
  })

  test('a slash command in a thread, or one that the app does not have, is met with a notice', async () => {
    const { tom } = people()
    const place = channels().with
    const { messages } = await playground.until({ as: tom, place }, () => true)
    const thread = messages.find(({ replies }) => replies > 0)?.ts
    await playground.ask('/say', { as: tom, place, thread, typed: '/send 900001' })
    const scene = await playground.until(
      { as: tom, place, thread },
      ({ thread }) => thread?.messages.at(-1)?.onlyYou === true,
    )
    expect(textOf(scene.thread?.messages.at(-1)?.blocks)).toContain('don’t work in threads')
    await playground.ask('/say', { as: tom, place, typed: '/dance' })
    await playground.until({ as: tom, place }, ({ messages }) =>
      textOf(messages.at(-1)?.blocks).includes('/dance is not a command of this app'),
    )
  })

  test('messages come in the order in which they were sent, those for one person among the others', async () => {
    const { tom } = people()
    const look = { as: tom, place: channels().with }
    for (const typed of ['First', '/dance', 'Second', '/sing', 'Third'])
      await playground.ask('/say', { ...look, typed })
    const { messages } = await playground.until(look, ({ messages }) => messages.at(-1)?.text === 'Third')
    expect(messages.slice(-5).map(({ text }) => /^\S+/.exec(text)?.[0])).toEqual([
      'First',
      '/dance',
      'Second',
      '/sing',
      'Third',
    ])
  })

  test('what the page has already is sent as its etag; what changed is sent whole', async () => {
    const { tom } = people()
    const look = { as: tom, place: channels().with }
    const whole = await playground.until(look, () => true)
    const has = [whole.cast, ...whole.messages, ...whole.exchanges].map(({ etag }) => etag)
    expect(new Set(has).size).toBe(has.length)
    const again = await playground.ask<Scene>('/scene', { ...look, has })
    expect([again.cast, ...again.messages, ...again.exchanges]).toEqual(has.map((etag) => ({ etag })))
    await playground.ask('/say', { ...look, typed: 'One more' })
    const more = await playground.ask<Scene>('/scene', { ...look, has })
    const added = more.messages.filter((one) => 'ts' in one)
    expect(added.map(({ text }) => text)).toEqual(['One more'])
  })

  test('the inspector shows each payload with the calls that followed, and no warnings', async () => {
    const exchanges = await playground.exchanges()
    const calls = (kind: string) =>
      exchanges.filter((one) => one.kind === kind).flatMap(({ calls }) => calls.map(({ method }) => method))
    expect(new Set(calls('app_mention'))).toEqual(new Set(['chat.postMessage']))
    expect(new Set(calls('slash command'))).toEqual(new Set(['response_url']))
    expect(calls('link_shared')).toEqual(['chat.unfurl'])
    expect(new Set(calls('app_home_opened'))).toEqual(
      new Set(['views.publish', 'conversations.history', 'chat.postMessage', 'assistant.threads.setSuggestedPrompts']),
    )
    // The bot may not post in a channel that it is not in, so the share was posted by the response_url.
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
