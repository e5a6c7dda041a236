// Takes the pictures in README.md and docs/: each surface in the playground, in light and in dark.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { CORPUS_FOLDER } from '../../src/sources/corpus-folder/corpus-files.ts'
import { readCorpusFolder } from '../../src/sources/corpus-folder/read-folder.ts'
import { goTo, hasChromium, launchChromium, openPage, say } from '../../test/browser/chromium.ts'
import { fictionalAnswers } from '../../test/playground/fictional-answers.ts'
import { openPlayground } from '../../test/playground/open-playground.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'pictures')
const PLACE = { width: 1040, height: 760 }
const WHOLE = { width: 1440, height: 860 }
const PHONE = { width: 390, height: 780 }
const LETTERS = 'will ministers publish the letters they send to councils after a SEND inspection?'
const LINK = 'https://questions-statements.parliament.uk/written-questions/detail/2018-03-29/135027'

slowClock()
if (!hasChromium) process.exit(1)
await mkdir(FOLDER, { recursive: true })
const browser = await launchChromium()
for (const theme of ['light', 'dark'] as const) await takePictures(browser, theme)
await browser.close()

/** Fixes the clock to one minute, so that the pictures do not depend on when they are taken. */
function slowClock(): void {
  const began = performance.now()
  const noon = Date.UTC(2026, 0, 14, 10, 24)
  Date.now = () => noon + Math.round((performance.now() - began) / 20)
  process.env.TZ = 'UTC'
}

async function takePictures(browser: Browser, theme: 'light' | 'dark'): Promise<void> {
  const { answers } = await readCorpusFolder(CORPUS_FOLDER)
  const playground = await openPlayground([...answers, ...fictionalAnswers])
  const shoot = async (name: string, what: Page | Locator) => {
    await what.screenshot({ path: join(FOLDER, `${name}-${theme}.png`), animations: 'disabled', caret: 'hide' })
    process.stdout.write(`${name}-${theme}.png\n`)
  }
  const open = async (viewport: { width: number; height: number }) =>
    (await openPage(browser, playground.url, { viewport, colorScheme: theme })).page

  const page = await open(PLACE)
  const main = page.getByRole('main')
  const thread = page.getByRole('complementary', { name: 'Thread' })
  const dialog = page.getByRole('dialog')
  const home = page.getByRole('region', { name: 'SEND Answers: Home' })
  const mine = main.locator('.only-you')
  const away = () => page.mouse.move(0, 0)
  const closeDialog = async () => {
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await dialog.waitFor({ state: 'hidden' })
  }

  await say(page, `@SEND Answers ${LETTERS}`)
  await main.getByRole('button', { name: '1 reply' }).click()
  await thread.getByRole('button', { name: /^Full answer/ }).waitFor()
  await away()
  await shoot('reply', page)

  await thread.getByRole('button', { name: /^Full answer/ }).click()
  await dialog.getByRole('heading', { name: 'Full answer' }).waitFor()
  await shoot('full-answer', dialog)
  await closeDialog()

  await thread.getByRole('button', { name: /^Copy for a briefing/ }).click()
  await dialog.getByRole('textbox').first().waitFor()
  await shoot('copy', dialog)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.waitFor({ state: 'hidden' })

  const reply = thread.getByRole('textbox', { name: 'Reply…' })
  await reply.fill('@SEND Answers who said that?')
  await reply.press('Enter')
  await thread.getByText('Answered by:').waitFor()
  await away()
  await shoot('follow-up', page)
  await page.getByRole('button', { name: 'Close the thread' }).click()

  await say(page, '/send how many sensory gardens were opened?')
  await mine.getByRole('button', { name: /^Share to channel/ }).waitFor()
  await away()
  await shoot('ephemeral', page)
  await mine.getByRole('button', { name: /^Share to channel/ }).click()
  await dialog.getByRole('textbox').fill('For Thursday’s submission.')
  await shoot('share', dialog)
  await dialog.getByRole('button', { name: 'Share' }).click()
  await main.getByText('For Thursday').waitFor()

  await goTo(page, 'somewhere-else')
  await say(page, `Seen this? ${LINK}`)
  await main.getByRole('complementary', { name: 'Preview' }).waitFor()
  await away()
  await shoot('unfurl', page)

  await goTo(page, 'Home')
  await home.getByRole('button', { name: 'Search with filters' }).waitFor()
  await away()
  await shoot('home', page)
  await home.getByRole('button', { name: 'Search with filters' }).click()
  await dialog.getByRole('textbox', { name: 'Your question' }).fill('how many quiet rooms were opened?')
  await dialog.getByLabel('Answered on or after').fill('2023-01-01')
  await dialog.getByRole('combobox', { name: 'House' }).focus()
  await shoot('search', dialog)
  await dialog.getByRole('button', { name: 'Search', exact: true }).click()
  await dialog.getByRole('button', { name: 'Back' }).waitFor()
  await shoot('results', dialog)
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await dialog.waitFor({ state: 'hidden' })

  await goTo(page, 'Messages')
  await main.getByRole('button', { name: 'Special Educational Needs: Sensory Gardens', exact: true }).waitFor()
  await away()
  await shoot('messages', page)
  await page.context().close()

  const whole = await open(WHOLE)
  await whole
    .getByRole('button', { name: / replies$/ })
    .first()
    .waitFor()
  await say(whole, `/send ${LETTERS}`)
  const inspector = whole.getByRole('complementary', { name: 'Inspector' })
  const row = inspector.locator('details.row', { hasText: '/send will ministers' })
  await row.locator('> summary').click()
  await row.getByText('Arguments').click()
  await row.locator('pre:visible').waitFor()
  await whole.mouse.move(0, 0)
  await shoot('playground', whole)
  await whole.context().close()

  const phone = await open(PHONE)
  await say(phone, `@SEND Answers ${LETTERS}`)
  await phone.getByRole('button', { name: '1 reply' }).click()
  await phone
    .locator('.thread')
    .getByRole('button', { name: /^Full answer/ })
    .waitFor()
  await phone.mouse.move(0, 0)
  await shoot('phone', phone)
  await phone.context().close()
  await playground.close()
}
