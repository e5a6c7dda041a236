import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK, HOME_SEARCH_BUTTON } from '../../src/slack/blocks/home.ts'
import { CORPUS_FOLDER } from '../../src/sources/corpus-folder/corpus-files.ts'
import { readCorpusFolder } from '../../src/sources/corpus-folder/read-folder.ts'
import { answer } from '../answers.ts'
import {
  BOT_USER,
  callsOf,
  newTs,
  nthCall,
  type RunningBot,
  startBot,
  startWorkspace,
  type Workspace,
} from './workspace.ts'

const LETTERS = 'will ministers publish the letters they send to councils after a SEND inspection?'
const NO_PLANS = 'We have no plans to publish these letters'
const SOURCE = 'https://questions-statements.parliament.uk/written-questions/detail/2018-03-29/135027'

/** Markup of Slack's in places that interpret it: hostile.test.ts has more of it, in more places. */
const HOSTILE = '<!channel> <@U123> <https://evil.example|click> *bold* `code` ~x~ & :tada: \u202eevil'
const hostile = answer({
  uin: '300001',
  heading: `Ramps ${HOSTILE}`,
  question: `To ask, whether ramps ${HOSTILE}`,
  passages: [
    [
      { type: 'paragraph', content: [`Ramps ${HOSTILE} `, { text: 'bad', href: 'javascript:alert(1)' }] },
      {
        type: 'list',
        ordered: true,
        items: [
          { depth: 0, content: [HOSTILE] },
          { depth: 3, content: ['deep'] },
        ],
      },
    ],
    [{ type: 'table', rows: [[['Ramps'], [HOSTILE]], [[]]] }],
  ],
})
const long = answer({
  uin: '300002',
  heading: 'Hydrotherapy pools in schools and what is planned for each of them '.repeat(4).trim(),
  paragraphs: [
    Array.from({ length: 300 }, (_, n) => `Hydrotherapy pool number ${n} stays open for everyone.`).join(' '),
  ],
})

let workspace: Workspace
let bot: RunningBot
beforeAll(async () => {
  workspace = await startWorkspace()
  const { answers } = await readCorpusFolder(CORPUS_FOLDER)
  bot = await startBot(workspace, [...answers, hostile, long])
})
beforeEach(() => {
  workspace.calls.length = 0
  bot.log.length = 0
})
afterAll(async () => {
  expect(callsOf(workspace, 'refused')).toEqual([])
  await bot.stop()
  await workspace.close()
})

const textsIn = (value: unknown): string[] => JSON.stringify(value).match(/"text":"(?:[^"\\]|\\.)*"/g) ?? []

describe('/send', () => {
  test('answers only the asker, with the paragraph, who said it, when, and the source', async () => {
    expect((await bot.slash(LETTERS)).status).toBe(200)
    const reply = await nthCall(workspace, 'response_url')
    expect(reply).toMatchObject({ response_type: 'ephemeral', unfurl_links: false, unfurl_media: false })
    expect(reply.blocks[0].text.text).toBe('Special Educational Needs: Inspections')
    const [quote] = reply.blocks[1].elements
    expect(quote.type).toBe('rich_text_quote')
    expect(quote.elements[0].text).toMatch(new RegExp(`^${NO_PLANS}.*do the same\\.$`))
    expect(reply.blocks[2].elements[0].elements).toEqual([
      {
        type: 'text',
        text: 'Nadhim Zahawi · Department for Education · 20 April 2018 · UIN 135027 · House of Commons · ',
      },
      { type: 'link', url: SOURCE, text: 'Source' },
    ])
    for (const part of [NO_PLANS, 'Nadhim Zahawi', '20 April 2018', SOURCE, 'To ask the Secretary of State'])
      expect(reply.text).toContain(part)
  })

  test('shows the other passages shorter, each with its link', async () => {
    await bot.slash('£2.3 million parent carer forums')
    const { blocks } = await nthCall(workspace, 'response_url')
    expect(blocks[1].elements[0].elements[0].text).toMatch(/^We have been encouraged by the commitment/)
    const others = blocks.slice(blocks.findIndex(({ type }: { type: string }) => type === 'divider') + 2, -2)
    expect(others.length).toBeGreaterThan(0)
    for (const other of others) {
      expect(other.elements[0].elements[0].text.length).toBeLessThan(300)
      expect(other.elements[1].elements[1]).toMatchObject({ type: 'link', url: SOURCE })
    }
  })

  test('finds a question by its UIN', async () => {
    await bot.slash('135027')
    expect((await nthCall(workspace, 'response_url')).text).toContain('The department’s policy is for ministers')
  })

  test.each(['', '  ', 'help', 'HELP'])('says how to ask, with examples, for %j', async (text) => {
    await bot.slash(text)
    expect((await nthCall(workspace, 'response_url')).text).toContain('For example:')
  })

  test('says so when nothing answers, and where else to look', async () => {
    await bot.slash('how do I reset my VPN password')
    const { text } = await nthCall(workspace, 'response_url')
    expect(text).toContain('close enough')
    expect(text).toContain('https://questions-statements.parliament.uk/written-questions?SearchTerm=how+do+I')
  })

  test('looks elsewhere for the words alone, without filters that are understood here only', async () => {
    await bot.slash('how do I reset my VPN password since:2018')
    const { text } = await nthCall(workspace, 'response_url')
    expect(text).toMatch(/SearchTerm=how\+do\+I\+reset\+my\+VPN\+password$/m)
  })
})

describe('a mention', () => {
  test('gets one reply, in its thread', async () => {
    const ts = newTs()
    await bot.mention(`<@${BOT_USER}> ${LETTERS}`, { ts })
    const call = await nthCall(workspace, 'chat.postMessage')
    expect(call).toMatchObject({ channel: workspace.channel, thread_ts: ts })
    expect(call.text).toContain(NO_PLANS)
    const replies = async () => {
      const { messages } = await workspace.api('conversations.replies', { channel: workspace.channel, ts })
      return messages.filter(({ thread_ts }: { thread_ts: string }) => thread_ts === ts)
    }
    await expect.poll(replies).toHaveLength(1)
  })

  test('inside a thread is answered in that thread', async () => {
    await bot.mention(`<@${BOT_USER}> ${LETTERS}`, { thread_ts: '1700000000.000100' })
    expect(await nthCall(workspace, 'chat.postMessage')).toMatchObject({ thread_ts: '1700000000.000100' })
  })

  test('without a question gets the help', async () => {
    await bot.mention(`<@${BOT_USER}>`)
    expect((await nthCall(workspace, 'chat.postMessage')).text).toContain('For example:')
  })

  test('by a bot, an edit, and an event that was answered get nothing', async () => {
    const text = `<@${BOT_USER}> ${LETTERS}`
    await bot.mention(text, { bot_id: 'B123' })
    await bot.mention(text, { user: BOT_USER })
    await bot.mention(text, { subtype: 'bot_message' })
    await bot.mention(text, { edited: { user: workspace.user, ts: newTs() } })
    await bot.mention(text, {}, 'Ev-once')
    await nthCall(workspace, 'chat.postMessage')
    await bot.mention(text, {}, 'Ev-once')
    await bot.mention(`<@${BOT_USER}> 135027`)
    await nthCall(workspace, 'chat.postMessage', 2)
    expect(workspace.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2)
  })

  test('that could not be answered at all is answered when Slack delivers it again', async () => {
    const text = `<@${BOT_USER}> ${LETTERS}`
    workspace.failNext('chat.postMessage', 'fatal_error', 2)
    await bot.mention(text, {}, 'Ev-again')
    await expect.poll(() => bot.log.map(({ event }) => event)).toContain('event.app_mention.apology')
    await bot.mention(text, {}, 'Ev-again')
    expect((await nthCall(workspace, 'chat.postMessage', 3)).text).toContain(NO_PLANS)
  })
})

describe('text that could do harm', () => {
  test('in the record is shown as it stands and does nothing', async () => {
    await bot.slash('ramps')
    const reply = await nthCall(workspace, 'response_url')
    expect(workspace.calls).toHaveLength(1)
    expect(textsIn(reply.blocks).join()).toContain('<!channel> <@U123> <https://evil.example|click> *bold*')
    expect(reply.text).not.toMatch(/<[!@#h]/)
    expect(JSON.stringify(reply.blocks)).not.toMatch(/"type":"(?:broadcast|user|usergroup|channel|emoji)"/)
    expect(JSON.stringify(reply.blocks)).not.toContain('javascript:')
  })
})

describe('a passage longer than Slack allows', () => {
  test('is cut at a sentence, says so, and has a button that shows all of it', async () => {
    await bot.slash('hydrotherapy pool')
    const { blocks } = await nthCall(workspace, 'response_url')
    const quoted: string = blocks[1].elements[0].elements[0].text
    expect(quoted).toMatch(/stays open for everyone\.$/)
    expect(quoted.length).toBeLessThanOrEqual(3000)
    expect(blocks[2].elements[0].elements[0].text).toMatch(/^Shortened to fit/)
    const [button] = blocks.find(({ type }: { type: string }) => type === 'actions').elements
    expect(button).toMatchObject({ action_id: FULL_ANSWER, value: '2024-01-08/300002#0' })

    await bot.action({ trigger_id: await trigger(), actions: [{ ...button, type: 'button' }] })
    const { view } = await nthCall(workspace, 'views.open')
    const words = textsIn(view.blocks).join(' ')
    expect(words).toContain('Hydrotherapy pool number 0 ')
    expect(words).toContain('Hydrotherapy pool number 299 stays open for everyone.')
  })

  test.each(['2024-01-08/999999#0', 'nonsense', ''])('that is no longer here is said to be gone: %j', async (value) => {
    await bot.action({
      trigger_id: await trigger(),
      actions: [{ type: 'button', action_id: FULL_ANSWER, block_id: 'b', value }],
    })
    expect(JSON.stringify((await nthCall(workspace, 'views.open')).view)).toContain('no longer among')
  })
})

describe('the App Home', () => {
  const open = (tab: string) => bot.event({ type: 'app_home_opened', user: workspace.user, channel: 'D1', tab })

  test('says what it is, how many answers there are and how new, lists the newest with links, and gives the licence', async () => {
    await open('home')
    const { user_id, view } = await nthCall(workspace, 'views.publish')
    expect(user_id).toBe(workspace.user)
    const shown = JSON.stringify(view)
    for (const part of [
      '3 answers, from 20 April 2018 to 15 January 2024.',
      `{"type":"link","url":"${SOURCE}","text":"Special Educational Needs: Inspections"}`,
      'Contains Parliamentary information licensed under the Open Parliament Licence v3.0.',
    ])
      expect(shown).toContain(part)
  })

  test('is not drawn for the Messages tab, which gets prompts about what is held', async () => {
    await open('messages')
    const { channel_id, prompts } = await nthCall(workspace, 'assistant.threads.setSuggestedPrompts')
    expect(channel_id).toBe('D1')
    expect(prompts.map(({ title }: { title: string }) => title)).toContain('Special Educational Needs: Inspections')
    expect(workspace.calls).toHaveLength(1)
  })

  test.each([HOME_SEARCH, HOME_SEARCH_BUTTON])(
    'has a search that opens the reply in a modal (%s)',
    async (action_id) => {
      await search(action_id, LETTERS)
      const { view } = await nthCall(workspace, 'views.open')
      expect(view.type).toBe('modal')
      expect(JSON.stringify(view)).toContain(NO_PLANS)
    },
  )

  test('an empty search says how to ask', async () => {
    await search(HOME_SEARCH, null)
    expect(JSON.stringify((await nthCall(workspace, 'views.open')).view)).toContain('For example:')
  })

  test('a table in a modal is text of even width, for modals hold no tables', async () => {
    await search(HOME_SEARCH, '300001')
    await nthCall(workspace, 'views.open')
    expect(workspace.calls.filter(({ method }) => method.startsWith('views'))).toHaveLength(1)
  })

  async function search(action_id: string, value: string | null) {
    await bot.action({
      trigger_id: await trigger(),
      actions: [{ type: 'button', action_id, block_id: HOME_SEARCH_BLOCK, value: value ?? undefined }],
      view: {
        type: 'home',
        state: { values: { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { type: 'plain_text_input', value } } } },
      },
    })
  }
})

describe('requests that are not Slack’s', () => {
  test.each([
    ['a wrong signature', { secret: 'another' }],
    ['an old timestamp', { time: Date.now() - 6 * 60_000 }],
  ])('%s is refused', async (_what, sign) => {
    const body = new URLSearchParams({
      command: '/send',
      text: LETTERS,
      response_url: workspace.responseUrl,
    }).toString()
    expect((await bot.post(body, 'application/x-www-form-urlencoded', sign)).status).toBe(401)
    expect(workspace.calls).toEqual([])
  })
})

async function trigger(): Promise<string> {
  return (await workspace.api('views.generateTriggerId', { user_id: workspace.user })).trigger_id
}
