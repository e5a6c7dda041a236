import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { goTo, hasChromium, openChannel, say } from './chromium.ts'
import { withPlayground } from './with-playground.ts'

interface Found {
  violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[]
}

/** The serious and critical faults that axe finds on the page as it is, each with its element. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<Found>('axe.run(document, { resultTypes: ["violations"] })')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    )
}

describe.skipIf(!hasChromium).each(['light', 'dark'] as const)(
  'in the %s theme axe finds no serious fault',
  (theme) => {
    const here = withPlayground()

    test.each([
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ])('at $width pixels', async (viewport) => {
      const { page, faults } = await openChannel(here.browser, here.playground.url, { viewport, colorScheme: theme })
      const thread = page.getByRole('complementary', { name: 'Thread' })
      const found: Record<string, string[]> = {}
      found['at first'] = await faultsOf(page)
      await say(page, '/send how many sensory gardens were opened?')
      await page
        .locator('.only-you')
        .getByRole('button', { name: /^Share to channel/ })
        .last()
        .waitFor()
      found['an ephemeral reply'] = await faultsOf(page)
      await say(page, '@SEND Answers how many quiet rooms were opened?')
      await page.getByRole('button', { name: '1 reply' }).last().click()
      await thread.getByRole('button', { name: /^Full answer/ }).waitFor()
      found['a thread'] = await faultsOf(page)
      await thread.getByRole('button', { name: /^Full answer/ }).click()
      await page.getByRole('dialog').waitFor()
      found['the full answer'] = await faultsOf(page)
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Close the thread' }).click()
      await goTo(page, 'Home')
      await page.getByRole('button', { name: 'Search with filters' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Search', exact: true }).click()
      await page.getByRole('dialog').getByText('Please complete').waitFor()
      await page.getByRole('combobox', { name: /^Answering minister/ }).focus()
      await page.getByRole('dialog').locator('datalist option').first().waitFor({ state: 'attached' })
      found['the form'] = await faultsOf(page)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      found['the Home'] = await faultsOf(page)
      await goTo(page, 'Messages')
      await page.getByRole('textbox', { name: 'Message SEND Answers' }).waitFor()
      const inspector = page.getByRole('complementary', { name: 'Inspector' })
      if (!(await inspector.isVisible())) await page.getByRole('button', { name: 'Inspector', exact: true }).click()
      await inspector.locator('details.row > summary').first().click()
      await inspector.getByText('Payload').click()
      found['the inspector'] = await faultsOf(page)
      expect(Object.fromEntries(Object.entries(found).filter(([, one]) => one.length > 0))).toEqual({})
      expect(faults).toEqual([])
      await page.context().close()
    })
  },
)
