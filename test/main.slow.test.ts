import { describe, expect, test } from 'vitest'
import { run } from './run.ts'
import { temporaryFolder } from './temporary-folder.ts'

const start = (input: string, env: Record<string, string> = {}) => run(['src/main.ts'], { input, env })

describe('npm start', () => {
  test('without Slack says in two lines how to connect it, answers the questions on standard input, and ends with 0', async () => {
    const { code, stdout, stderr } = await start(
      'will they publish the letters sent to councils after a SEND inspection?\n\n£2.3 million parent carer forums',
    )
    expect(code).toBe(0)
    expect(stderr.trim().split('\n')).toHaveLength(2)
    const [first, second] = stdout.split('> £2.3 million')
    expect(first).toMatch(
      /\nWe have no plans to publish these letters.*\n\n.*\nSource: https:\/\/questions-statements\.parliament\.uk\/written-questions\/detail\/2018-03-29\/135027\n/,
    )
    expect(second).toMatch(/\n\nSpecial Educational Needs: Inspections\n\nWe have been encouraged by the commitment/)
  })

  test('ends with 0 if nothing answers', async () => {
    expect((await start('???\nwhen does HS2 reach Crewe')).code).toBe(0)
  })

  test('prints nothing that moves a terminal’s cursor', async () => {
    const { stdout } = await start('\u001b[2J letters \u0007')
    expect([...'\u0007\u001b'].filter((control) => stdout.includes(control))).toEqual([])
  })

  test('with a wrong configuration ends with 1 and lists every wrong variable, without quoting its value', async () => {
    const { code, stdout, stderr } = await start('letters', {
      SLACK_BOT_TOKEN: 'xapp-wrong',
      SLACK_APP_TOKEN: 'nonsense',
    })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/SLACK_BOT_TOKEN must begin with xoxb-[\s\S]*SLACK_APP_TOKEN must begin with xapp-/)
    expect(stderr).not.toMatch(/xapp-wrong|nonsense|\n\s+at /)
  })

  test('ends with 1 and says so if Slack refuses the token', async () => {
    const { createServer } = await import('node:http')
    const refusing = createServer((_req, res) => res.end('{"ok":false,"error":"invalid_auth"}'))
    await new Promise<void>((done) => refusing.listen(0, '127.0.0.1', done))
    const { port } = refusing.address() as { port: number }
    const { code, stderr } = await start('', {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 's',
      PORT: '0',
      SLACK_API_URL: `http://127.0.0.1:${port}/api/`,
      DATA_DIR: await temporaryFolder(),
    })
    refusing.close()
    expect(code).toBe(1)
    // A bot's log is JSON lines, this one, too.
    expect(JSON.parse(stderr)).toMatchObject({
      event: 'process.failed',
      code: 'slack-refused',
      error: expect.stringContaining('Slack refused to let the bot start (invalid_auth)'),
    })
  })
})
