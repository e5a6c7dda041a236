import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { hasChromium, openChannel, say } from './chromium.ts'
import { withPlayground } from './with-playground.ts'

const HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=1</script><svg onload="document.title=1">'

describe.skipIf(!hasChromium)('what people write is never run', () => {
  const here = withPlayground()

  test('not in a message, a reply, a form, the Home or the inspector', async () => {
    const { page, faults } = await openChannel(here.browser, here.playground.url, {
      viewport: { width: 1280, height: 800 },
    })
    await say(page, `${HOSTILE} javascript:alert(1)`)
    await page.getByRole('main').getByText(HOSTILE).waitFor()
    await say(page, `/send ${HOSTILE} sensory gardens opened`)
    await page.locator('.only-you').getByText('You asked:').waitFor()
    expect(
      await page.locator('main img, main script, main [onerror], main [onload], main a[href^="javascript"]').count(),
    ).toBe(0)
    await page.getByRole('complementary', { name: 'Inspector' }).locator('details.row > summary').first().click()
    await page.getByRole('complementary', { name: 'Inspector' }).getByText('Payload').click()
    await page
      .getByRole('complementary', { name: 'Inspector' })
      .locator('pre:visible', { hasText: 'onerror' })
      .waitFor()
    await page.getByRole('navigation').getByRole('button', { name: 'Home' }).click()
    await page.getByRole('region', { name: 'SEND Answers: Home' }).getByText('img src=x').first().waitFor()
    expect(await page.title()).not.toBe('1')
    // If the page tried to, its policy would stop it.
    const tried = await page.evaluate<string>(
      `(() => { try { document.body.innerHTML = '<b>x</b>'; return 'let in' } catch (error) { return error.name } })()`,
    )
    expect(tried).toBe('TypeError')
    expect(faults.filter((fault) => !/TrustedHTML/.test(fault))).toEqual([])
    await page.context().close()
  })

  test('another website can neither read the playground nor do anything in it', async () => {
    const server = createServer((_req, res) => res.setHeader('content-type', 'text/html').end('<p>elsewhere'))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as { port: number }
    const page = await here.browser.newPage()
    await page.goto(`http://127.0.0.1:${port}/`)
    const attempt = (options: string) =>
      page.evaluate<string>(
        `fetch('${here.playground.url}/say', { method: 'POST', body: JSON.stringify({ as: '${here.playground.people[0]}', place: '${here.playground.channels[0]}', typed: 'planted' }), ${options} }).then((r) => r.type + r.status, (e) => e.name)`,
      )
    expect(await attempt(`headers: { 'content-type': 'application/json' }`)).toBe('TypeError')
    expect(await attempt(`mode: 'no-cors'`)).toBe('TypeError')
    const { messages } = await here.playground.until({}, () => true)
    expect(JSON.stringify(messages)).not.toContain('planted')
    await page.close()
    await new Promise((done) => server.close(done))
  })
})
