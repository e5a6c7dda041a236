import { describe, expect, test } from 'vitest'
import { generateKey, type Key, parseKeys } from '../../../src/storage/encryption.ts'
import { run } from '../../run.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startInstalledBot } from './installed-bot.ts'

const ONE = { team: 'T111' }
const ORGANISATION = { team: 'T333', enterprise: 'E333' }
const RAMPS = 'are ramps free?'

const [OLD, NEW] = [generateKey('old'), generateKey('new')]
const idOf = (key: string) => key.split(':')[0]
const keysOf = (text: string) => parseKeys(text) as [Key, ...Key[]]
const command = (args: string[], folder: string, key: string, env: Record<string, string> = {}) =>
  run(['src/cli.ts', ...args], { env: { DATA_DIR: folder, ENCRYPTION_KEY: key, ...env } })

describe('keys', () => {
  test('are changed while the bot runs: it answers on, and then without the old one', async () => {
    const many = await startInstalledBot({ keys: keysOf(OLD) })
    await many.add(ONE)
    await many.add(ORGANISATION)
    const next = await startInstalledBot({ slack: many.slack, folder: many.folder, keys: keysOf(`${NEW},${OLD}`) })

    const rotated = await command(['keys', 'rotate'], many.folder, `${NEW},${OLD}`)
    expect(rotated).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `2 installations: 2 encrypted anew by ${idOf(NEW)}, 0 were already.\nNo longer needed: ${idOf(OLD)}.\n`,
    })
    await next.mention(ONE, RAMPS)
    await next.bot.idle()
    expect(next.posted(ONE)).toHaveLength(1)
    expect((await command(['keys', 'rotate'], many.folder, NEW)).stdout).toContain('0 encrypted anew')

    const last = await startInstalledBot({ slack: many.slack, folder: many.folder, keys: keysOf(NEW) })
    await last.mention(ONE, RAMPS)
    await last.bot.idle()
    expect(last.posted(ONE)).toHaveLength(2)
  })

  test('that don’t open what is stored stop the start, with what to do', async () => {
    const many = await startInstalledBot({ keys: keysOf(OLD) })
    await many.add(ONE)
    const start = (key: string) => startInstalledBot({ slack: many.slack, folder: many.folder, keys: keysOf(key) })
    const missing = `ENCRYPTION_KEY doesn't open what was encrypted by the key "${idOf(OLD)}", 1 of 1 installations.`
    await expect(start(NEW)).rejects.toMatchObject({ code: 'wrong-key', message: expect.stringContaining(missing) })
    const wrong = `${idOf(OLD)}:${NEW.split(':')[1]}`
    await expect(start(wrong)).rejects.toMatchObject({ code: 'wrong-key', message: expect.stringContaining(missing) })
    expect(await command(['keys', 'rotate'], many.folder, NEW)).toMatchObject({ code: 2, stdout: '' })
    expect(await command(['workspaces'], many.folder, wrong)).toMatchObject({ code: 2, stdout: '' })
  })

  test('of one installation that is damaged don’t stop the others', async () => {
    const many = await startInstalledBot({ keys: keysOf(OLD) })
    await many.add(ONE)
    await many.add({ team: 'T222' })
    const name = { kind: { name: 'installation', durable: true }, team: 'T222', key: 'app' }
    await many.state.update(name, (sealed) => `${String(sealed).slice(0, -4)}AAAA`)
    const rotated = await command(['keys', 'rotate'], many.folder, `${NEW},${OLD}`)
    expect(rotated).toMatchObject({ code: 0, stdout: expect.stringContaining('1 encrypted anew') })
    expect(rotated.stdout).toContain('Damaged, and left as they are: T222.')
    expect((await command(['workspaces'], many.folder, `${NEW},${OLD}`)).code).toBe(2)
    expect(await many.state.get({ ...name, team: 'T111' })).toMatch(`v1.${idOf(NEW)}.`)
    await many.add({ team: 'T333' })
    const next = await startInstalledBot({ slack: many.slack, folder: many.folder, keys: keysOf(`${OLD},${NEW}`) })
    expect(next.log).toContainEqual(expect.objectContaining({ event: 'slack.installation_damaged', team: 'T222' }))
    await next.mention(ONE, RAMPS)
    await next.bot.idle()
    expect(next.posted(ONE)).toHaveLength(1)
    const printed = await command(['workspaces'], many.folder, `${NEW},${OLD}`)
    expect(printed.stdout).toContain('T222\tdamaged: not served\n')
    await next.remove({ team: 'T222' }, 'tokens_revoked')
    expect(await next.state.get(name)).toBeUndefined()
  })

  test('are made by a command, each another', async () => {
    const folder = await temporaryFolder()
    const [one, other] = [
      await command(['keys', 'generate'], folder, ''),
      await command(['keys', 'generate'], folder, ''),
    ]
    expect(parseKeys(one.stdout.trim())).toHaveLength(1)
    expect(one.stdout).not.toBe(other.stdout)
    expect(await command(['keys'], folder, '')).toMatchObject({ code: 2 })
    const missing = await command(['keys', 'rotate'], folder, '')
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('ENCRYPTION_KEY is missing') })
  })
})

describe('who has access', () => {
  test('is printed: where, who added the app, when, and whether ALLOWED_TEAMS has it; and no secret', async () => {
    const many = await startInstalledBot({ keys: keysOf(OLD) })
    await many.add(ONE)
    await many.add(ORGANISATION)
    await many.mention(ORGANISATION, RAMPS)
    await many.bot.idle()
    const printed = await command(['workspaces'], many.folder, OLD, { ALLOWED_TEAMS: 'E333' })
    expect(printed).toMatchObject({ code: 0, stderr: '' })
    const [organisation = '', one = '', ...others] = printed.stdout.trimEnd().split('\n')
    expect(others).toEqual([])
    expect(organisation).toMatch(/^E333\tOrganisation E333\torganisation\tadded \d{4}-\S+ by U\w+\tused in T333$/)
    expect(one).toMatch(/^T111\tWorkspace T111\tworkspace\tadded .*\tnot in ALLOWED_TEAMS: not served$/)
    const json = await command(['workspaces', '--json'], many.folder, OLD)
    const objects = json.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(objects.map(({ id, isAllowed, usedIn }) => [id, isAllowed, usedIn])).toEqual([
      ['E333', true, ['T333']],
      ['T111', true, undefined],
    ])
    for (const secret of many.slack.secrets) expect(printed.stdout + json.stdout).not.toContain(secret)
  })

  test('is nobody at first', async () => {
    const printed = await command(['workspaces'], await temporaryFolder(), OLD)
    expect(printed).toMatchObject({ code: 0, stdout: 'No workspace has added the app.\n' })
  })
})
