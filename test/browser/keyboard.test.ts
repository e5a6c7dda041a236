import { describe, expect, test } from 'vitest'
import { hasChromium, openChannel } from './chromium.ts'
import { withPlayground } from './with-playground.ts'

describe.skipIf(!hasChromium)('by keyboard alone', () => {
  const here = withPlayground()

  test('a user can ask, read the reply and its full answer, give a verdict, and search the Home', async () => {
    const { page, faults } = await openChannel(here.browser, here.playground.url, {
      viewport: { width: 1280, height: 800 },
    })
    const focused = () =>
      page.evaluate<string>(
        `(() => { const on = document.activeElement; return on.getAttribute('aria-label') ?? on.labels?.[0]?.textContent ?? on.textContent ?? '' })()`,
      )
    /** Presses Tab until the element with that name has the focus. */
    const tabTo = async (name: RegExp, key = 'Tab') => {
      const passed: string[] = []
      for (let presses = 0; presses < 80; presses++) {
        const now = await focused()
        if (name.test(now)) return
        passed.push(now.slice(0, 40))
        await page.keyboard.press(key)
      }
      throw new Error(`Tab never came to ${name}: ${passed.join(' | ')}`)
    }
    await tabTo(/^Message #send-policy$/)
    await page.keyboard.type('@SE')
    await page.keyboard.press('Tab')
    await page.keyboard.type('how many sensory gardens were opened?')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '1 reply' }).waitFor()
    await tabTo(/^1 reply$/, 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page
      .getByRole('complementary', { name: 'Thread' })
      .getByRole('button', { name: /^Full answer/ })
      .waitFor()
    await tabTo(/^Full answer: /)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    // The focus moves into the modal, stays there, and returns to the button.
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab')
      expect(
        await page.evaluate(
          `!document.activeElement || document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)`,
        ),
      ).toBe(true)
    }
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await focused()).toMatch(/^Full answer: /)
    await tabTo(/^This reply was not helpful$/)
    await page.keyboard.press('Space')
    await page.getByText('Thanks. Saved anonymously.').waitFor()
    expect(here.playground.verdicts).toMatchObject([{ helpful: false }])

    await tabTo(/^⌂?Home$/)
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Your question' }).waitFor()
    await tabTo(/^Your question/)
    await page.keyboard.type('how many quiet rooms were opened?')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('quiet rooms were opened').first().waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })
})
