import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../eval/program/free-port.ts'
import { startProgram } from '../../../eval/program/program.ts'
import { generateKey, type Key, parseKeys } from '../../../src/storage/encryption.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startInstalledBot } from './installed-bot.ts'

const start = async (env: Record<string, string>) => {
  const port = await freePort()
  const program = startProgram(['src/main.ts'], {
    DATA_DIR: await temporaryFolder(),
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'c',
    SLACK_STATE_SECRET: 's'.repeat(32),
    SLACK_SIGNING_SECRET: 's',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
    PORT: String(port),
    ...env,
  })
  onTestFinished(async () => void (await program.stop()))
  return { program, port }
}

test('the program serves the page to add the app, though Slack can’t be reached, and stops cleanly', async () => {
  const { program, port } = await start({ ENCRYPTION_KEY: generateKey('2026') })
  expect(await program.says('"event":"slack.started","mode":"oauth"')).toBe(true)
  const page = await fetch(`http://127.0.0.1:${port}/slack/install`)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Add to Slack')])
  expect(await program.stop()).toMatchObject({ code: 0, signal: null })
})

test('the program doesn’t start with a key that doesn’t open what is stored, and says what to do', async () => {
  const [OLD, NEW] = [generateKey('2025'), generateKey('2026')]
  const many = await startInstalledBot({ keys: parseKeys(OLD) as [Key] })
  await many.add({ team: 'T111' })
  await many.stop()
  const { program } = await start({ ENCRYPTION_KEY: NEW, DATA_DIR: many.folder })
  expect(await program.ended).toMatchObject({ code: 1 })
  expect(program.stderr()).toMatch(/"event":"process\.failed".*encrypted by the key .*Add that key to it/)
})
