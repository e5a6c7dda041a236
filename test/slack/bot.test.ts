import { describe, expect } from 'vitest'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { HOME_SEARCH, HOME_SEARCH_BLOCK, HOME_SEARCH_BUTTON } from '../../src/slack/blocks/home.ts'
import { MORE_RESULTS } from '../../src/slack/blocks/other-passages.ts'
import { CORPUS_FOLDER } from '../../src/sources/corpus-folder/corpus-files.ts'
import { readCorpusFolder } from '../../src/sources/corpus-folder/read-folder.ts'
import { answer } from '../answers.ts'
import { controlsIn } from './outline.ts'
import { BOT_USER, newTs, type Setup, type Slack, test as slackTest } from './workspace.ts'

const LETTERS = 'are there plans to publish the letters to councils?'
const NO_PLANS = 'We have no plans to publish these letters'
const SOURCE = 'https://questions-statements.parliament.uk/written-questions/detail/2018-03-29/135027'

/** Slack's markup; hostile.test.ts has more of it, in more places. */
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

const test = slackTest.extend<{ setup: Setup }>({
  setup: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of fixtures from it
    async ({}, use) => use({ answers: [...(await readCorpusFolder(CORPUS_FOLDER)).answers, hostile, long] }),
    { scope: 'file' },
  ],
})

const textsIn = (value: unknown): string[] => JSON.stringify(value).match(/"text":"(?:[^"\\]|\\.)*"/g) ?? []

describe('/send', () => {
  test('answers only the asker, with the paragraph, who said it, when, and the source', async ({ slack }) => {
    expect((await slack.slash(LETTERS)).status).toBe(200)
    const reply = await slack.call('response_url')
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
    for (const part of [NO_PLANS, 'Nadhim Zahawi', '20 April 2018', SOURCE]) expect(reply.text).toContain(part)
    expect(reply.text).not.toContain('To ask the Secretary of State')
  })

  test('shows the other passages behind a button, shorter, each with its link', async ({ slack }) => {
    await slack.slash('£2.3 million parent carer forums')
    const reply = await slack.call('response_url')
    const { [MORE_RESULTS]: more } = controlsIn(reply.blocks)
    expect(more.text.text).toMatch(/^\d more$/)
    await slack.press(more)
    const { blocks } = await slack.call('response_url', 2)
    expect(blocks[1].elements[0].elements[0].text).toMatch(/^We have been encouraged by the commitment/)
    const others = blocks.slice(blocks.findIndex(({ type }: { type: string }) => type === 'divider') + 2, -2)
    expect(others.length).toBeGreaterThan(0)
    for (const other of others) {
      expect(other.elements[0].elements[0].text.length).toBeLessThan(300)
      expect(other.elements[1].elements[1]).toMatchObject({ type: 'link', url: SOURCE })
    }
  })

  test('finds a question by its UIN', async ({ slack }) => {
    await slack.slash('135027')
    expect((await slack.call('response_url')).text).toContain('The department’s policy is for ministers')
  })

  test.for(['', '  ', 'help', 'HELP'])('says how to ask, with examples, for %j', async (text, { slack }) => {
    await slack.slash(text)
    expect((await slack.call('response_url')).text).toContain('For example:')
  })

  test('says so when nothing answers, and where else to look', async ({ slack }) => {
    await slack.slash('how do I reset my VPN password')
    const { text } = await slack.call('response_url')
    expect(text).toContain('find a minister’s answer')
    expect(text).toContain('https://questions-statements.parliament.uk/written-questions?SearchTerm=how+do+I')
  })

  test('links to Parliament’s search with the words of the question only, since Parliament doesn’t know the filters', async ({
    slack,
  }) => {
    await slack.slash('how do I reset my VPN password since:2018')
    const { text } = await slack.call('response_url')
    expect(text).toMatch(/SearchTerm=how\+do\+I\+reset\+my\+VPN\+password$/m)
  })
})

describe('a mention', () => {
  test('gets one reply, in its thread', async ({ slack }) => {
    const ts = newTs()
    await slack.mention(`<@${BOT_USER}> ${LETTERS}`, { ts })
    const call = await slack.call('chat.postMessage')
    expect(call).toMatchObject({ channel: slack.channel, thread_ts: ts })
    expect(call.text).toContain(NO_PLANS)
    const replies = async () => {
      const { messages } = await slack.api('conversations.replies', { channel: slack.channel, ts })
      return messages.filter(({ thread_ts }: { thread_ts: string }) => thread_ts === ts)
    }
    await expect.poll(replies).toHaveLength(1)
  })

  test('inside a thread is answered in that thread', async ({ slack }) => {
    await slack.mention(`<@${BOT_USER}> ${LETTERS}`, { thread_ts: '1700000000.000100' })
    expect(await slack.call('chat.postMessage')).toMatchObject({ thread_ts: '1700000000.000100' })
  })

  test('without a question gets a line on how to ask, and where all the help is', async ({ slack }) => {
    await slack.mention(`<@${BOT_USER}>`)
    expect((await slack.call('chat.postMessage')).text).toMatch(/^Ask me about SEND policy .* \/send help shows/)
  })

  test('gets nothing if it is by a bot, a late edit of an unknown message, or delivered again after it was answered', async ({
    slack,
  }) => {
    const text = `<@${BOT_USER}> ${LETTERS}`
    await slack.mention(text, { bot_id: 'B123' })
    await slack.mention(text, { user: BOT_USER })
    await slack.mention(text, { subtype: 'bot_message' })
    const minutesLater = String(Date.now() / 1000 + 300)
    await slack.mention(text, { edited: { user: slack.user, ts: minutesLater } })
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toEqual([])
    await slack.mention(text, {}, 'Ev-once')
    await slack.call('chat.postMessage')
    await slack.mention(text, {}, 'Ev-once')
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('that could not be answered at all is answered when Slack delivers it again', async ({ slack }) => {
    const text = `<@${BOT_USER}> ${LETTERS}`
    // The reply, the apology in the thread, and the one to the person.
    slack.failNext('chat.postMessage', 'fatal_error', 3)
    await slack.mention(text, {}, 'Ev-again')
    await slack.call('chat.postMessage', 3)
    await slack.idle()
    await slack.mention(text, {}, 'Ev-again')
    expect((await slack.call('chat.postMessage', 4)).text).toContain(NO_PLANS)
  })
})

describe('text that could do harm', () => {
  test('is shown literally if the record has it', async ({ slack }) => {
    await slack.slash('ramps')
    const reply = await slack.call('response_url')
    expect(slack.calls).toHaveLength(1)
    expect(textsIn(reply.blocks).join()).toContain('<!channel> <@U123> <https://evil.example|click> *bold*')
    expect(reply.text).not.toMatch(/<[!@#h]/)
    expect(JSON.stringify(reply.blocks)).not.toMatch(/"type":"(?:broadcast|user|usergroup|channel|emoji)"/)
    expect(JSON.stringify(reply.blocks)).not.toContain('javascript:')
  })
})

describe('a passage longer than Slack allows', () => {
  test('is cut after a sentence, with a note and a button that shows all of it', async ({ slack }) => {
    await slack.slash('hydrotherapy pool')
    const { blocks } = await slack.call('response_url')
    const quoted: string = blocks[1].elements[0].elements[0].text
    expect(quoted).toMatch(/stays open for everyone\.$/)
    expect(quoted.length).toBeLessThanOrEqual(3000)
    expect(blocks[2].elements[0].elements[0].text).toMatch(/^Shortened to fit/)
    const [button] = blocks.find(({ type }: { type: string }) => type === 'actions').elements
    expect(button).toMatchObject({ action_id: FULL_ANSWER, value: '2024-01-08/300002#0' })

    await slack.action({ trigger_id: await slack.trigger(), actions: [{ ...button, type: 'button' }] })
    const { view } = await slack.call('views.open')
    const words = textsIn(view.blocks).join(' ')
    expect(words).toContain('Hydrotherapy pool number 0 ')
    expect(words).toContain('Hydrotherapy pool number 299 stays open for everyone.')
  })

  test.for(['2024-01-08/999999#0', 'nonsense', ''])(
    'opens a modal that says the answer is gone if the button names no answer: %j',
    async (value, { slack }) => {
      await slack.action({
        trigger_id: await slack.trigger(),
        actions: [{ type: 'button', action_id: FULL_ANSWER, block_id: 'b', value }],
      })
      expect(JSON.stringify((await slack.call('views.open')).view)).toContain('no longer have that answer')
    },
  )
})

describe('the App Home', () => {
  const open = (slack: Slack, tab: string) =>
    slack.event({ type: 'app_home_opened', user: slack.user, channel: 'D1', tab })

  test('says what it is, how many answers there are and how new, lists the newest with links, and gives the licence', async ({
    slack,
  }) => {
    await open(slack, 'home')
    const { user_id, view } = await slack.call('views.publish')
    expect(user_id).toBe(slack.user)
    const shown = JSON.stringify(view)
    for (const part of [
      '3 answers, from 20 April 2018 to 15 January 2024.',
      `{"type":"link","url":"${SOURCE}","text":"Special Educational Needs: Inspections"}`,
      'Contains Parliamentary information licensed under the Open Parliament Licence v3.0.',
    ])
      expect(shown).toContain(part)
  })

  test('is not published for the Messages tab', async ({ slack }) => {
    await open(slack, 'messages')
    await slack.idle()
    expect(slack.callsOf('views.publish')).toEqual([])
  })

  test.for([HOME_SEARCH, HOME_SEARCH_BUTTON])(
    'has a search that opens the reply in a modal (%s)',
    async (action_id, { slack }) => {
      await search(slack, action_id, LETTERS)
      const { view } = await slack.call('views.open')
      expect(view.type).toBe('modal')
      expect(JSON.stringify(view)).toContain(NO_PLANS)
    },
  )

  test.for([null, 'help'])('a search for %s says how to ask', async (typed, { slack }) => {
    await search(slack, HOME_SEARCH, typed)
    expect(JSON.stringify((await slack.call('views.open')).view)).toContain('For example:')
  })

  test('shows a table as monospaced text in a modal, since views allow no tables', async ({ slack }) => {
    await slack.press({ action_id: FULL_ANSWER, value: '2024-01-08/300001#0' })
    const { view } = await slack.call('views.open')
    expect(JSON.stringify(view)).toContain('rich_text_preformatted')
    expect(JSON.stringify(view)).not.toContain('"type":"table"')
    await slack.idle()
    expect(slack.calls.filter(({ method }) => method.startsWith('views'))).toHaveLength(1)
  })

  async function search(slack: Slack, action_id: string, value: string | null) {
    await slack.action({
      trigger_id: await slack.trigger(),
      actions: [{ type: 'button', action_id, block_id: HOME_SEARCH_BLOCK, value: value ?? undefined }],
      view: {
        type: 'home',
        state: { values: { [HOME_SEARCH_BLOCK]: { [HOME_SEARCH]: { type: 'plain_text_input', value } } } },
      },
    })
  }
})

describe('requests that are not Slack’s', () => {
  test.for<[string, { secret?: string; time?: number }]>([
    ['a wrong signature', { secret: 'another' }],
    ['an old timestamp', { time: Date.now() - 6 * 60_000 }],
  ])('%s is refused', async ([_what, sign], { slack }) => {
    const body = new URLSearchParams({
      command: '/send',
      text: LETTERS,
      response_url: slack.responseUrl,
    }).toString()
    expect((await slack.post(body, 'application/x-www-form-urlencoded', sign)).status).toBe(401)
    expect(slack.calls).toEqual([])
  })
})
