import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { goTo, hasChromium, type OpenPage, openChannel, openPage, say } from './chromium.ts'
import { withPlayground } from './with-playground.ts'

const QUESTION = '/send how many sensory gardens were opened?'

interface Scrolled {
  scrollTop: number
  addEventListener: (type: 'scroll', listener: () => void, options: { once: boolean }) => void
}
/** Scrolls, and waits until the page has been told of it, which takes a frame. */
const scroll = (list: Locator, top: number) =>
  list.evaluate(
    (list: Scrolled, to) =>
      new Promise<void>((told) => {
        list.addEventListener('scroll', () => told(), { once: true })
        if (list.scrollTop === to) told()
        list.scrollTop = to
      }),
    top,
  )

describe.skipIf(!hasChromium)('what happens is seen', () => {
  const here = withPlayground()
  let open: OpenPage
  let page: Page
  beforeAll(async () => {
    open = await openChannel(here.browser, here.playground.url, { viewport: { width: 1280, height: 800 } })
    page = open.page
  })
  afterAll(async () => {
    expect(open.faults).toEqual([])
    await page.context().close()
  })
  const main = () => page.getByRole('main')
  const list = () => main().getByRole('log')
  const articles = () => main().getByRole('article')
  const [priya, tom] = [() => here.playground.people[0], () => here.playground.people[1]]
  const place = () => here.playground.channels[0]

  /** Where the top of an element is, as a part of the height of the list: in view if between 0 and 1. */
  const topOf = async (element: Locator) => {
    const [shown, box] = [await list().boundingBox(), await element.boundingBox()]
    if (!shown || !box) throw new Error('it is not drawn')
    return (box.y - shown.y) / shown.height
  }
  const inView = async (element: Locator) => {
    await element.waitFor()
    await expect.poll(() => topOf(element)).toBeGreaterThanOrEqual(-0.01)
    expect(await topOf(element)).toBeLessThan(1)
  }
  const scrollToTop = () => scroll(list(), 0)
  const scrolled = () => list().evaluate(({ scrollTop }: Scrolled) => scrollTop)
  const arrived = (count: number) => expect.poll(() => articles().count()).toBe(count)

  test('the page opens in the conversation with the bot, and says what is covered, as that changes', async () => {
    const other = await openPage(here.browser, here.playground.url)
    const bar = other.page.locator('.coverage')
    await bar.getByText('12 answers, back to March 2022', { exact: true }).waitFor()
    expect(await other.page.getByRole('textbox', { name: 'Message SEND Answers' }).isVisible()).toBe(true)
    here.playground.setFetching({ kind: 'fetching' })
    await bar.getByText(/still fetching/).waitFor()
    here.playground.setFetching({ kind: 'unreachable', problem: 'timed out' })
    await bar.getByText(/Parliament can’t be reached \(timed out\)/).waitFor()
    here.playground.setFetching({ kind: 'idle' })
    await bar.getByText('12 answers, back to March 2022', { exact: true }).waitFor()
    expect(other.faults).toEqual([])
    await other.page.context().close()
  })

  test('the reply to a command is shown from its top, also to somebody who has scrolled up', async () => {
    for (let line = 1; line <= 30; line++)
      await here.playground.ask('/say', { as: tom(), place: place(), typed: `Line ${line}` })
    await arrived(30)
    await scrollToTop()
    await say(page, QUESTION)
    await inView(main().locator('.only-you').last())
  })

  test('so is the reply to a shortcut on a message further up', async () => {
    await here.playground.ask('/say', { as: tom(), place: place(), typed: 'how many quiet rooms were opened?' })
    for (let line = 31; line <= 60; line++)
      await here.playground.ask('/say', { as: tom(), place: place(), typed: `Line ${line}` })
    await arrived(62)
    const message = articles().filter({ hasText: 'how many quiet rooms' })
    await message.hover()
    await message.getByLabel('More actions').click()
    await message.getByRole('button', { name: 'Find SEND answers' }).click()
    await arrived(63)
    await inView(main().locator('.only-you').last())
  })

  test('what others write does not move somebody who reads further up, and follows somebody at the end', async () => {
    await scrollToTop()
    await here.playground.ask('/say', { as: tom(), place: place(), typed: 'Not for you' })
    await arrived(64)
    expect(await scrolled()).toBe(0)
    await scroll(list(), 1e6)
    await here.playground.ask('/say', { as: tom(), place: place(), typed: 'For everybody' })
    await inView(articles().filter({ hasText: 'For everybody' }))
  })

  test('in a long thread the reply to one’s own message is shown', async () => {
    await say(page, '@SEND Answers how many talking maps were opened?')
    await main().getByRole('button', { name: '1 reply' }).click()
    const thread = page.getByRole('complementary', { name: 'Thread' })
    const { messages } = await here.playground.until({ as: priya(), place: place() }, () => true)
    const ts = messages.find(({ replies }) => replies === 1)?.ts
    for (let line = 1; line <= 30; line++)
      await here.playground.ask('/say', { as: tom(), place: place(), thread: ts, typed: `Reply ${line}` })
    await expect.poll(() => thread.getByRole('article').count()).toBe(32)
    await scroll(thread.getByRole('log'), 0)
    const field = thread.getByRole('textbox', { name: 'Reply…' })
    await field.fill('@SEND Answers who said that?')
    await field.press('Enter')
    await thread.getByText('Answered by:').waitFor()
    const shown = await thread.getByRole('log').boundingBox()
    const reply = await thread.getByRole('article').last().boundingBox()
    expect(reply?.y).toBeGreaterThanOrEqual((shown?.y ?? 0) - 1)
    expect(reply?.y).toBeLessThan((shown?.y ?? 0) + (shown?.height ?? 0))
    await page.getByRole('button', { name: 'Close the thread' }).click()
  })

  test('in the conversation with the bot a reply is shown, whatever one reads meanwhile', async () => {
    await goTo(page, 'Messages')
    const { cast } = await here.playground.until({}, () => true)
    const dm = cast.people.find(({ id }) => id === priya())?.dm
    for (let count = 0; count < 6; count++)
      await here.playground.ask('/say', { as: priya(), place: dm, typed: 'how many quiet rooms were opened?' })
    await expect.poll(() => articles().count()).toBeGreaterThanOrEqual(12)
    await expect
      .poll(() =>
        main()
          .getByRole('button', { name: /^Full answer/ })
          .count(),
      )
      .toBe(6)
    await scrollToTop()
    await say(page, 'how many talking maps were opened?')
    const reply = articles().filter({ hasText: 'talking maps were opened for' }).last()
    await inView(reply)
  })

  test('another person has another conversation with the bot, which is opened for them', async () => {
    await page.getByRole('combobox', { name: 'Speak as' }).selectOption({ label: 'Tom Sample' })
    await articles().filter({ hasText: 'Priya Example' }).first().waitFor({ state: 'detached' })
    expect(await main().getByRole('textbox', { name: 'Message SEND Answers' }).isVisible()).toBe(true)
    const opened = async () =>
      (await here.playground.exchanges()).filter(({ kind, payload }) => {
        const { event } = payload as { event?: { user: string } }
        return kind === 'app_home_opened' && event?.user === tom()
      })
    await expect.poll(async () => (await opened()).length).toBe(1)
  })
})

describe.skipIf(!hasChromium)('a long conversation is as quick as a short one', () => {
  const here = withPlayground()

  /** Milliseconds from Enter until the reply is drawn. */
  async function timeOf(page: Page): Promise<number> {
    await page.evaluate(`(() => {
      const replies = () => document.querySelectorAll('main .only-you .blocks button').length
      const before = replies()
      window.took = new Promise((done) => {
        let began
        addEventListener('keydown', () => { began = performance.now() }, { capture: true, once: true })
        new MutationObserver((_changes, observer) => {
          if (replies() <= before) return
          observer.disconnect()
          requestAnimationFrame(() => done(performance.now() - began))
        }).observe(document.body, { childList: true, subtree: true })
      })
    })()`)
    await say(page, QUESTION)
    return page.evaluate<number>('window.took')
  }
  async function median(page: Page): Promise<number> {
    const times: number[] = []
    for (let count = 0; count < 7; count++) times.push(await timeOf(page))
    return times.sort((a, b) => a - b)[3] ?? 0
  }

  test('a reply among a hundred messages is drawn about as soon, and sent as a change', async () => {
    const { page, faults } = await openChannel(here.browser, here.playground.url)
    let longest = 0
    page.on('response', async (response) => {
      if (response.url().endsWith('/scene'))
        longest = Math.max(longest, (await response.body().catch(() => Buffer.of())).length)
    })
    await timeOf(page)
    const few = await median(page)
    const [as, place] = [here.playground.people[0], here.playground.channels[0]]
    for (let count = 0; count < 92; count++) await here.playground.ask('/say', { as, place, typed: QUESTION })
    await expect.poll(() => page.locator('main .only-you .blocks').count()).toBe(100)
    // What was sent of the hundred has been read when one more reply is drawn.
    await timeOf(page)
    longest = 0
    const many = await median(page)
    process.stdout.write(`drawn after ${Math.round(few)} ms at 2 to 8 messages, ${Math.round(many)} ms at 100\n`)
    expect(many).toBeLessThan(2 * few + 100)
    expect(longest).toBeLessThan(60_000)
    expect(faults).toEqual([])
    await page.context().close()
  })
})
