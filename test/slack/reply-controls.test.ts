import { describe, expect } from 'vitest'
import { createCorpus } from '../../src/search/corpus.ts'
import { READ_IN_FULL } from '../../src/slack/blocks/answer-list.ts'
import { COPY_DONE } from '../../src/slack/blocks/copy-fields.ts'
import { COPY } from '../../src/slack/blocks/copy-modal.ts'
import { FEEDBACK } from '../../src/slack/blocks/feedback-buttons.ts'
import { FULL_ANSWER, NEWER_ANSWER } from '../../src/slack/blocks/full-answer.ts'
import { MORE_RESULTS, PREVIOUS_RESULTS } from '../../src/slack/blocks/other-passages.ts'
import { SHARE } from '../../src/slack/blocks/share.ts'
import { SHARE_SUBMIT } from '../../src/slack/blocks/share-modal.ts'
import type { Verdicts } from '../../src/storage/verdicts.ts'
import { answer } from '../answers.ts'
import { controlsIn, outline, questionPosted, viewOutline } from './outline.ts'
import { BOT_USER, type Setup, type Slack, test as slackTest } from './workspace.ts'

const answers = Array.from({ length: 12 }, (_, n) =>
  answer({
    uin: String(200_001 + n),
    answered: `2024-02-${String(n + 1).padStart(2, '0')}`,
    heading: `Ramps ${n}`,
    paragraphs: [`Ramp number ${n} is free.`, `Another line about step ${n}.`],
    ...(n === 3 && { references: [{ kind: 'pursuant', uin: '200001' }] }),
  }),
)
const corpus = createCorpus(answers)
const kept: unknown[] = []
const verdicts: Verdicts = {
  keep: async (verdict) => void kept.push(verdict),
  counts: async () => ({ helpful: kept.length, unhelpful: 0 }),
  erase: async () => 0,
}

const test = slackTest
  .extend<{ setup: Setup }>({ setup: [{ corpus, verdicts }, { scope: 'file' }] })
  .extend<{ kept: unknown[] }>({
    kept: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of fixtures from it
      async ({}, use) => {
        kept.length = 0
        await use(kept)
      },
      { auto: true },
    ],
  })

/** The controls of a reply, by action id. */
async function controls(slack: Slack, text: string): Promise<Record<string, any>> {
  await slack.slash(text)
  const { blocks } = await slack.call('response_url')
  await slack.forgetCalls()
  return controlsIn(blocks)
}

describe('Full answer', () => {
  test('opens all of the answer in a modal', async ({ slack }) => {
    await slack.press((await controls(slack, 'ramp number 3'))[FULL_ANSWER])
    const { view } = await slack.call('views.open')
    for (const part of ['Ramp number 3 is free.', 'Another line about step 3.', 'UIN 200004', 'Refers to', 'Ramps 0'])
      expect(viewOutline(view)).toContain(part)
  })

  test('opens the answers that it refers to: in another modal on top, or in place at Slack’s limit of three', async ({
    slack,
  }) => {
    const press = (view: object) =>
      slack.press({ action_id: 'full_answer_of_0', value: '2024-01-08/200001#0' }, { view: { type: 'modal', ...view } })
    await slack.press((await controls(slack, 'ramp number 3'))[FULL_ANSWER])
    const first = (await slack.call('views.open')).view
    expect(JSON.stringify(first)).toContain('full_answer_of_0')
    const { view } = await slack.api('views.open', { trigger_id: await slack.trigger(), view: first }, 'bot')
    await press({ id: view.id, root_view_id: view.id, previous_view_id: null })
    expect(viewOutline((await slack.call('views.push')).view)).toContain('Ramp number 0 is free.')
    slack.advance(2000)
    await press({ id: view.id, root_view_id: 'V1', previous_view_id: 'V2' })
    expect((await slack.call('views.update')).view_id).toBe(view.id)
  })

  test('opens from "Newer answer" and from the select of other passages, too', async ({ slack }) => {
    await slack.press({ action_id: NEWER_ANSWER, value: '2024-01-08/200006#0' })
    expect(viewOutline((await slack.call('views.open')).view)).toContain('Ramp number 5 is free.')
    await slack.press((await controls(slack, 'ramp number 3'))[MORE_RESULTS])
    const { [READ_IN_FULL]: select } = controlsIn((await slack.call('response_url')).blocks)
    await slack.forgetCalls()
    await slack.press({ type: 'static_select', action_id: READ_IN_FULL, selected_option: select.options[0] })
    expect(viewOutline((await slack.call('views.open')).view)).toMatch(/Ramp number \d+ is free\./)
  })

  test('opens once for a double click', async ({ slack }) => {
    const button = (await controls(slack, 'ramp number 3'))[FULL_ANSWER]
    await Promise.all([slack.press(button), slack.press(button)])
    await slack.call('views.open')
    await slack.idle()
    expect(slack.callsOf('views.open')).toHaveLength(1)
  })
})

describe('a message that is older than the process', () => {
  test('has controls that all work', async ({ slack }) => {
    const first = await controls(slack, 'ramp')
    await slack.press(first[MORE_RESULTS])
    const old = { ...first, ...controlsIn((await slack.call('response_url')).blocks) }
    await slack.forgetCalls()
    const young = await slack.startAnother({ corpus, verdicts })
    const { [FULL_ANSWER]: full, [COPY]: copy, [SHARE]: share, [READ_IN_FULL]: select } = old
    const newer = { action_id: NEWER_ANSWER, value: '2024-01-08/200006#1' }
    const presses = [full, copy, share, newer, { ...select, selected_option: select.options[1] }]
    for (const [n, control] of presses.entries()) {
      await young.press(control)
      const shown = viewOutline((await slack.call('views.open', n + 1)).view)
      expect(shown).toMatch(/Ramp number \d+ is free\./)
    }
    await young.press(old[MORE_RESULTS])
    expect(outline((await slack.call('response_url')).blocks)).toContain('5 to 8')
    await young.press({ ...old[FEEDBACK], value: old[FEEDBACK].negative_button.value })
    expect((await slack.call('response_url', 2)).text).toContain('Thanks')
    expect(kept).toMatchObject([{ helpful: false, question: 'ramp' }])
    await young.stop()
  })

  test('says behind each control that the answer is gone, if it is', async ({ slack }) => {
    const {
      [FULL_ANSWER]: full,
      [COPY]: copy,
      [SHARE]: share,
      [FEEDBACK]: feedback,
    } = await controls(slack, 'ramp number 11')
    const gone = answers[11] as (typeof answers)[number]
    corpus.remove('2024-01-08/200012')
    const newer = { action_id: NEWER_ANSWER, value: '2024-01-08/200012#0' }
    const listed = { type: 'static_select', action_id: READ_IN_FULL, selected_option: { value: '2024-01-08/200012#0' } }
    const whole = { action_id: COPY, value: '2024-01-08/200012' }
    for (const [n, control] of [full, copy, share, newer, listed, whole].entries()) {
      await slack.press(control, { container: { message_ts: `1700000002.00000${n}` } })
      const shown = viewOutline((await slack.call('views.open', n + 1)).view)
      expect(shown).toContain('no longer have that answer')
    }
    await slack.press({ ...feedback, value: feedback.positive_button.value })
    expect((await slack.call('response_url')).text).toContain('Thanks')
    corpus.put(gone)
  })

  test.for([FULL_ANSWER, NEWER_ANSWER, COPY, SHARE, READ_IN_FULL])(
    'says that the answer is gone if the value of a control can’t be parsed: %s',
    async (action_id, { slack }) => {
      for (const [n, value] of ['nonsense', '{"passage":1}', '2024-01-08/200001#99999'].entries()) {
        await slack.press({ action_id, value, selected_option: { value } }, { container: { message_ts: `1.${n}` } })
        const { view } = await slack.call('views.open', n + 1)
        expect(viewOutline(view)).toContain('no longer have that answer')
      }
    },
  )

  test('has controls that work if an earlier version wrote it, with the question as text', async ({ slack }) => {
    await slack.press({ action_id: MORE_RESULTS, value: '{"question":"ramp before:2024-02-08","page":1,"share":true}' })
    const page = outline((await slack.call('response_url')).blocks)
    expect(page).toContain('1 to 4')
    expect(page).toContain('before 8 February 2024')
    await slack.press({ action_id: 'ask_again_0', value: 'ramp number 5' })
    expect(viewOutline((await slack.call('views.open')).view)).toContain('Ramp number 5 is free.')
    const verdict = '{"helpful":true,"passage":"2024-01-08/200004#0","question":"ramp number 3"}'
    await slack.press({ type: 'feedback_buttons', action_id: FEEDBACK, value: verdict })
    await slack.call('response_url', 2)
    expect(kept).toMatchObject([{ helpful: true, answer: '2024-01-08/200004', passage: 0, question: 'ramp number 3' }])
    await slack.press({ action_id: SHARE, value: '{"passage":"2024-01-08/200004#0","question":"ramp number 3"}' })
    const { view } = await slack.call('views.open', 2)
    const input = view.blocks.at(-1)
    const state = { values: { [input.block_id]: { [input.element.action_id]: { value: null } } } }
    const values = { ...state.values, ...questionPosted(view) }
    await slack.submit({ ...view, id: 'V9', state: { values } })
    expect(outline((await slack.call('chat.postMessage')).blocks)).toContain('The question was: ramp number 3')
  })

  test('has buttons that work if they name no newer passage, or one that is gone', async ({ slack }) => {
    await slack.press({ action_id: COPY, value: '2024-01-08/200004#0' })
    expect(viewOutline((await slack.call('views.open')).view)).not.toContain('newer answer')
    slack.advance(2000)
    await slack.press({ action_id: COPY, value: '2024-01-08/200004#0 newer 2024-01-08/200005#1' })
    expect(viewOutline((await slack.call('views.open', 2)).view)).toContain('There may be a newer answer on this')
    slack.advance(2000)
    await slack.press({ action_id: COPY, value: '2024-01-08/200004#0 newer 2024-01-08/999999#0' })
    expect(viewOutline((await slack.call('views.open', 3)).view)).not.toContain('newer answer')
  })
})

describe('Copy for a briefing', () => {
  test('opens the quotation with its citation in a field', async ({ slack }) => {
    await slack.press((await controls(slack, 'ramp number 3'))[COPY])
    const { view } = await slack.call('views.open')
    expect(view.blocks.at(-1).element.initial_value).toBe(
      '“Ramp number 3 is free.”\n\nA Minister, Minister of State, Department for Education, written answer to UIN 200004, House of Commons, 4 February 2024, https://questions-statements.parliament.uk/written-questions/detail/2024-01-08/200004',
    )
    expect(await slack.submit({ callback_id: COPY_DONE, ...view })).toEqual({})
  })

  test('shows the source above the field, too, calls nothing optional, and has one way to close it', async ({
    slack,
  }) => {
    await slack.press((await controls(slack, 'ramp number 3'))[COPY])
    const { view } = await slack.call('views.open')
    const shown = viewOutline(view)
    expect(shown).toMatch(/^modal: Copy for a briefing \/ Done \/ -\n/)
    expect(shown.slice(0, shown.indexOf('input'))).toContain('UIN 200004 · House of Commons · [Source](https://')
    expect(shown).not.toContain('(optional)')
  })
})

describe('More results', () => {
  test('pages through the other passages in place, and back', async ({ slack }) => {
    const first = (await controls(slack, 'ramp'))[MORE_RESULTS]
    await slack.press(first)
    const second = await slack.call('response_url')
    expect(second.replace_original).toBe(true)
    expect(outline(second.blocks)).toContain('More from the record, 1 to 4')
    const { [PREVIOUS_RESULTS]: back, [MORE_RESULTS]: on, [SHARE]: share } = controlsIn(second.blocks)
    expect(share).toBeDefined()
    await slack.press(on)
    expect(outline((await slack.call('response_url', 2)).blocks)).toContain('More from the record, 5 to 8')
    await slack.press(back)
    const again = outline((await slack.call('response_url', 3)).blocks)
    expect(again).not.toContain('More from the record')
    expect(again).toContain('[More results]')
  })

  test('shows each passage once', async ({ slack }) => {
    const seen: string[] = []
    await slack.slash('ramp')
    for (let n = 1; ; n++) {
      const { blocks } = await slack.call('response_url', n)
      const others = outline(blocks).split('**More from the record')[1] ?? ''
      seen.push(...(others.match(/^> Ramp number \d+/gm) ?? []))
      const next = controlsIn(blocks)[MORE_RESULTS]
      if (!next) break
      await slack.press(next)
    }
    expect(seen).toHaveLength(11)
    expect(new Set(seen).size).toBe(11)
  })

  test('updates the modal if the reply is in one', async ({ slack }) => {
    const view = { type: 'modal', id: await openView(slack), hash: undefined }
    await slack.press((await controls(slack, 'ramp'))[MORE_RESULTS], { view, response_url: undefined })
    const updated = await slack.call('views.update')
    expect(updated.view_id).toBe(view.id)
    expect(viewOutline(updated.view)).toContain('1 to 4')
  })

  test('keeps the filters of a question that is too long for a button', async ({ slack }) => {
    const long = `ramp ${'and so on and on '.repeat(150)} before:2024-02-08`
    await slack.press((await controls(slack, long))[MORE_RESULTS])
    const shown = outline((await slack.call('response_url')).blocks)
    expect(shown).toContain('1 to ')
    expect(shown).toContain('Showing answers before 8 February 2024.')
    for (const n of [7, 8, 9, 10, 11]) expect(shown).not.toContain(`Ramp number ${n} `)
  })

  test('asks as much of a question as fits into a button', async ({ slack }) => {
    const button = (await controls(slack, `ramp ${'“ramp” \\ and so on '.repeat(200)}`))[MORE_RESULTS]
    expect(button.value.length).toBeLessThanOrEqual(2000)
    await slack.press(button)
    expect(outline((await slack.call('response_url')).blocks)).toContain('1 to 4')
  })
})

describe('Share to channel', () => {
  /** Makes the ephemeral reply of each share another one. */
  let n = 0
  const shareOf = async (slack: Slack, line: string | null) => {
    n += 1
    const button = (await controls(slack, 'ramp number 3'))[SHARE]
    await slack.press(button, { container: { message_ts: `1700000001.00000${n}` } })
    const { view } = await slack.call('views.open')
    expect(view.callback_id).toBe(SHARE_SUBMIT)
    await slack.forgetCalls()
    const input = view.blocks.at(-1)
    const state = { values: { [input.block_id]: { [input.element.action_id]: { value: line } } } }
    return (id = 'V1', more: object = {}) =>
      slack.submit({ ...view, id, state: { values: { ...state.values, ...more } } })
  }

  test('posts the answer as shared by the asker, with their note, and deletes the ephemeral reply', async ({
    slack,
  }) => {
    await (await shareOf(slack, 'For <!channel> Monday'))()
    const posted = await slack.call('chat.postMessage')
    expect(posted.channel).toBe(slack.channel)
    expect(outline(posted.blocks.slice(0, 1))).toBe(`Shared by @${slack.user}\nFor <!channel> Monday`)
    expect(posted.text).toContain('For &lt;!channel&gt; Monday')
    expect(posted.text).toContain('Ramp number 3 is free.')
    expect(controlsIn(posted.blocks)[SHARE]).toBeUndefined()
    expect(await slack.call('response_url')).toEqual({ delete_original: true })
  })

  test('posts once if it is submitted twice', async ({ slack }) => {
    const submit = await shareOf(slack, null)
    await Promise.all([submit(), submit()])
    await slack.call('response_url')
    await slack.idle()
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('says that the answer was shared already if it is shared again', async ({ slack }) => {
    const submit = await shareOf(slack, null)
    await submit()
    await slack.call('response_url')
    await submit('V2')
    expect((await slack.call('response_url', 2)).text).toBe('You have shared this answer already.')
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('says so by a direct message where the response_url works no more', async ({ slack }) => {
    const submit = await shareOf(slack, null)
    await submit()
    await slack.call('response_url')
    await slack.forgetCalls()
    slack.sayNext('{"ok":false,"error":"expired_url"}')
    await submit('V2')
    expect(await slack.call('chat.postMessage')).toMatchObject({
      channel: slack.user,
      text: 'You have shared this answer already.',
    })
  })

  test('a form of which nothing can be read gets an apology by a direct message', async ({ slack }) => {
    await slack.submit({ type: 'modal', id: 'V9', callback_id: SHARE_SUBMIT, private_metadata: '{}', state: {} })
    expect(await slack.call('chat.postMessage')).toMatchObject({
      channel: slack.user,
      text: expect.stringContaining('Sorry, something went wrong'),
    })
  })

  test('tells the sharer if the answer is gone', async ({ slack }) => {
    const submit = await shareOf(slack, null)
    corpus.remove('2024-01-08/200004')
    await submit()
    const said = await slack.call('response_url')
    expect(said).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('no longer have') })
    expect(slack.callsOf('chat.postMessage')).toEqual([])
    corpus.put(answers[3] as (typeof answers)[number])
  })

  test('posts by the asker’s response_url if the bot is no member of the channel', async ({ slack }) => {
    slack.failNext('chat.postMessage', 'not_in_channel')
    await (await shareOf(slack, null))()
    expect(await slack.call('response_url')).toMatchObject({ response_type: 'in_channel' })
    expect(await slack.call('response_url', 2)).toEqual({ delete_original: true })
  })

  test('apologises if posting fails, and can be submitted again', async ({ slack }) => {
    slack.failNext('chat.postMessage', 'restricted_action')
    const submit = await shareOf(slack, null)
    await submit()
    expect((await slack.call('response_url')).text).toContain('Sorry, something went wrong')
    await submit()
    expect(await slack.call('response_url', 2)).toEqual({ delete_original: true })
  })
})

describe('feedback', () => {
  const ephemeral = { message: { type: 'message', ts: '1700000000.000001' } }
  /** Finds the reply to a question helpful, or not, as an ephemeral one. */
  const judge = async (slack: Slack, asked: string, half: 'positive_button' | 'negative_button') => {
    const { value } = (await controls(slack, asked))[FEEDBACK][half]
    await slack.press({ type: 'feedback_buttons', action_id: FEEDBACK, value }, ephemeral)
    return slack.call('response_url')
  }
  const WHY = 'Thanks. Saved anonymously. What was wrong with it?'

  test('is kept once, without who gave it, and thanks take the place of the buttons', async ({ slack }) => {
    const { positive_button: yes } = (await controls(slack, 'ramp number 3'))[FEEDBACK]
    for (let press = 0; press < 2; press++) {
      await slack.press({ type: 'feedback_buttons', action_id: FEEDBACK, value: yes.value }, ephemeral)
      slack.advance(5000)
    }
    const { replace_original, text, blocks } = await slack.call('response_url')
    expect(replace_original).toBe(true)
    for (const shown of [text, outline(blocks)]) {
      expect(shown).toContain('Ramp number 3 is free.')
      expect(shown).toMatch(/\nThanks\. Saved anonymously\.$/)
    }
    expect(controlsIn(blocks)).toHaveProperty(SHARE)
    expect(controlsIn(blocks)).not.toHaveProperty(FEEDBACK)
    await slack.idle()
    expect(kept).toEqual([
      {
        id: expect.any(String),
        team: 'T000000001',
        helpful: true,
        answer: '2024-01-08/200004',
        passage: 0,
        question: 'ramp number 3',
        terms: ['ramp', 'number', '3'],
      },
    ])
  })

  test('that a reply was not helpful asks why; the reason is added to the verdict once', async ({ slack }) => {
    const { blocks, text } = await judge(slack, 'ramp number 4', 'negative_button')
    for (const shown of [text, outline(blocks)]) expect(shown).toContain(WHY)
    const reasons = Object.values(controlsIn(blocks)).filter(({ action_id = '' }) => action_id.includes('reason'))
    expect(reasons.map(({ text }) => text.text)).toEqual([
      'Wrong topic',
      'Out of date',
      'Doesn’t answer it',
      'Something else',
    ])
    for (const reason of [reasons[1], reasons[1], reasons[0]]) {
      await slack.press(reason, ephemeral)
      slack.advance(5000)
    }
    const after = await slack.call('response_url', 2)
    for (const shown of [after.text, outline(after.blocks)]) {
      expect(shown).toMatch(/Ramp number 4 is free\.[\s\S]*\nThanks\. Saved anonymously\.$/)
      expect(shown).not.toContain(WHY)
    }
    await slack.idle()
    const [given, withReason, ...more] = kept as { id: string }[]
    expect(given).toMatchObject({ helpful: false, answer: '2024-01-08/200005' })
    expect(withReason).toEqual({ ...given, reason: 'out-of-date' })
    expect(more).toEqual([])
  })

  test('is counted once where thanks can’t take the place of the buttons, and gets thanks all the same', async ({
    slack,
  }) => {
    const { value } = (await controls(slack, 'ramp number 9'))[FEEDBACK].positive_button
    slack.sayNext('no_active_hooks')
    for (let press = 0; press < 2; press++) {
      await slack.press({ type: 'feedback_buttons', action_id: FEEDBACK, value }, ephemeral)
      await slack.idle()
      slack.advance(5000)
    }
    expect(slack.callsOf('response_url')).toMatchObject([
      { replace_original: true },
      { replace_original: false, text: 'Thanks. Saved anonymously.' },
    ])
    expect(kept).toHaveLength(1)
  })

  test('on a page of other passages leaves that page as it is', async ({ slack }) => {
    await slack.press((await controls(slack, 'ramp'))[MORE_RESULTS])
    const page = await slack.call('response_url')
    const { value } = controlsIn(page.blocks)[FEEDBACK].positive_button
    await slack.press({ type: 'feedback_buttons', action_id: FEEDBACK, value }, ephemeral)
    const { blocks } = await slack.call('response_url', 2)
    expect(outline(blocks)).toBe(outline([...page.blocks.slice(0, -1), ...blocks.slice(-1)]))
    expect(outline(blocks)).toContain('More from the record, 1 to 4')
  })

  test('in a posted message changes nothing else in it, whatever the question would find by now', async ({ slack }) => {
    await slack.mention(`<@${BOT_USER}> ramp number 6`)
    const { blocks, text } = await slack.call('chat.postMessage')
    corpus.remove('2024-01-08/200007')
    const message = { type: 'message', ts: '1700000000.000009', text, blocks }
    const { value } = controlsIn(blocks)[FEEDBACK].negative_button
    await slack.press({ type: 'feedback_buttons', action_id: FEEDBACK, value }, { message })
    const why = await slack.call('response_url')
    expect(why).toMatchObject({ replace_original: true, text: `${text}\n\n${WHY}` })
    expect(why.blocks.slice(0, -2)).toEqual(blocks.slice(0, -1))
    const { feedback_reason_3: other } = controlsIn(why.blocks)
    await slack.press(other, { message: { ...message, text: why.text, blocks: why.blocks } })
    const thanks = await slack.call('response_url', 2)
    expect(thanks.text).toBe(`${text}\n\nThanks. Saved anonymously.`)
    expect(thanks.blocks.slice(0, -1)).toEqual(blocks.slice(0, -1))
    expect(kept).toMatchObject([{ helpful: false }, { helpful: false, reason: 'other' }])
    corpus.put(answers[6] as (typeof answers)[number])
  })

  test('in a modal is given by plain buttons, which thanks and reasons replace', async ({ slack }) => {
    await slack.press({ action_id: 'ask_again_0', value: 'ramp number 5' })
    const { view } = await slack.call('views.open')
    const id = await openView(slack)
    const inModal = (blocks: unknown) => ({ view: { ...view, id, blocks }, response_url: undefined })
    await slack.press(controlsIn(view.blocks).feedback_unhelpful, inModal(view.blocks))
    const why = (await slack.call('views.update')).view
    expect(viewOutline(why)).toContain(WHY)
    expect(viewOutline(why)).not.toContain('feedback_helpful')
    await slack.press(controlsIn(why.blocks).feedback_reason_2, inModal(why.blocks))
    const thanked = viewOutline((await slack.call('views.update', 2)).view)
    expect(thanked).toMatch(/\nThanks\. Saved anonymously\.$/)
    expect(thanked).toContain('Ramp number 5 is free.')
    const verdict = { helpful: false, answer: '2024-01-08/200006' }
    expect(kept).toMatchObject([verdict, { ...verdict, reason: 'doesnt-answer' }])
  })

  test('can be given if nothing answers', async ({ slack }) => {
    const { blocks } = await judge(slack, 'how do I reset my VPN password', 'negative_button')
    expect(outline(blocks)).toContain('couldn’t find')
    expect(kept).toEqual([
      {
        id: expect.any(String),
        team: 'T000000001',
        helpful: false,
        answer: undefined,
        passage: undefined,
        question: 'how do I reset my VPN password',
        terms: ['reset', 'vpn', 'password'],
      },
    ])
  })

  test('on an ephemeral reply whose answer is gone by now gets thanks beside it', async ({ slack }) => {
    const { value } = (await controls(slack, 'ramp number 8'))[FEEDBACK].negative_button
    corpus.remove('2024-01-08/200009')
    await slack.press({ type: 'feedback_buttons', action_id: FEEDBACK, value }, ephemeral)
    const thanks = await slack.call('response_url')
    expect(thanks).toMatchObject({ replace_original: false, text: 'Thanks. Saved anonymously.' })
    expect(kept).toHaveLength(1)
    corpus.put(answers[8] as (typeof answers)[number])
  })
})

/** Opens a view in the workspace, so that it can be updated. */
async function openView(slack: Slack): Promise<string> {
  const text = (text: string) => ({ type: 'plain_text', text })
  const view = { type: 'modal', title: text('A view'), blocks: [{ type: 'divider' }] }
  return (await slack.api('views.open', { trigger_id: await slack.trigger(), view }, 'bot')).view.id
}
