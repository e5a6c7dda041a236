import { describe, expect, test } from 'vitest'
import { type InstalledBot, startInstalledBot } from './installed-bot.ts'
import { CLIENT } from './slack-of-many.ts'

const ONE = { team: 'T111' }
const OTHER = { team: 'T222' }
const ORGANISATION = { team: 'T333', enterprise: 'E333' }

const RAMPS = 'are ramps free?'
const isAnswered = async (many: InstalledBot, workspace: typeof ONE) => {
  const before = many.posted(workspace).length
  await many.mention(workspace, RAMPS)
  await many.bot.idle()
  return many.posted(workspace).length > before
}
const revoked = ({ slack }: InstalledBot) => slack.calls.filter(({ method }) => method === 'auth.revoke').length
const installations = async ({ state }: InstalledBot) =>
  (await state.list({ name: 'installation', durable: true })).map(({ team }) => team)
/** No secret that was given out, or set, is in the text. */
const expectNoSecrets = ({ slack, keys }: InstalledBot, text: string) => {
  const secrets = [...slack.secrets, CLIENT.secret, 'the-signing-secret-of-tests', 'the-state-secret-of-tests']
  for (const secret of [...secrets, ...keys.map(({ key }) => key.toString('base64'))])
    expect(text).not.toContain(secret)
}

describe('somebody adds the app to a workspace', () => {
  test('and it is answered there, each workspace with its own token', async () => {
    const many = await startInstalledBot()
    const page = await many.add(ONE)
    expect(page).toMatchObject({ status: 200, html: expect.stringContaining('was added to Workspace T111') })
    expect(await isAnswered(many, ONE)).toBe(true)
    expect(many.posted(ONE)[0]).toContain('Ramps are free.')

    expect(await isAnswered(many, OTHER)).toBe(false)
    await many.add(OTHER)
    expect(await isAnswered(many, OTHER)).toBe(true)
    expect(many.posted(ONE)).toHaveLength(1)
  })

  test('from a page that says what the app is, asks for the scopes, and names where to come back to', async () => {
    const many = await startInstalledBot()
    const { status, html } = await many.browse('/slack/install')
    expect([status, html]).toEqual([200, expect.stringContaining('Add SEND Answers to Slack')])
    const href = new URL((/href="(?<href>[^"]+)"/.exec(html)?.groups?.href ?? '').replaceAll('&amp;', '&'))
    expect(href.href.startsWith(new URL('/oauth/v2/authorize', many.slack.apiUrl).href)).toBe(true)
    expect(Object.fromEntries(href.searchParams)).toMatchObject({
      client_id: CLIENT.id,
      redirect_uri: 'https://bot.example/slack/oauth_redirect',
      scope: expect.stringContaining('app_mentions:read,assistant:write'),
    })
  })

  test('or at once at Slack, with direct installation', async () => {
    const many = await startInstalledBot({ directInstall: true })
    const { status, location } = await many.browse('/slack/install')
    expect([status, new URL(location ?? '').pathname]).toEqual([302, '/oauth/v2/authorize'])
  })

  test('where no public address is set, Slack decides where to come back to, and not the Host header', async () => {
    const many = await startInstalledBot({ publicUrl: undefined, directInstall: true })
    const { location } = await many.browse('/slack/install')
    expect(new URL(location ?? '').searchParams.has('redirect_uri')).toBe(false)
  })

  test('which any replica can finish', async () => {
    const one = await startInstalledBot()
    const another = await startInstalledBot({ slack: one.slack, folder: one.folder, keys: [...one.keys] as never })
    const { path, cookie } = await one.agree(ONE)
    expect(await another.browse(path, cookie)).toMatchObject({ status: 200 })
    expect(await isAnswered(one, ONE)).toBe(true)
  })

  test('for a whole organisation, and all of its workspaces are answered with one token', async () => {
    const many = await startInstalledBot()
    expect((await many.add(ORGANISATION)).html).toContain('was added to Organisation E333')
    expect(await isAnswered(many, ORGANISATION)).toBe(true)
    await many.mention({ ...ORGANISATION, team: 'T334' }, RAMPS)
    await many.bot.idle()
    expect(many.posted(ORGANISATION)).toHaveLength(2)
    expect(await installations(many)).toEqual(['E333'])
  })
})

describe('an installation that is not finished keeps nothing, and says so in plain words', () => {
  test('when the person cancels at Slack', async () => {
    const many = await startInstalledBot()
    const { cookie } = await many.browse('/slack/install')
    const page = await many.browse('/slack/oauth_redirect?error=access_denied&state=x', cookie)
    expect(page.html).toContain('You cancelled in Slack.')
    expect(await installations(many)).toEqual([])
  })

  test.for<[string, (path: string, cookie: string) => [string, string]]>([
    ['with a state of another browser', (path) => [path, '']],
    ['with a state that we did not sign', (path, cookie) => [path.replace(/state=[^&]+/, 'state=x.y.z'), cookie]],
    [
      'with our name under another state',
      (path) => [path.replace(/state=[^&]+/, 'state=a.b.c'), 'slack-app-oauth-state=a.b.c'],
    ],
    ['without a state', (path, cookie) => [path.replace(/&state=[^&]+/, ''), cookie]],
  ])('%s', async ([, changed]) => {
    const many = await startInstalledBot()
    const { path, cookie } = await many.agree(ONE)
    const page = await many.browse(...changed(path, cookie))
    expect(page).toMatchObject({ status: 400, html: expect.stringContaining('This page has expired') })
    expect(await installations(many)).toEqual([])
    expect(many.slack.calls.map(({ method }) => method)).not.toContain('oauth.v2.access')
  })

  test('with a code that was used before; what it was used for stays', async () => {
    const many = await startInstalledBot()
    const { path, cookie } = await many.agree(ONE)
    expect(await many.browse(path, cookie)).toMatchObject({ status: 200 })
    const again = await many.browse(path, cookie)
    expect(again).toMatchObject({ status: 502, html: expect.stringContaining('Slack’s reason: invalid_code.') })
    expect(await isAnswered(many, ONE)).toBe(true)
  })

  test('when too many are finished at once: the others are asked to come again', async () => {
    const many = await startInstalledBot()
    const release = many.slack.hold('oauth.v2.access')
    const agreed = await Promise.all(Array.from({ length: 11 }, () => many.agree(ONE)))
    const pages = agreed.map(({ path, cookie }) => many.browse(path, cookie))
    const first = await Promise.race(pages)
    expect(first).toMatchObject({ status: 503, html: expect.stringContaining('Too many people') })
    release()
    expect((await Promise.all(pages)).map(({ status }) => status).toSorted()).toEqual([...Array(10).fill(200), 503])
  })

  test('and other paths and methods are refused as before', async () => {
    const many = await startInstalledBot()
    expect((await many.browse('/slack/installation')).status).toBe(404)
    expect((await many.browse('/')).status).toBe(404)
  })
})

describe('ALLOWED_TEAMS', () => {
  test('refuses other workspaces at the end, withdraws their token, and keeps nothing', async () => {
    const many = await startInstalledBot({ allowedTeams: ['T111'] })
    expect((await many.add(ONE)).status).toBe(200)
    const page = await many.add(OTHER)
    expect(page).toMatchObject({ status: 403, html: expect.stringContaining('ask them to add the ID T222') })
    expect(revoked(many)).toBe(1)
    expect(await installations(many)).toEqual(['T111'])
    expect(many.log).toContainEqual(expect.objectContaining({ event: 'slack.install_refused', team: 'T222' }))
  })

  test('with an organisation lets it in, and its workspaces', async () => {
    const many = await startInstalledBot({ allowedTeams: ['E333'] })
    expect((await many.add(ORGANISATION)).status).toBe(200)
    expect(await isAnswered(many, ORGANISATION)).toBe(true)
  })

  test('without a workspace that was let in before: it is no longer served, and is kept', async () => {
    const before = await startInstalledBot()
    await before.add(ONE)
    await before.add(OTHER)
    const now = await startInstalledBot({
      slack: before.slack,
      folder: before.folder,
      keys: [...before.keys] as never,
      allowedTeams: ['T111'],
    })
    expect([await isAnswered(now, ONE), await isAnswered(now, OTHER)]).toEqual([true, false])
    expect(await installations(now)).toEqual(['T111', 'T222'])
    // Many requests may come from there: they are counted, and logged once a minute.
    for (const _ of Array(3)) expect(await isAnswered(now, OTHER)).toBe(false)
    await now.stop()
    const told = now.log.filter(({ level }) => level === 'error' || level === 'warn')
    expect(told.map(({ event, 'not-allowed': count }) => [event, count])).toEqual([
      ['slack.requests_not_served', 1],
      ['slack.requests_not_served', 3],
    ])
  })
})

describe('secrets', () => {
  test('are in no log and no page, whatever happens, and what is stored can’t be read', async () => {
    const many = await startInstalledBot({ allowedTeams: ['T111'] })
    const pages = [
      await many.browse('/slack/install'),
      await many.add({ ...ONE, expiresIn: 3600 }),
      await many.add(OTHER),
    ]
    await isAnswered(many, ONE)
    const { path, cookie } = await many.agree(ONE)
    pages.push(await many.browse(path), await many.browse(path, cookie), await many.browse(path, cookie))
    many.slack.answerNext('oauth.v2.access', { ok: false, error: 'bad_client_secret' })
    pages.push(await many.add(ONE))
    many.slack.answerNext('auth.test', { ok: false, error: 'fatal_error' })
    pages.push(await many.add(ONE))
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 403, 400, 200, 502, 502, 502])
    expectNoSecrets(many, pages.map(({ html }) => html).join('\n'))
    await many.stop()
    expectNoSecrets(many, JSON.stringify(many.log))
    expectNoSecrets(many, await many.kept())
    expect(await many.kept()).not.toContain('Workspace T111')
    expect(many.log).toContainEqual(expect.objectContaining({ event: 'slack.installs_failed', bad_client_secret: 1 }))
  })

  test('pages load nothing, are not kept, and don’t tell their address', async () => {
    const many = await startInstalledBot()
    const { port } = many.bot
    for (const path of ['/slack/install', '/slack/oauth_redirect']) {
      const { headers } = await fetch(`http://127.0.0.1:${port}${path}`)
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
      expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer'])
    }
  })
})
