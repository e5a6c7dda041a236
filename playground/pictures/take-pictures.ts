import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { argumentsOrExit } from '../../src/cli/parse-arguments.ts'
import { goTo, hasChromium, launchChromium, openChannel, say } from '../../test/browser/chromium.ts'
import { blocksForSlackbot } from '../../test/mcp/ask-over-mcp.ts'
import { madeUpAnswers } from '../../test/playground/made-up-answers.ts'
import { openPlayground } from '../../test/playground/open-playground.ts'
import { realMeaning } from '../../test/playground/real-meaning.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'pictures')
const PLACE = { width: 1040, height: 760 }
const WHOLE = { width: 1440, height: 860 }
const PHONE = { width: 390, height: 780 }
const WAIT = 'how long do families wait for an EHC plan?'
const DRAFT =
  'To ask the Secretary of State, what she is doing about the waiting times of families for education, health and care plans.'
const LINK = 'https://questions-statements.parliament.uk/written-questions/detail/2025-11-03/900104'

/** Words of the field. */
const TOPIC = 'taxi, school transport, autism, tribunal, mainstream'
/** What nothing answers: each is asked by as many people as stand beside it. */
const UNANSWERED: [string, number][] = [
  ['do taxis to school have to take a wheelchair?', 3],
  ['can a taxi driver refuse a pupil?', 3],
  ['how many tribunals were about autism?', 3],
  ['who trains the drivers of school transport?', 1],
]

const MANUAL = `Usage: npm run pictures

Takes the pictures in README.md and docs/: each surface in the playground, in light and in dark.

Options:
  -h, --help  print this, and do nothing else

Exit codes:
  0  they were taken
  1  there is no Chromium, or a surface did not appear
  2  wrong usage`
argumentsOrExit({ options: {} }, MANUAL)

slowClock()
if (!hasChromium) process.exit(1)
await mkdir(FOLDER, { recursive: true })
const browser = await launchChromium()
for (const theme of ['light', 'dark'] as const) await takePictures(browser, theme)
await browser.close()
// The emulator can leave a socket open, which would keep the process running.
process.exit()

/** Fixes the clock to one minute, so that the pictures do not depend on when they are taken. */
function slowClock(): void {
  const began = performance.now()
  const noon = Date.UTC(2026, 0, 14, 10, 24)
  Date.now = () => noon + Math.round((performance.now() - began) / 20)
  process.env.TZ = 'UTC'
}

/** As if what is followed had been followed for days. */
async function startEarlier({ follows }: Awaited<ReturnType<typeof openPlayground>>): Promise<void> {
  for (const one of await follows.all()) {
    const progress = { last: '2026-01-13', covered: '2026-01-09', told: {} }
    await follows.change(one, (before) => ({ ...before, progress }))
  }
}

async function takePictures(browser: Browser, theme: 'light' | 'dark'): Promise<void> {
  const playground = await openPlayground(madeUpAnswers)
  const open = async (viewport: { width: number; height: number }) =>
    (await openChannel(browser, playground.url, { viewport, colorScheme: theme })).page
  /** Takes a picture of the page, or of a part of it, once `ready` is there. */
  const shoot = async (name: string, ready: Locator, what: Page | Locator = ready.page()) => {
    await ready.waitFor()
    await ready.page().mouse.move(0, 0)
    await what.screenshot({ path: join(FOLDER, `${name}-${theme}.png`), animations: 'disabled', caret: 'hide' })
    process.stdout.write(`${name}-${theme}.png\n`)
  }
  const press = (within: Locator, name: string | RegExp) => within.getByRole('button', { name, exact: true }).click()

  const page = await open(PLACE)
  const main = page.getByRole('main')
  const thread = page.getByRole('complementary', { name: 'Thread' })
  const dialog = page.getByRole('dialog').getByRole('article')
  const home = page.getByRole('region', { name: 'SEND Answers: Home' })
  const leave = async (name: string) => {
    await dialog.getByRole('button', { name }).last().click()
    await dialog.waitFor({ state: 'hidden' })
  }

  await say(page, `@SEND Answers ${WAIT}`)
  await press(main, '1 reply')
  await shoot('reply', thread.getByRole('button', { name: /^Full answer/ }))
  await press(thread, /^Full answer/)
  await shoot('full-answer', dialog.getByRole('heading', { name: 'Full answer' }), dialog)
  await leave('Close')
  await press(thread, /^Copy for a briefing/)
  await shoot('copy', dialog.getByRole('textbox').first(), dialog)
  await leave('Done')
  const reply = thread.getByRole('textbox', { name: 'Reply…' })
  await reply.fill('@SEND Answers who said that?')
  await reply.press('Enter')
  await shoot('follow-up', thread.getByText('Answered by:'))
  await press(page.locator('.thread'), 'Close the thread')

  await say(page, '/send how much high needs funding will councils get?')
  await shoot('ephemeral', main.locator('.only-you').getByRole('button', { name: /^Share to channel/ }))
  await press(main.locator('.only-you'), /^Share to channel/)
  await dialog.getByRole('textbox').fill('For Thursday’s submission.')
  await shoot('share', dialog, dialog)
  await leave('Share')
  await main.getByText('For Thursday').waitFor()

  await say(page, '/send follow "EHC plans"')
  await shoot('follow', dialog.getByRole('combobox'), dialog)
  await leave('Follow')
  await main.getByText('follows “EHC plans” here').waitFor()
  await startEarlier(playground)
  await playground.sendDigests()
  await shoot('digest', main.getByText('New on “EHC plans”').last())

  await goTo(page, 'somewhere-else')
  await say(page, `Seen this? ${LINK}`)
  await shoot('unfurl', main.getByRole('complementary', { name: 'Preview' }))

  await goTo(page, 'Home')
  await shoot('home', home.getByRole('button', { name: 'Search with filters' }))
  await press(home, 'Search with filters')
  await dialog
    .getByRole('textbox', { name: 'Your question' })
    .fill('how long do children wait for an autism assessment?')
  await dialog.getByLabel('Answered on or after').fill('2025-09-01')
  await dialog.getByRole('combobox', { name: 'House' }).focus()
  await shoot('search', dialog, dialog)
  await press(dialog, 'Search')
  await shoot('results', dialog.getByRole('button', { name: 'Back' }), dialog)
  await page.keyboard.press('Escape')
  await leave('Close')

  await goTo(page, 'Messages')
  await shoot('messages', main.getByRole('button', { name: /^Ask: / }).first())
  await page.context().close()

  const slackbot = await open({ width: 800, height: 1000 })
  await showAsSlackbots(slackbot, await blocksForSlackbot(madeUpAnswers, WAIT))
  await goTo(slackbot, 'Messages')
  await say(slackbot, WAIT)
  const shown = slackbot.getByRole('article').filter({ hasText: 'Slackbot' }).last()
  await shoot('slackbot', shown.getByRole('button', { name: /^Full answer/ }), shown)
  // A request of the page is always under way.
  await slackbot.unrouteAll({ behavior: 'ignoreErrors' })
  await slackbot.context().close()

  const whole = await open(WHOLE)
  await say(whole, `/send ${WAIT}`)
  const row = whole.locator('details.row', { hasText: '/send how long' })
  await row.locator('> summary').click()
  await row.getByText('Arguments').click()
  await shoot('playground', row.locator('pre:visible'))
  await whole.context().close()

  const phone = await open(PHONE)
  await say(phone, `@SEND Answers ${WAIT}`)
  await press(phone.getByRole('main'), '1 reply')
  await shoot('phone', phone.locator('.thread').getByRole('button', { name: /^Full answer/ }))
  await phone.context().close()
  await playground.close()

  const quoted = await openPlayground(madeUpAnswers)
  const reading = (await openChannel(browser, quoted.url, { viewport: { ...PLACE, height: 900 }, colorScheme: theme }))
    .page
  const corrected = reading.getByRole('complementary', { name: 'Thread' })
  await say(reading, `@SEND Answers ${WAIT}`)
  await press(reading.getByRole('main'), '1 reply')
  await corrected.getByRole('button', { name: /^Full answer/ }).waitFor()
  await quoted.correct(correctedAnswer())
  await corrected.getByText('This answer was corrected').waitFor()
  await shoot('corrected', corrected.getByText('see the change'))
  await reading.context().close()
  await quoted.close()

  // With the model, as drafts are compared where nothing is switched off.
  const meaning = await realMeaning(madeUpAnswers)
  const compared = await openPlayground(madeUpAnswers, 0, meaning)
  const drafting = (await openChannel(browser, compared.url, { viewport: PLACE, colorScheme: theme })).page
  await say(drafting, `/send asked before ${DRAFT}`)
  await shoot('asked-before', drafting.locator('.only-you select'))
  await drafting.context().close()
  await compared.close()
  await meaning.close()
  await takeMorePictures(browser, theme)
}

/** A briefing of several passages, and what could not be answered, in a playground of their own. */
async function takeMorePictures(browser: Browser, theme: 'light' | 'dark'): Promise<void> {
  const playground = await openPlayground(madeUpAnswers, 0, undefined, TOPIC)
  const { page } = await openChannel(browser, playground.url, { viewport: PLACE, colorScheme: theme })
  const main = page.getByRole('main')
  const dialog = page.getByRole('dialog').getByRole('article')
  const home = page.getByRole('region', { name: 'SEND Answers: Home' })
  const shoot = async (name: string, ready: Locator, what: Locator) => {
    await ready.waitFor()
    await page.mouse.move(0, 0)
    await what.screenshot({ path: join(FOLDER, `${name}-${theme}.png`), animations: 'disabled', caret: 'hide' })
    process.stdout.write(`${name}-${theme}.png\n`)
  }
  const title = dialog.getByRole('heading', { name: 'Your briefing' })
  for (const [nth, question] of [WAIT, 'how much high needs funding will councils get?'].entries()) {
    await say(page, `/send ${question}`)
    const replies = main.locator('.only-you')
    await replies
      .nth(nth)
      .getByRole('button', { name: /^Copy for a briefing/ })
      .click()
    await dialog.getByRole('button', { name: /^Add to briefing/ }).click()
    await title.waitFor()
    if (nth > 0) await shoot('briefing', title, dialog)
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
  for (const [question, times] of UNANSWERED)
    for (const as of playground.people.slice(0, times))
      await playground.ask('/say', { as, place: playground.channels[0], typed: `/send ${question}` })
  await say(page, '/send gaps')
  const gaps = main.locator('.only-you', { hasText: 'What could not be answered' })
  await shoot('gaps', gaps.getByRole('button', { name: /^Export as CSV/ }), gaps)
  await goTo(page, 'Home')
  await home.getByText('Your briefing', { exact: true }).evaluate((element) => element.scrollIntoView())
  await shoot('briefing-home', home.getByRole('button', { name: /^As a Markdown file/ }), page.locator('body'))
  await page.context().close()
  await playground.close()
}

/** The answer to that question, as if the minister had put a figure right today. */
function correctedAnswer(): (typeof madeUpAnswers)[number] {
  const answer = madeUpAnswers.find(({ questions }) => questions[0].uin === '900101')
  if (!answer) throw new Error('there is no answer 900101')
  const text = JSON.stringify(answer.passages).replace('52 per cent', '46 per cent')
  return { ...answer, corrected: '2026-01-14', original: answer.passages, passages: JSON.parse(text) }
}

/** There is no Slackbot in the playground: what others than the person say is drawn as Slackbot's, with those blocks. */
async function showAsSlackbots(page: Page, blocks: readonly object[]): Promise<void> {
  await page.route('**/scene', async (route) => {
    const response = await route.fetch()
    const scene = await response.json()
    const messages = scene.messages?.map((message: { etag: string; user?: string }) =>
      message.user === undefined || message.user === scene.me
        ? message
        : {
            ...message,
            etag: `${message.etag}-slackbot`,
            user: 'USLACKBOT',
            blocks: blocks.map((block, index) => ({ ...block, block_id: `block_${index}` })),
          },
    )
    await route.fulfill({ response, json: { ...scene, messages } })
  })
}
