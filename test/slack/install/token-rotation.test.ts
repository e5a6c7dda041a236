import { describe, expect, test } from 'vitest'
import { type InstalledBot, startInstalledBot } from './installed-bot.ts'

/** Within the two hours before it expires in which a token is refreshed. */
const SOON = { team: 'T111', expiresIn: 3600 }
const RAMPS = 'are ramps free?'

const refreshes = ({ slack }: InstalledBot) =>
  slack.calls.filter(({ args }) => args.get('grant_type') === 'refresh_token').length
const mentionAll = async (bots: InstalledBot[], times: number) => {
  await Promise.all(Array.from({ length: times }, (_, n) => bots[n % bots.length]?.mention(SOON, RAMPS)))
  await Promise.all(bots.map(({ bot }) => bot.idle()))
}

describe('a token that expires', () => {
  test('is refreshed in time, and the new one is used from then on', async () => {
    const many = await startInstalledBot()
    await many.add(SOON)
    const first = many.slack.calls.find(({ method }) => method === 'auth.test')?.token
    // What is given out from now on lives for twelve hours.
    SOON.expiresIn = 12 * 3600
    await mentionAll([many], 1)
    await mentionAll([many], 1)
    const used = many.slack.calls.filter(({ method }) => method === 'chat.postMessage').map(({ token }) => token)
    expect(refreshes(many)).toBe(1)
    expect(used).toHaveLength(2)
    expect(new Set(used).size).toBe(1)
    expect(used).not.toContain(first)
  })

  test('is refreshed once, though many requests come at once to two replicas; none loses the newer token', async () => {
    SOON.expiresIn = 3600
    const one = await startInstalledBot()
    const another = await startInstalledBot({ slack: one.slack, folder: one.folder, keys: [...one.keys] as never })
    await one.add(SOON)
    SOON.expiresIn = 12 * 3600
    await mentionAll([one, another], 12)
    expect(one.posted(SOON)).toHaveLength(12)
    expect(refreshes(one)).toBe(1)
    await mentionAll([one, another], 2)
    expect(refreshes(one)).toBe(1)
    expect([...one.log, ...another.log].filter(({ level }) => level === 'error')).toEqual([])
  })

  test('that can’t be refreshed now is used while it works', async () => {
    SOON.expiresIn = 3600
    const many = await startInstalledBot()
    await many.add(SOON)
    many.slack.answerNext('oauth.v2.access', { ok: false, error: 'internal_error' })
    await mentionAll([many], 2)
    expect(many.posted(SOON)).toHaveLength(2)
    expect(refreshes(many)).toBe(1)
  })

  test('and Slack neither refreshes nor takes is told of once, with its workspace', async () => {
    const gone = { team: 'T222', expiresIn: -1 }
    SOON.expiresIn = 12 * 3600
    const many = await startInstalledBot()
    await many.add(gone)
    await many.add(SOON)
    many.slack.revoke(gone)
    const told = () => many.log.filter(({ event, level }) => event === 'slack.token_refused' && level === 'warn')
    await many.mention(gone, RAMPS)
    await mentionAll([many], 1)
    expect(told()).toEqual([expect.objectContaining({ team: 'T222', refusal: 'token_revoked' })])
    // The next request would wait for this claim: its refresh is tried again at once.
    await many.state.delete({ kind: { name: 'token-refresh', durable: true }, team: 'T222', key: 'app' })
    await many.mention(gone, RAMPS)
    await many.bot.idle()
    expect(told()).toHaveLength(1)
  })

  test('and is refreshed while the app is removed stays removed', async () => {
    SOON.expiresIn = 3600
    const many = await startInstalledBot()
    await many.add(SOON)
    const release = many.slack.hold('oauth.v2.access')
    const mentioned = many.mention(SOON, RAMPS)
    await expect.poll(() => refreshes(many)).toBe(1)
    await many.state.erase('T111')
    release()
    await mentioned
    await many.bot.idle()
    expect(await many.state.list({ name: 'installation', durable: true })).toEqual([])
  })
})
