import { describe, expect } from 'vitest'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { ADD_PART_TO_BRIEFING, ADD_TO_BRIEFING } from '../../src/slack/blocks/add-to-briefing.ts'
import {
  BRIEFING_COPY,
  BRIEFING_EMPTY,
  BRIEFING_FILE,
  BRIEFING_OPEN,
  BRIEFING_REMOVE,
} from '../../src/slack/blocks/briefing-modal.ts'
import { COPY } from '../../src/slack/blocks/copy-modal.ts'
import { FULL_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import type { State, StateName } from '../../src/storage/state.ts'
import { answer } from '../answers.ts'
import { TEXTS } from '../hostile-texts.ts'
import { controlsIn, viewOutline } from './outline.ts'
import { type RunningBot, type Setup, type Slack, test as slackTest } from './workspace.ts'

type Json = Record<string, any>

const ramp = (n: number, more: Parameters<typeof answer>[0] = {}) =>
  answer({
    uin: String(200_001 + n),
    answered: `2024-02-${String(n + 1).padStart(2, '0')}`,
    heading: `Ramps ${n}`,
    question: `To ask about ramp ${n}.`,
    paragraphs: [`Ramp number ${n} is free.`, `Step ${n} is next to it.`],
    ...more,
  })
const answers = Array.from({ length: 12 }, (_, n) => ramp(n))
const corpus = createCorpus(answers)
const key = (n: number) => `2024-01-08/${200_001 + n}`
const name = (n: number, index = 0) => `${key(n)}#${index}`

/** Of the bot of this file: another one for each test. */
let current: State
const state: State = Object.fromEntries(
  Object.keys(createMemoryState()).map((method) => [method, (...all: unknown[]) => (current as Json)[method](...all)]),
) as Json as State

const test = slackTest
  .extend<{ setup: Setup }>({ setup: [{ corpus, services: { state } }, { scope: 'file' }] })
  .extend<{ restored: undefined }>({
    restored: [
      async ({ running }, use) => {
        current = createMemoryState({ now: running.now })
        await use(undefined)
        for (const one of answers) corpus.put(one)
      },
      { auto: true },
    ],
  })

/** A person who presses controls, and gets the view that is shown then. */
function person(slack: Slack, bot: RunningBot = slack, who: { team?: string; user?: string } = {}) {
  const { team = 'T000000001', user = slack.user } = who
  const asPerson = { team: { id: team }, user: { id: user, name: 'somebody' } }
  let view: Json = {}
  const shownBy = async (act: () => Promise<unknown>) => {
    slack.advance(2000)
    await bot.idle()
    await slack.forgetCalls()
    await act()
    await bot.idle()
    const shown = slack.calls.findLast(({ method }) => method.startsWith('views.'))?.args.view
    // Slack's, with its id and hash.
    if (shown.type === 'home') view = (await slack.api('views.publish', { user_id: user, view: shown }, 'bot')).view
    else view = (await slack.api('views.open', { trigger_id: await slack.trigger(), view: shown }, 'bot')).view
    return viewOutline(view)
  }
  const press = async (control: Json, where: Json = {}) => {
    const on = where.view?.type === 'modal' ? { view_id: where.view.id } : {}
    const { trigger_id } = await slack.api('views.generateTriggerId', { user_id: slack.user, ...on })
    return shownBy(() => bot.press(control, { ...asPerson, ...where, trigger_id }))
  }
  return {
    team,
    user,
    view: () => view,
    controls: () => controlsIn(view.blocks),
    press,
    /** Presses a control of the view that is shown. */
    here: (control: Json) => press(control, { view }),
    add: (value: string) => press({ action_id: ADD_TO_BRIEFING, value }),
    home: () => shownBy(() => bot.event({ type: 'app_home_opened', user, channel: 'D1', tab: 'home' })),
    /** All of the briefing's text, as it is to be copied. */
    async copied() {
      await press({ action_id: BRIEFING_COPY, value: 'copy' })
      return (view.blocks as Json[]).map(({ element }) => element?.initial_value ?? '').join('')
    },
  }
}

/** The headings of a briefing, in order. */
const order = (shown: string) => [...shown.matchAll(/\*\*\d+\. (?<heading>[^*]+)\*\*/g)].map((found) => found[1])

describe('Add to briefing', () => {
  test('stands where a reply is copied, so that replies are as short as before', async ({ slack }) => {
    await slack.slash('ramp number 3')
    const { blocks } = await slack.call('response_url')
    expect(Object.keys(controlsIn(blocks))).not.toContain(ADD_TO_BRIEFING)
    const one = person(slack)
    await one.press(controlsIn(blocks)[COPY])
    const shown = await one.here(one.controls()[ADD_TO_BRIEFING])
    expect(slack.callsOf('views.push')).toHaveLength(1)
    expect(shown).toContain('**Added to your briefing.**')
    expect(shown).toContain('1 of 10 passages.')
    expect(order(shown)).toEqual(['Ramps 3'])
    expect(shown).toContain('> Ramp number 3 is free.')
  })

  test('takes any passage of a full answer, or all of it', async ({ slack }) => {
    const one = person(slack)
    await one.press({ action_id: FULL_ANSWER, value: name(3) })
    const { [ADD_PART_TO_BRIEFING]: select } = one.controls()
    expect(select.options.map(({ text }: Json) => text.text)).toEqual([
      'All of it',
      '1. Ramp number 3 is free.',
      '2. Step 3 is next to it.',
    ])
    const full = one.view()
    await one.press({ ...select, selected_option: select.options[2] }, { view: full })
    const shown = await one.press({ ...select, selected_option: select.options[0] }, { view: full })
    expect(order(shown)).toEqual(['Ramps 3', 'Ramps 3'])
    expect(await one.copied()).toMatch(
      /“Step 3 is next to it\.”[\s\S]*“Ramp number 3 is free\.\nStep 3 is next to it\.”/,
    )
  })

  test('has a button for an answer of one passage', async ({ slack }) => {
    corpus.put(ramp(4, { paragraphs: ['All of it.'] }))
    const one = person(slack)
    await one.press({ action_id: FULL_ANSWER, value: name(4) })
    expect(order(await one.here(one.controls()[ADD_TO_BRIEFING]))).toEqual(['Ramps 4'])
  })

  test('adds a passage once, however often it is pressed, and whatever newer answer the button names', async ({
    slack,
  }) => {
    const one = person(slack)
    await one.add(name(1))
    const again = await one.add(`${name(1)} newer ${name(5)}`)
    expect(again).toContain('**That passage is in your briefing already.**')
    expect(order(again)).toEqual(['Ramps 1'])
    const button = { action_id: ADD_TO_BRIEFING, value: name(2) }
    const where = { team: { id: one.team }, user: { id: one.user } }
    await Promise.all([slack.press(button, where), slack.press(button, where)])
    expect(order(await one.press({ action_id: BRIEFING_OPEN, value: 'open' }))).toEqual(['Ramps 1', 'Ramps 2'])
  })

  test('refuses an eleventh passage, and says what to do', async ({ slack }) => {
    const one = person(slack)
    for (let n = 0; n < 10; n++) await one.add(name(n))
    const shown = await one.add(name(10))
    expect(shown).toContain('**Your briefing is full: it takes 10 passages. Remove one first.**')
    expect(order(shown)).toHaveLength(10)
    expect(shown).not.toContain('Ramps 10')
    await one.here(one.controls()[BRIEFING_REMOVE])
    expect(order(await one.add(name(10))).at(-1)).toBe('Ramps 10')
  })

  test('adds all that several presses at once add', async ({ slack }) => {
    const one = person(slack)
    const where = { team: { id: one.team }, user: { id: one.user } }
    await Promise.all([1, 2, 3, 4, 5].map((n) => slack.press({ action_id: ADD_TO_BRIEFING, value: name(n) }, where)))
    expect(order(await one.press({ action_id: BRIEFING_OPEN, value: 'open' }))).toHaveLength(5)
  })

  test.for(['nonsense', '{"passage":1}', '', name(77)])(
    'says that the answer is gone if there is none: %j',
    async (value, { slack }) => {
      expect(await person(slack).add(value)).toContain('no longer have that answer')
    },
  )
})

describe('the briefing', () => {
  test('is put in order and emptied in the modal', async ({ slack }) => {
    const one = person(slack)
    for (const n of [1, 2, 3]) await one.add(name(n))
    const down = (n: number, place: number) => ({
      action_id: 'briefing_down',
      value: JSON.stringify({ name: name(n), place }),
    })
    const first = one.view()
    expect(order(await one.here(down(1, 1)))).toEqual(['Ramps 2', 'Ramps 1', 'Ramps 3'])
    expect((await slack.call('views.update')).hash).toBe(first.hash)
    // The same press again, of a view that is no longer shown, moves nothing further.
    expect(order(await one.press(down(1, 1), { view: first }))).toEqual(['Ramps 2', 'Ramps 1', 'Ramps 3'])
    const up = { action_id: 'briefing_up', value: JSON.stringify({ name: name(3), place: 1 }) }
    expect(order(await one.here(up))).toEqual(['Ramps 2', 'Ramps 3', 'Ramps 1'])
    expect(order(await one.here({ action_id: BRIEFING_REMOVE, value: name(3) }))).toEqual(['Ramps 2', 'Ramps 1'])
    expect(order(await one.press({ action_id: BRIEFING_REMOVE, value: name(3) }, { view: first }))).toHaveLength(2)
    expect(one.controls()[BRIEFING_EMPTY].confirm).toBeDefined()
    const empty = await one.here(one.controls()[BRIEFING_EMPTY])
    expect(empty).toContain('Nothing is in your briefing.')
    for (const action_id of [BRIEFING_COPY, BRIEFING_FILE])
      expect(await one.press({ action_id, value: 'x' })).toContain('Nothing is in your briefing.')
  })

  test('is put in order, emptied and opened in the Home, which shows nothing of it before', async ({ slack }) => {
    const one = person(slack)
    expect(await one.home()).not.toContain('Your briefing')
    for (const n of [1, 2]) await one.add(name(n))
    expect(await one.home()).toContain('**Your briefing**\n2 of 10 passages.')
    const home = one.view()
    const up = { action_id: 'briefing_up', value: JSON.stringify({ name: name(2), place: 0 }) }
    const moved = await one.here(up)
    expect(await slack.call('views.publish')).toMatchObject({ user_id: one.user, hash: home.hash })
    expect(order(moved)).toEqual(['Ramps 2', 'Ramps 1'])
    expect(order(await one.here({ action_id: BRIEFING_REMOVE, value: name(2) }))).toEqual(['Ramps 1'])
    expect(order(await one.here(one.controls()[BRIEFING_OPEN]))).toEqual(['Ramps 1'])
    await one.home()
    expect(await one.here(one.controls()[BRIEFING_COPY])).toContain('“Ramp number 1 is free.”')
    await one.home()
    expect(await one.here(one.controls()[BRIEFING_EMPTY])).not.toContain('Your briefing')
  })

  test('is copied as one text, with the questions, the citations and what each passage lacked', async ({ slack }) => {
    const one = person(slack)
    await one.add(name(1))
    await one.add(
      JSON.stringify({ passage: name(2), closest: true, missing: [{ word: 'Surrey', inRecord: true, place: true }] }),
    )
    const citation = (n: number) =>
      `A Minister, Minister of State, Department for Education, written answer to UIN ${200_001 + n}, House of Commons, ${n + 1} February 2024, ${answers[n]?.source}`
    expect(await one.copied()).toBe(
      [
        '1. Ramps 1\n\nUIN 200002, tabled 8 January 2024: To ask about ramp 1.\n\n“Ramp number 1 is free.”',
        `${citation(1)}\n\n\n2. Ramps 2`,
        'UIN 200003, tabled 8 January 2024: To ask about ramp 2.',
        '“Ramp number 2 is free.”',
        `The closest found: it may not answer the question.\nDoesn’t mention: Surrey.\n${citation(2)}`,
      ].join('\n\n'),
    )
    expect(one.view()).toMatchObject({ title: { text: 'Copy for a briefing' }, submit: { text: 'Done' } })
  })

  test('belongs to one person in one workspace, and is erased with them', async ({ slack }) => {
    const state = createMemoryState({ now: slack.now })
    const bot = await slack.startAnother({ corpus, services: { state } })
    const one = person(slack, bot)
    const other = person(slack, bot, { user: slack.otherUser })
    const elsewhere = person(slack, bot, { team: 'T2', user: one.user })
    for (const [who, n] of [
      [one, 1],
      [other, 2],
      [elsewhere, 3],
    ] as const)
      await who.add(name(n))
    const open = { action_id: BRIEFING_OPEN, value: 'open' }
    expect(order(await one.press(open))).toEqual(['Ramps 1'])
    expect(order(await other.press(open))).toEqual(['Ramps 2'])
    expect(order(await elsewhere.press(open))).toEqual(['Ramps 3'])
    expect(await state.erase(one.team, one.user)).toBeGreaterThan(0)
    expect(await one.press(open)).toContain('Nothing is in your briefing.')
    expect(order(await elsewhere.press(open))).toEqual(['Ramps 3'])
    await bot.stop()
  })

  test('outlasts a restart, and is gone 30 days after the last change', async ({ slack }) => {
    const now = { at: Date.now() }
    const state = createMemoryState({ now: () => now.at })
    const before = await slack.startAnother({ corpus, services: { state } })
    const one = person(slack, before)
    await one.add(name(1))
    await before.stop()
    const after = await slack.startAnother({ corpus, services: { state } })
    const same = person(slack, after, one)
    const open = { action_id: BRIEFING_OPEN, value: 'open' }
    now.at += 29 * 86_400_000
    expect(order(await same.add(name(2)))).toEqual(['Ramps 1', 'Ramps 2'])
    now.at += 29 * 86_400_000
    expect(order(await same.press(open))).toEqual(['Ramps 1', 'Ramps 2'])
    now.at += 86_400_000
    expect(await same.press(open)).toContain('Nothing is in your briefing.')
    await after.stop()
  })

  test('keeps no text of the record, and no question', async ({ slack }) => {
    const state = createMemoryState({ now: slack.now })
    const bot = await slack.startAnother({ corpus, services: { state } })
    const one = person(slack, bot)
    await one.add(name(1))
    expect(await state.list({ name: 'briefing' })).toMatchObject([
      {
        ...{ team: one.team, user: one.user },
        value: [{ name: name(1), print: expect.stringMatching(/^[0-9a-f]{16}$/) }],
      },
    ])
    expect(JSON.stringify(await state.list({ name: 'briefing' }))).not.toMatch(/ramp|free/i)
    await bot.stop()
  })

  test('that can’t be read is apologised for, and the Home is drawn without it', async ({ slack }) => {
    const fail = async () => {
      throw new Error('the state is broken')
    }
    const whole = createMemoryState({ now: slack.now })
    const isBroken = (entry: StateName) => entry.kind.name === 'briefing'
    const state: State = {
      ...whole,
      get: (entry) => (isBroken(entry) ? fail() : whole.get(entry)),
      update: (entry, ...rest) => (isBroken(entry) ? fail() : whole.update(entry, ...rest)),
    }
    const bot = await slack.startAnother({ corpus, services: { state } })
    const one = person(slack, bot)
    expect(await one.home()).toContain('**Newest answers**')
    expect(await one.add(name(1))).toContain('Sorry, something went wrong')
    expect(await one.here({ action_id: BRIEFING_REMOVE, value: name(1) })).toContain('Sorry')
    await bot.stop()
  })
})

describe('a passage is quoted as it is now', () => {
  const corrected: Partial<WrittenAnswer> = {
    corrected: '2026-05-03',
    original: [[{ type: 'paragraph', content: ['Before.'] }]],
  }

  test('with the marks that it has got since', async ({ slack }) => {
    const one = person(slack)
    await one.add(name(1))
    await one.add(name(2))
    corpus.put(ramp(1, { ...corrected, paragraphs: ['Ramp number 1 costs £2.', 'Step 1 is next to it.'] }))
    corpus.put(ramp(2, { holding: true, paragraphs: ['Ramp number 2 is free.', 'Step 2 is next to it.'] }))
    const text = await one.copied()
    expect(text).toContain('“Ramp number 1 costs £2.”')
    expect(text).not.toContain('Ramp number 1 is free')
    expect(text).toContain('2 February 2024 (corrected 3 May 2026), https')
    expect(text).toContain(
      'Corrected on 3 May 2026. This is the corrected text.\n\nChanged since you added it: this is the text now.',
    )
    expect(text).toContain('A holding answer: it says only that an answer will follow.')
    const [first, second] = text.split('\n\n\n')
    expect([first, second].map((part) => part?.includes('Changed since'))).toEqual([true, false])
    expect(await one.press({ action_id: BRIEFING_OPEN, value: 'open' })).toContain('_Changed since you added it')
    expect(await one.home()).toContain('_Changed since you added it')
  })

  test('with a newer answer that came since, and with the one that was found then', async ({ slack }) => {
    const about = { heading: 'Lifts', question: 'To ask how often lifts in schools are inspected.' }
    const old = answer({
      uin: '7',
      answered: '2024-03-01',
      ...about,
      paragraphs: ['Lifts in schools are inspected once a year.'],
    })
    const newer = answer({
      uin: '9',
      answered: '2025-03-01',
      ...about,
      paragraphs: ['Lifts in schools are inspected twice a year.'],
    })
    const bot = await slack.startAnother({ answers: [old, newer, ...answers] })
    const one = person(slack, bot)
    await one.add('2024-01-08/7#0')
    await one.add(`${name(1)} newer ${name(5)}`)
    const text = await one.copied()
    expect(text).toContain(`There may be a newer answer on this: Lifts, 1 March 2025 (${newer.source})`)
    expect(text).toContain(`There may be a newer answer on this: Ramps 5, 6 February 2024 (${answers[5]?.source})`)
    await bot.stop()
  })

  test('in another place of its answer, if it moved there', async ({ slack }) => {
    const one = person(slack)
    await one.add(name(1, 1))
    corpus.put(ramp(1, { paragraphs: ['A new beginning.', 'Ramp number 1 is free.', 'Step 1 is next to it.'] }))
    const text = await one.copied()
    expect(text).toContain('“Step 1 is next to it.”')
    expect(text).not.toContain('Changed since')
  })

  test('with all of its answer, if that has fewer passages now', async ({ slack }) => {
    const one = person(slack)
    await one.add(name(1, 1))
    corpus.put(ramp(1, { paragraphs: ['All that is left.'] }))
    expect(await one.copied()).toMatch(/“All that is left\.”[\s\S]*Changed since you added it/)
  })

  test('and is said to be gone, if it is: with the link, in its place', async ({ slack }) => {
    const one = person(slack)
    for (const n of [1, 2]) await one.add(name(n))
    await one.add(key(3))
    corpus.remove(key(1))
    corpus.remove(key(3))
    const gone = (n: number) =>
      `I no longer have this answer. Its question at Parliament: https://questions-statements.parliament.uk/written-questions/detail/${key(n)}`
    const text = await one.copied()
    expect(text).toMatch(/^1\. I no longer have this answer/)
    for (const n of [1, 3]) expect(text).toContain(gone(n))
    expect(text).toContain('2. Ramps 2')
    const shown = await one.press({ action_id: BRIEFING_OPEN, value: 'open' })
    expect(shown).toContain('1. I no longer have this answer')
    expect(await one.home()).toContain('3. I no longer have this answer')
    expect(order(await one.here({ action_id: BRIEFING_REMOVE, value: name(1) }))).toEqual(['Ramps 2'])
  })
})

describe('the Markdown file', () => {
  const file = { action_id: BRIEFING_FILE, value: 'file' }

  test('comes as a message to the person', async ({ slack }) => {
    const one = person(slack)
    await one.add(name(1))
    const shown = await one.press(file)
    expect(shown).toContain('I sent you the file')
    const { filename, length } = await slack.call('files.getUploadURLExternal')
    expect(filename).toMatch(/^briefing-\d{4}-\d\d-\d\d\.md$/)
    const { content } = await slack.call('upload')
    expect(Buffer.byteLength(content)).toBe(Number(length))
    expect(content).toBe(
      [
        '# Your briefing',
        '## 1. Ramps 1',
        'UIN 200002, tabled 8 January 2024: To ask about ramp 1.',
        '> Ramp number 1 is free.',
        `A Minister, Minister of State, Department for Education, written answer to UIN 200002, House of Commons, 2 February 2024, <${answers[1]?.source}>\n`,
      ].join('\n\n'),
    )
    const { channel } = await slack.call('chat.postMessage')
    expect(channel).toBe(slack.user)
    expect((await slack.call('files.completeUploadExternal')).channel_id).toMatch(/^D/)
  })

  test.for(['missing_scope', 'file_uploads_disabled'])(
    'is shown as text to copy, where Slack takes no file: %s',
    async (error, { slack }) => {
      const one = person(slack)
      await one.add(name(1))
      slack.failNext('files.getUploadURLExternal', error)
      const shown = await one.press(file)
      expect(shown).toContain('This workspace doesn’t let me send files, so here is the text of the file to copy:')
      expect(one.view().blocks.at(-1).element.initial_value).toContain('> Ramp number 1 is free.')
      expect(slack.callsOf('chat.postMessage')).toEqual([])
      expect(slack.log.filter(({ level }) => level === 'error')).toEqual([])
    },
  )

  test('that fails on its way is apologised for', async ({ slack }) => {
    const one = person(slack)
    await one.add(name(1))
    slack.failNext('files.completeUploadExternal', 'internal_error')
    expect(await one.press(file)).toContain('Sorry, something went wrong')
  })
})

describe('whatever the record holds', () => {
  const hostile = TEXTS.filter((_, n) => n % 4 === 0).map((text, n) => {
    const some = `x ${text.slice(0, n % 3 === 0 ? 40_000 : 900)}`
    const paragraphs = [some, `second ${some}`]
    const answeredBy = { name: some.slice(0, 300), role: some.slice(0, 300) }
    return answer({
      uin: String(400_000 + n),
      heading: some.slice(0, 400),
      question: some,
      department: some.slice(0, 200),
      answeredBy,
      paragraphs,
    })
  })

  test('a briefing of ten is within Slack’s limits, in the modal, the Home, the fields and the file', {
    timeout: 120_000,
  }, async ({ slack }) => {
    const bot = await slack.startAnother({ corpus: createCorpus(hostile) })
    for (let from = 0; from + 10 <= hostile.length; from += 10) {
      const one = person(slack, bot)
      await one.press({ action_id: BRIEFING_OPEN, value: 'open' })
      await one.here({ action_id: BRIEFING_EMPTY, value: 'empty' })
      for (let n = from; n < from + 10; n++)
        await one.add(n % 2 === 0 ? `2024-01-08/${400_000 + n}` : `2024-01-08/${400_000 + n}#1`)
      expect(one.view().blocks.filter(({ type }: Json) => type === 'actions')).toHaveLength(11)
      expect((await one.copied()).length).toBeGreaterThan(1000)
      await one.home()
      slack.failNext('files.getUploadURLExternal', 'missing_scope')
      await one.press({ action_id: BRIEFING_FILE, value: 'file' })
      expect(slack.callsOf('refused')).toEqual([])
    }
    await bot.stop()
  })
})
