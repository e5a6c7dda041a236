import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { READ_IN_FULL } from '../../src/slack/blocks/answer-list.ts'
import {
  SEARCH_BEFORE,
  SEARCH_MINISTER,
  SEARCH_OPEN,
  SEARCH_QUESTION,
  SEARCH_SUBMIT,
} from '../../src/slack/blocks/search-modal.ts'
import { FIND_SHORTCUT } from '../../src/slack/listeners/shortcuts/find-answers.ts'
import { SEARCH_SHORTCUT } from '../../src/slack/listeners/shortcuts/search.ts'
import { outline, viewOutline } from './outline.ts'
import { rampsAndLifts } from './ramps-and-lifts.ts'
import {
  callsOf,
  newTs,
  nthCall,
  type RunningBot,
  settled,
  startBot,
  startWorkspace,
  type Workspace,
} from './workspace.ts'

const LIFTS = 'https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/HL7'

let clock = Date.now()
let workspace: Workspace
let bot: RunningBot
beforeAll(async () => {
  workspace = await startWorkspace()
  const lastUpdated = async () => '2024-02-03T04:05:06Z'
  bot = await startBot(workspace, rampsAndLifts, { now: () => clock, lastUpdated, keepQuestions: true })
})
beforeEach(() => {
  clock += 60_000
  workspace.calls.length = 0
})
afterAll(async () => {
  expect(callsOf(workspace, 'refused')).toEqual([])
  await bot.stop()
  await workspace.close()
})

describe('/send', () => {
  const said = async (text: string) => {
    await bot.slash(text)
    return (await nthCall(workspace, 'response_url')).text as string
  }

  test('latest lists the newest answers', async () => {
    expect(await said('latest')).toMatch(/^Newest answers\n\nLifts: Schools: Lord Lift, 15 January 2024\nhttps/)
  })

  test('about TOPIC lists the answers under a heading, and asks where there is none', async () => {
    const listed = await said('about ramps')
    expect(listed).toMatch(/^Newest answers about ramps\n\nRamps: A Minister, 12 February 2023/)
    expect(listed).not.toContain('Lifts')
    workspace.calls.length = 0
    expect(await said('about lifts inspected')).toContain('Lifts are inspected yearly.')
  })

  test('lists can be narrowed by filters; one that cannot be applied is said to be wrong', async () => {
    expect(await said('latest house:lords')).toMatch(/^Newest answers in the House of Lords\n\nLifts/)
    workspace.calls.length = 0
    expect(await said('about ramps before:2023-02-03')).toMatch(
      /^Newest answers about ramps before 3 February 2023\n\nRamps: A Minister, 2 February 2023(?!.*3 February)/s,
    )
    workspace.calls.length = 0
    expect(await said('latest since:soon')).toContain('since:soon: a date is written')
  })

  test('filters alone list the newest that pass them', async () => {
    expect(await said('house:lords')).toMatch(/^Newest answers in the House of Lords\n\nLifts/)
    workspace.calls.length = 0
    expect(await said('uin:HL7')).toContain('Lifts are inspected yearly.')
  })

  test('status says what is held, how new it is, and whether questions are kept', async () => {
    const status = await said('status')
    for (const part of ['13 answers, from 1 February 2023 to 15 January 2024', '3 February 2024', 'chosen to keep'])
      expect(status).toContain(part)
  })

  test('a question that begins like a command is a question', async () => {
    expect(await said('latest ramp number 3')).toContain('Ramp number 3 is free.')
  })

  test('a list opens one of its answers in full', async () => {
    await bot.press({ type: 'static_select', action_id: READ_IN_FULL, selected_option: { value: '2024-01-08/HL7#0' } })
    expect(viewOutline((await nthCall(workspace, 'views.open')).view)).toContain('Lifts are inspected yearly.')
  })
})

describe('the message shortcut', () => {
  const find = (text: string, more: object = {}) =>
    bot.shortcut({
      type: 'message_action',
      callback_id: FIND_SHORTCUT,
      channel: { id: workspace.channel },
      message: { type: 'message', ts: newTs(), text, ...more },
      response_url: workspace.newResponseUrl(),
    })

  test('replies to the one who asked alone, who can share it', async () => {
    await find('is ramp number 3 free?')
    const reply = await nthCall(workspace, 'response_url')
    expect(reply).toMatchObject({ response_type: 'ephemeral', replace_original: false })
    expect(outline(reply.blocks)).toContain('[Share to channel]')
  })

  test('finds the questions in a long message; the rest is context', async () => {
    const talk = 'We had a long meeting about the budget and many other things today. '.repeat(60)
    await find(`${talk}Is ramp number 3 free? ${talk}Lifts came up. Does anyone know?`)
    expect((await nthCall(workspace, 'response_url', 1)).text).toContain('Ramp number 3 is free.')
    expect((await nthCall(workspace, 'response_url', 2)).text).toContain('Lifts are inspected yearly.')
    await settled()
    expect(callsOf(workspace, 'response_url')).toHaveLength(2)
  })

  test('reads a forwarded message, which says it in an attachment', async () => {
    await find('', {
      attachments: [{ fallback: 'x', text: 'are lifts inspected?', is_share: true }, { image_url: 'x' }],
    })
    expect((await nthCall(workspace, 'response_url')).text).toContain('Lifts are inspected yearly.')
  })

  test('does not read the previews of links', async () => {
    await find('is ramp number 3 free?', { attachments: [{ from_url: 'x', text: 'are lifts inspected?' }] })
    expect((await nthCall(workspace, 'response_url')).text).toContain('Ramp number 3 is free.')
    await settled()
    expect(callsOf(workspace, 'response_url')).toHaveLength(1)
  })

  test('on a message without text says how to ask', async () => {
    await find('')
    expect((await nthCall(workspace, 'response_url')).text).toContain('For example:')
  })
})

describe('the search form', () => {
  const filled = (question: string | null, more: Record<string, object> = {}) => ({
    type: 'modal',
    id: 'V1',
    callback_id: SEARCH_SUBMIT,
    state: {
      values: Object.fromEntries(
        Object.entries({ [SEARCH_QUESTION]: { value: question }, ...more }).map(([name, value]) => [
          name,
          { [name]: value },
        ]),
      ),
    },
  })

  test.each([
    ['the global shortcut', () => bot.shortcut({ type: 'shortcut', callback_id: SEARCH_SHORTCUT })],
    [
      'the button of the Home',
      () => bot.press({ action_id: SEARCH_OPEN, value: 'search' }, { view: { type: 'home' } }),
    ],
  ])('is opened by %s', async (_what, open) => {
    await open()
    expect((await nthCall(workspace, 'views.open')).view.callback_id).toBe(SEARCH_SUBMIT)
  })

  test('opens its results on top of itself, so that going back leads to it as it was', async () => {
    const acknowledged = await bot.submit(filled('ramp number 3'))
    expect(acknowledged.response_action).toBe('push')
    expect(viewOutline(acknowledged.view)).toContain('Ramp number 3 is free.')
  })

  const day = (selected_date: string) => ({ selected_date })
  const choice = (value: string) => ({ selected_option: { value } })

  test('writes its filters into the question, as people can', async () => {
    const { view } = await bot.submit(
      filled('ramp number 3', {
        search_house: choice('lords'),
        search_since: day('2023-01-01'),
        [SEARCH_BEFORE]: day('2024-06-01'),
        search_department: choice('Department for Education'),
        [SEARCH_MINISTER]: choice('Lord Lift'),
      }),
    )
    expect(JSON.stringify(view)).toContain(
      'house:lords since:2023-01-01 before:2024-06-01 dept:\\"Department for Education\\" by:\\"Lord Lift\\"',
    )
  })

  test.each([
    ['House', { search_house: choice('commons') }, ['Ramp', 'Look']],
    ['first day', { search_since: day('2023-12-31') }, ['Lifts are inspected', 'Looked only at answers since 31']],
    ['last day', { [SEARCH_BEFORE]: day('2023-12-31') }, ['Ramp', 'before 31 December 2023']],
    [
      'department',
      { search_department: choice('Department of Health and Social Care') },
      ['Lifts are inspected', 'Look'],
    ],
    ['minister', { [SEARCH_MINISTER]: choice('Lord Lift') }, ['Lifts are inspected', 'Look']],
  ])('finds only answers of that %s', async (_what, filter, [found, said]) => {
    const { view } = await bot.submit(filled('are lifts inspected, or ramps free?', filter))
    const shown = viewOutline(view)
    expect(shown).toContain(`> ${found}`)
    expect(shown).toContain(said)
    expect(shown).not.toContain(found === 'Ramp' ? '> Lifts are inspected' : '> Ramp')
  })

  test('says by the field what is wrong with it', async () => {
    expect(await bot.submit(filled(null))).toEqual({
      response_action: 'errors',
      errors: { [SEARCH_QUESTION]: 'Say what to look for.' },
    })
    const dates = { search_since: { selected_date: '2024-01-01' }, [SEARCH_BEFORE]: { selected_date: '2023-01-01' } }
    expect(Object.keys((await bot.submit(filled('ramps', dates))).errors)).toEqual([SEARCH_BEFORE])
  })

  test('offers the ministers of the corpus while a name is typed', async () => {
    const names = async (typed: string) =>
      (await bot.suggest(SEARCH_MINISTER, typed)).options.map(({ value }: { value: string }) => value)
    expect(await names('')).toEqual(['A Minister', 'Lord Lift'])
    expect(await names('lift')).toEqual(['Lord Lift'])
    expect(await names('nobody')).toEqual([])
  })
})

describe('a link to a question', () => {
  const share = (urls: string[], more: object = {}) =>
    bot.event({
      type: 'link_shared',
      channel: workspace.channel,
      user: workspace.user,
      message_ts: '1700000000.000100',
      links: urls.map((url) => ({ url, domain: new URL(url).hostname })),
      ...more,
    })

  test('that is held unfurls to the answer in short; others are left alone', async () => {
    const parallel = 'https://www.parallelparliament.co.uk/question/HL7/lifts-schools'
    await share([LIFTS, parallel, 'https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/9'])
    const { channel, ts, unfurls } = await nthCall(workspace, 'chat.unfurl')
    expect({ channel, ts }).toEqual({ channel: workspace.channel, ts: '1700000000.000100' })
    expect(Object.keys(unfurls)).toEqual([LIFTS, parallel])
    expect(outline(unfurls[LIFTS].blocks)).toContain('> Lifts are inspected yearly.')
  })

  test('that is still being written is known by its unfurl_id', async () => {
    await share([LIFTS], { source: 'composer', unfurl_id: 'Uf1' })
    expect(await nthCall(workspace, 'chat.unfurl')).toMatchObject({ source: 'composer', unfurl_id: 'Uf1' })
  })

  test('that is not held changes nothing', async () => {
    await share(['https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/9'])
    await settled()
    expect(workspace.calls).toEqual([])
  })
})

describe('the workflow step', () => {
  test('gives the quotation, its citation and its link', async () => {
    await bot.step({ question: 'are lifts inspected?' })
    expect(await nthCall(workspace, 'functions.completeSuccess')).toMatchObject({
      outputs: {
        found: true,
        quotation: 'Lifts are inspected yearly.',
        citation: expect.stringContaining('Lord Lift, Department of Health and Social Care, written answer to UIN HL7'),
        link: LIFTS,
      },
    })
  })

  test('says so where nothing is found, and lets the workflow go on', async () => {
    await bot.step({ question: 'how do I reset my VPN password' })
    const { outputs } = await nthCall(workspace, 'functions.completeSuccess')
    expect(outputs).toMatchObject({ found: false, quotation: expect.stringContaining('close enough'), link: '' })
  })

  test('without a question fails with what is missing; delivered again it does nothing', async () => {
    await bot.step({ question: ' ' }, 'FxOnce')
    expect((await nthCall(workspace, 'functions.completeError')).error).toBe('This step needs a question.')
    await bot.step({ question: 'are lifts inspected?' }, 'FxOnce')
    await settled()
    expect(callsOf(workspace, 'functions.completeSuccess')).toEqual([])
  })
})
