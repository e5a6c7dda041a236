import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WORDS } from '../../src/wording/words.ts'
import { goTo, hasChromium, type OpenPage, openChannel, say } from './chromium.ts'
import { withPlayground } from './with-playground.ts'

/** The button to the other passages, which are counted where they fit on one page. */
const MORE = /^(?:[1-4] more|More results)$/

describe.skipIf(!hasChromium).each([
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
])('at $width pixels wide, users can do everything by mouse', ({ width, height }) => {
  const here = withPlayground()
  let open: OpenPage
  let page: Page
  beforeAll(async () => {
    open = await openChannel(here.browser, here.playground.url, { viewport: { width, height } })
    page = open.page
  })
  afterEach(() => {
    expect(open.faults).toEqual([])
  })
  afterAll(async () => {
    await page.context().close()
  })
  const thread = () => page.getByRole('complementary', { name: 'Thread' })
  const dialog = () => page.getByRole('dialog')
  const main = () => page.getByRole('main')
  const fits = async () => {
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
    expect(wide).toBeLessThanOrEqual(width)
  }

  test('a mention is answered in its thread, with its source', async () => {
    await say(page, '@SEND Answers how many sensory gardens were opened?')
    await main().getByRole('button', { name: '1 reply' }).click()
    await thread().getByRole('heading', { name: 'Special Educational Needs: Sensory Gardens' }).waitFor()
    const source = thread().getByRole('link', { name: 'Source' }).first()
    expect(await source.getAttribute('href')).toMatch(/^https:\/\/questions-statements\.parliament\.uk\//)
    await fits()
  })

  test('a follow-up in the thread is understood', async () => {
    const reply = thread().getByRole('textbox', { name: 'Reply…' })
    await reply.fill('@SEND Answers who said that?')
    await reply.press('Enter')
    await thread().getByText('Answered by:').waitFor()
  })

  test('the full answer opens in a modal and closes', async () => {
    await thread()
      .getByRole('button', { name: /^Full answer/ })
      .first()
      .click()
    await dialog().getByRole('heading', { name: 'Full answer' }).waitFor()
    await dialog().getByText('schools that do not exist;').first().waitFor()
    await fits()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
  })

  test('the passage can be copied for a briefing', async () => {
    await thread()
      .getByRole('button', { name: /^Copy for a briefing/ })
      .first()
      .click()
    const field = dialog().getByRole('textbox', { name: WORDS.copyLabel })
    expect(await field.inputValue()).toMatch(/sensory gardens[\s\S]*Minister[\s\S]*UIN 9000/)
    // Its last line is seen without scrolling.
    const hidden = (shown: { scrollHeight: number; clientHeight: number }) => shown.scrollHeight - shown.clientHeight
    expect(await field.evaluate(hidden)).toBeLessThanOrEqual(0)
    await dialog().getByRole('button', { name: 'Done' }).click()
    await dialog().waitFor({ state: 'hidden' })
  })

  test('another answer of the list opens in full', async () => {
    await thread().getByRole('button', { name: MORE }).first().click()
    await thread().getByRole('combobox').first().selectOption({ index: 1 })
    await dialog().getByRole('heading', { name: 'Full answer' }).waitFor()
    await dialog().getByRole('button', { name: 'Close' }).first().click()
    await dialog().waitFor({ state: 'hidden' })
  })

  test('a verdict is acknowledged and kept', async () => {
    await thread().getByRole('button', { name: 'This reply was helpful' }).first().click()
    await thread().getByText('Thanks. Saved anonymously.').waitFor()
    expect(here.playground.verdicts).toMatchObject([{ helpful: true }])
    await page.getByRole('button', { name: 'Close the thread' }).click()
  })

  test('the reply to a slash command is shown to the asker, paged, and shared', async () => {
    await say(page, '/send pupils with special educational needs')
    const mine = main().locator('.only-you')
    await mine.getByText('Only visible to you').waitFor()
    await mine.getByRole('button', { name: MORE }).click()
    await mine.getByText(/^More from the record, \d+ to \d+$/).waitFor()
    await mine.getByRole('button', { name: 'Previous results' }).click()
    await mine.getByText(/^More from the record/).waitFor({ state: 'detached' })
    await mine.getByRole('button', { name: /^Newer answer/ }).click()
    await dialog().getByRole('heading', { name: 'Full answer' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
    await mine.getByRole('button', { name: /^Share to channel/ }).click()
    await dialog()
      .getByRole('textbox', { name: /^Add a note/ })
      .fill('For Thursday')
    expect(await dialog().getByRole('checkbox').isChecked()).toBe(false)
    await fits()
    await dialog().getByRole('button', { name: 'Share' }).click()
    await main().getByText('For Thursday').waitFor()
    await mine.waitFor({ state: 'detached' })
  })

  test('another person sees the shared reply, and no ephemeral one', async () => {
    await say(page, '/send status')
    await main().locator('.only-you').waitFor()
    if (width < 760) await page.getByRole('button', { name: 'Menu', exact: true }).click()
    await page.getByRole('combobox', { name: 'Speak as' }).selectOption({ label: 'Tom Sample' })
    if (width < 760) await page.getByRole('button', { name: 'Menu', exact: true }).click()
    await main().getByText('For Thursday').waitFor()
    await main().locator('.only-you').waitFor({ state: 'detached' })
  })

  test('a link gets a preview, and the message shortcut answers the question in the message', async () => {
    const url = 'https://questions-statements.parliament.uk/written-questions/detail/2025-03-02/900014'
    await say(page, `How many quiet rooms were opened? See ${url}`)
    const message = main().locator('.message', { hasText: 'See https' }).first()
    await message.getByRole('complementary', { name: 'Preview' }).getByText('Quiet Rooms').first().waitFor()
    await message.hover()
    await message.getByLabel('More actions').click()
    await message.getByRole('button', { name: 'Find SEND answers' }).click()
    await main().locator('.only-you').getByText('quiet rooms were opened').first().waitFor()
  })

  test('a message can be edited and deleted', async () => {
    await say(page, 'Lunch at noon?')
    const message = main().locator('.message', { hasText: 'Lunch' })
    await message.hover()
    await message.getByLabel('More actions').click()
    await message.getByRole('button', { name: 'Edit message' }).click()
    await message.getByRole('textbox', { name: 'Edit message' }).fill('Lunch at one?')
    await message.getByRole('button', { name: 'Save' }).click()
    await message.getByText('Lunch at one?').waitFor()
    await message.getByText('(edited)').waitFor()
    await message.hover()
    await message.getByLabel('More actions').click()
    await message.getByRole('button', { name: 'Edit message' }).click()
    await message.getByRole('textbox', { name: 'Edit message' }).fill('Lunch at two?')
    await message.getByRole('textbox', { name: 'Edit message' }).press('Enter')
    await message.getByText('Lunch at two?').waitFor()
    await message.hover()
    await message.getByLabel('More actions').click()
    await message.getByRole('button', { name: 'Delete message' }).click()
    await message.waitFor({ state: 'detached' })
  })

  test('in a channel without the bot there is a notice with a button to invite it', async () => {
    await goTo(page, 'somewhere-else')
    await say(page, '@SEND Answers how many talking maps were opened?')
    await main().getByRole('button', { name: 'Invite SEND Answers' }).click()
    await say(page, '@SEND Answers how many talking maps were opened?')
    await main().getByRole('button', { name: '1 reply' }).waitFor()
  })

  test('the Home can be searched, filtered and paged', async () => {
    await goTo(page, 'Home')
    const home = page.getByRole('region', { name: 'SEND Answers: Home' })
    await home.getByRole('textbox', { name: 'Your question' }).fill('how many sensory gardens were opened?')
    await home.getByRole('textbox', { name: 'Your question' }).press('Enter')
    await dialog().getByText('sensory gardens were opened').first().waitFor()
    await dialog().getByRole('button', { name: 'Close' }).last().click()
    await home
      .getByRole('combobox', { name: 'Department' })
      .selectOption({ label: 'Department of Health and Social Care (3)' })
    await home.getByText('Page 1 of 1').waitFor()
    await home.getByRole('combobox', { name: 'Department' }).selectOption({ label: 'All departments' })
    await home.getByRole('button', { name: 'Older' }).click()
    await home.getByText('Page 2 of 2').waitFor()
    await fits()
  })

  test('the search form shows errors, suggests ministers, and keeps its content when the user comes back', async () => {
    const home = page.getByRole('region', { name: 'SEND Answers: Home' })
    await home.getByRole('button', { name: 'Search with filters' }).click()
    await dialog().getByRole('button', { name: 'Search', exact: true }).click()
    await dialog().getByText('Please complete this required field.').waitFor()
    const question = dialog().getByRole('textbox', { name: 'Your question' })
    await question.fill('how many quiet rooms were opened?')
    await dialog().getByLabel('Answered on or after').fill('2024-01-01')
    await dialog().getByLabel('Answered before').fill('2023-01-01')
    await dialog().getByRole('button', { name: 'Search', exact: true }).click()
    await dialog().getByText(WORDS.datesTheWrongWay).waitFor()
    await dialog().getByLabel('Answered before').fill('')
    await dialog()
      .getByRole('combobox', { name: /^Answering minister/ })
      .fill('rob')
    await dialog().locator('datalist option[value="Robin Placeholder"]').waitFor({ state: 'attached' })
    await dialog()
      .getByRole('combobox', { name: /^Answering minister/ })
      .fill('Robin Placeholder')
    await fits()
    await dialog().getByRole('button', { name: 'Search', exact: true }).click()
    await dialog().getByRole('heading', { name: 'What the record says' }).waitFor()
    await dialog().getByRole('button', { name: 'Back' }).click()
    expect(await dialog().getByRole('textbox', { name: 'Your question' }).inputValue()).toBe(
      'how many quiet rooms were opened?',
    )
    expect(
      await dialog()
        .getByRole('combobox', { name: /^Answering minister/ })
        .inputValue(),
    ).toBe('Robin Placeholder')
    await dialog().getByRole('button', { name: 'Close' }).last().click()
    await dialog().waitFor({ state: 'hidden' })
  })

  test('a question in the welcome starts a conversation with the bot, and the shortcut opens the search', async () => {
    await goTo(page, 'Messages')
    await main()
      .getByRole('button', { name: /^Ask: How many quiet rooms/ })
      .click()
    await main().locator('.message', { hasText: 'quiet rooms were opened for pupils with' }).waitFor()
    await main().getByLabel('Shortcuts').click()
    await main().getByRole('button', { name: 'Search SEND answers' }).click()
    await dialog().getByRole('heading', { name: 'Search the record' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
  })

  test('the inspector shows payloads, calls and how long they took', async () => {
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    if (!(await inspector.isVisible())) await page.getByRole('button', { name: 'Inspector', exact: true }).click()
    const row = inspector.locator('details.row', { hasText: 'link_shared' })
    await row.locator('summary').first().click()
    await row.getByRole('heading', { name: /^chat\.unfurl/ }).waitFor()
    await row.getByText('Arguments').click()
    await row.getByText(/^\{\s*"team_id".*"unfurl_id"/s).waitFor()
    await fits()
    await page.getByRole('button', { name: 'Close the inspector' }).click()
  })
})
