import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { addDays } from '../../src/record/dates.ts'
import { shared } from '../shared.ts'
import { type FakeRecord, record, startFakeParliament } from '../sources/parliament/fake-parliament.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { hasChromium, launchChromium, openPage, say } from './chromium.ts'
import { type Started, startProgram } from './start-program.ts'

const MINUTE_MS = 60_000
const today = new Date().toISOString().slice(0, 10)

/** One answer of this week, and one of each of the hundred weeks before. */
function weeklyRecords(): FakeRecord[] {
  const older = Array.from({ length: 100 }, (_, week) =>
    record({
      id: 2000 + week,
      dateTabled: addDays(today, -7 * week - 16),
      dateAnswered: addDays(today, -7 * week - 9),
      answerText: `<p>Term ${week} saw ${week + 3} ramps built for pupils with special educational needs.</p>`,
    }),
  )
  const newest = record({
    id: 1001,
    dateTabled: addDays(today, -6),
    dateAnswered: addDays(today, -1),
    heading: 'Special Educational Needs: Quiet Rooms',
    questionText: 'To ask the Secretary of State for Education, how many quiet rooms were opened in special schools.',
    answerText: '<p>This term 42 quiet rooms were opened in special schools.</p><p>More are planned.</p>',
  })
  return [...older, newest]
}

describe.skipIf(!hasChromium)('in the first minute of npm start with an empty data folder', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  async function start(parliament: string): Promise<Started> {
    const folder = await temporaryFolder()
    const program = await startProgram(['src/main.ts'], {
      DATA_DIR: folder,
      PARLIAMENT_API_URL: parliament,
      PORT: '0',
      SYNC_EVERY: '6h',
    })
    onTestFinished(program.stop)
    return program
  }

  /** Asks as soon as there are answers, until the reply is as `wanted`; resolves with the links of that. */
  async function askInFirstMinute(
    url: string,
    question: string,
    wanted: RegExp,
    welcome = /Try one of these/,
  ): Promise<(string | null)[]> {
    const { page, faults } = await openPage(browser, url)
    const main = page.getByRole('main')
    await main.locator('.coverage', { hasText: /answers, back to .* · still fetching/ }).waitFor({ timeout: MINUTE_MS })
    await main.getByRole('article').first().getByText(welcome).waitFor()
    const reply = main.locator('.message', { hasText: wanted }).filter({ has: page.locator('blockquote, .blocks a') })
    await expect
      .poll(
        async () => {
          const before = await main.getByRole('article').count()
          await say(page, question)
          await expect.poll(() => main.getByRole('article').count()).toBeGreaterThanOrEqual(before + 2)
          return reply.count()
        },
        { timeout: MINUTE_MS, interval: 1000 },
      )
      .toBeGreaterThan(0)
    const links = await reply.last().getByRole('link').all()
    const addresses = await Promise.all(links.map((link) => link.getAttribute('href')))
    expect(faults).toEqual([])
    await page.context().close()
    return addresses
  }

  test('an answer of this week is found, while older ones are still being fetched', { timeout: 120_000 }, async () => {
    const fake = await startFakeParliament(weeklyRecords(), { delayMs: 50 })
    onTestFinished(() => fake.close())
    const began = Date.now()
    const { url } = await start(fake.url)
    const links = await askInFirstMinute(
      url,
      'how many quiet rooms were opened in special schools?',
      /42 quiet rooms/,
      /answers, from .* still fetching/,
    )
    expect(Date.now() - began).toBeLessThan(MINUTE_MS)
    expect(links).toContain(
      `https://questions-statements.parliament.uk/written-questions/detail/${addDays(today, -6)}/1001`,
    )
  })

  test('if Parliament can’t be reached, the page says so by itself', { timeout: 60_000 }, async () => {
    const { url } = await start('http://127.0.0.1:9')
    const { page } = await openPage(browser, url)
    await page.locator('.coverage', { hasText: 'Parliament can’t be reached' }).waitFor()
    await page.context().close()
  })

  const standIn = shared('parliament-api/serve.mjs')
  test.skipIf(standIn.missing)(
    `with real records, their newest answer is found${standIn.note}`,
    { timeout: 150_000 },
    async () => {
      const parliament = await startProgram([standIn.file, '--port', '0'])
      onTestFinished(parliament.stop)
      const newest = await newestOnTopic(parliament.url)
      const { url } = await start(parliament.url)
      const began = Date.now()
      const links = await askInFirstMinute(url, newest.questionText, new RegExp(newest.uin))
      expect(Date.now() - began).toBeLessThan(MINUTE_MS)
      expect(links.join()).toContain(newest.uin)
    },
  )
})

interface Row {
  uin: string
  questionText: string
  dateAnswered: string
  groupedQuestions: string[]
}

/** The latest answer that names special needs in its heading, and stands alone. */
async function newestOnTopic(url: string): Promise<Row> {
  const query = new URLSearchParams({
    answeredWhenFrom: addDays(today, -700),
    answeredWhenTo: today,
    searchTerm: 'Special Educational Needs',
    take: '100',
  })
  const response = await fetch(`${url}/api/writtenquestions/questions?${query}`)
  const { results } = (await response.json()) as { results: { value: Row & { heading: string | null } }[] }
  const [newest] = results
    .map(({ value }) => value)
    .filter(
      ({ heading, groupedQuestions }) => heading?.startsWith('Special Educational') && groupedQuestions.length === 0,
    )
    .sort((a, b) => b.dateAnswered.localeCompare(a.dateAnswered))
  if (!newest) throw new Error('the stand-in has no such answer')
  return newest
}
