import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const PROGRAM = process.env.CHROMIUM || '/usr/bin/chromium'

/** Whether Chromium is installed. */
export const hasChromium = existsSync(PROGRAM)
if (!hasChromium)
  process.stderr.write(`There is no Chromium at ${PROGRAM}: its tests are skipped. Set CHROMIUM to its path.\n`)

/** Chromium without its own requests to the network. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: PROGRAM,
    args: [
      '--lang=en-GB',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A page of the playground, and its faults. */
export interface OpenPage {
  page: Page
  /** Errors and warnings in the console, uncaught errors, and failed requests. */
  faults: string[]
}

/** Opens the playground as it opens for anybody: in the conversation with the bot. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const faults: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`)
  })
  await page.goto(url)
  await page.getByRole('heading', { name: 'SEND Answers' }).first().waitFor()
  return { page, faults }
}

/** Opens the playground in the channel that the bot is in. */
export async function openChannel(browser: Browser, url: string, options?: BrowserContextOptions): Promise<OpenPage> {
  const open = await openPage(browser, url, options)
  await goTo(open.page, 'send-policy')
  await open.page.getByRole('heading', { name: '# send-policy' }).waitFor()
  return open
}

/** Goes to another place, by the menu if the page is narrow. */
export async function goTo(page: Page, place: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu', exact: true })
  if (await menu.isVisible()) await menu.click()
  await page.getByRole('navigation').getByRole('button', { name: place, exact: true }).click()
}

/** Sends a message or a slash command in the current place. */
export async function say(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('main').getByRole('textbox', { name: /^Message / })
  await composer.fill(text)
  await composer.press('Enter')
}
