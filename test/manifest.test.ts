import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { App } from '@slack/bolt'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { linkedAnswer } from '../src/answering/linked-answer.ts'
import { questionPage } from '../src/record/identity.ts'
import { createCorpus } from '../src/search/corpus.ts'
import { listen } from '../src/slack/app.ts'
import { BOT_SCOPES } from '../src/slack/install/scopes.ts'
import type { Services } from '../src/slack/services.ts'
import { answer } from './answers.ts'
import { shared } from './shared.ts'

const ROOT = join(import.meta.dirname, '..')
const manifest = parse(readFileSync(join(ROOT, 'manifest.yml'), 'utf8'))

/** What the code listens to, as the real registration tells a real app. */
function registered() {
  const app = new App({ token: 'xoxb-1', signingSecret: 's', deferInitialization: true })
  const seen: { kind: string; what: unknown }[] = []
  for (const kind of ['command', 'event', 'message', 'action', 'view', 'shortcut', 'options', 'function'] as const) {
    const real = app[kind].bind(app) as (...args: unknown[]) => void
    app[kind] = ((what: unknown, ...rest: unknown[]) => {
      seen.push({ kind, what })
      real(what, ...rest)
    }) as never
  }
  listen(app, {} as Services)
  const of = (kind: string) => seen.filter((one) => one.kind === kind).map(({ what }) => what)
  // Bolt knows messages of every kind of channel as one event, and steps by their own name.
  const kinds = ['message.channels', 'message.groups', 'message.im']
  const events = [...new Set(of('event'))].flatMap((event) => (event === 'message' ? kinds : [String(event)]))
  return { of, events: [...events, ...(of('function').length > 0 ? ['function_executed'] : [])].toSorted() }
}

/** Which scope each Web API method needs of a bot (docs.slack.dev/reference/methods); views need none, a connection an app-level token. */
const SCOPE_OF: Record<string, string | undefined> = {
  'apps.connections.open': undefined,
  'assistant.threads.setStatus': 'chat:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
  'chat.postMessage': 'chat:write',
  'chat.unfurl': 'links:write',
  'chat.update': 'chat:write',
  'conversations.history': 'im:history',
  // Reads replies in channels, if that scope was granted.
  'conversations.replies': 'channels:history',
  'files.completeUploadExternal': 'files:write',
  'files.getUploadURLExternal': 'files:write',
  'users.info': 'users:read',
  'views.open': undefined,
  'views.publish': undefined,
  'views.push': undefined,
  'views.update': undefined,
}
const EVENT_SCOPE: Record<string, string | undefined> = {
  app_mention: 'app_mentions:read',
  app_home_opened: undefined,
  app_uninstalled: undefined,
  channel_archive: 'channels:read',
  channel_left: 'channels:read',
  function_executed: undefined,
  group_archive: 'groups:read',
  group_left: 'groups:read',
  link_shared: 'links:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  team_access_revoked: undefined,
  tokens_revoked: undefined,
}

describe('the manifest declares what the code uses, and nothing else', () => {
  const { of, events } = registered()

  test('commands', () => {
    expect(manifest.features.slash_commands.map(({ command }: { command: string }) => command)).toEqual(of('command'))
  })

  test('events', () => {
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(events)
  })

  test('interactivity, where there are buttons, inputs, modals or shortcuts', () => {
    const interactive = ['action', 'view', 'shortcut', 'options'].flatMap(of)
    expect(manifest.settings.interactivity.is_enabled).toBe(interactive.length > 0)
  })

  test('shortcuts', () => {
    const declared = manifest.features.shortcuts.map(
      ({ type, callback_id }: { type: string; callback_id: string }) => ({
        type: type === 'message' ? 'message_action' : 'shortcut',
        callback_id,
      }),
    )
    expect(declared).toEqual(of('shortcut'))
  })

  test('workflow steps, which ask for an app that is ready for organisations', () => {
    expect(Object.keys(manifest.functions)).toEqual(of('function'))
    expect(manifest.settings).toMatchObject({ org_deploy_enabled: true, function_runtime: 'remote' })
  })

  test('the domains whose links unfurl, five at most', () => {
    const { unfurl_domains: domains } = manifest.features
    expect(domains.length).toBeLessThanOrEqual(5)
    const held = answer({ uin: '135027', tabled: '2018-03-29' })
    const pages = [questionPage(held.questions[0]), 'https://www.parallelparliament.co.uk/question/135027/x']
    for (const page of pages) {
      expect(linkedAnswer(createCorpus([held]), page)).toBe(held)
      expect(domains.some((domain: string) => new URL(page).hostname.endsWith(domain))).toBe(true)
    }
    expect(events).toContain('link_shared')
  })

  test('the agent’s Messages tab, which can be written to', () => {
    expect(manifest.features.agent_view.agent_description.length).toBeLessThanOrEqual(300)
    expect(manifest.features.app_home.messages_tab_read_only_enabled).toBe(false)
  })

  test('the App Home, where the code draws one', () => {
    expect(manifest.features.app_home.home_tab_enabled).toBe(events.includes('app_home_opened'))
    expect(manifest.features.app_home.messages_tab_enabled).toBe(events.includes('message.im'))
  })

  test('scopes', () => {
    const sources = readdirSync(join(ROOT, 'src/slack'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(ROOT, 'src/slack', file), 'utf8'))
      .join('\n')
    const methods = [...sources.matchAll(/client\s*\.(?<method>[a-z]+(?:\s*\.[a-zA-Z]+)+)\(/g)].map((found) =>
      (found.groups?.method ?? '').replace(/\s/g, ''),
    )
    expect(Object.keys(SCOPE_OF)).toEqual(expect.arrayContaining(methods))
    const needed = [
      ...methods.map((method) => SCOPE_OF[method]),
      ...events.map((event) => EVENT_SCOPE[event]),
      of('command').length > 0 ? 'commands' : undefined,
    ].filter((scope) => scope !== undefined)
    expect(manifest.oauth_config.scopes.bot).toEqual([...new Set(needed)].toSorted())
    expect(manifest.oauth_config.scopes.user).toBeUndefined()
  })

  test('the scopes that are asked for by OAuth, those that may be refused among them', () => {
    expect(BOT_SCOPES).toEqual(manifest.oauth_config.scopes.bot)
  })

  test('those that may be refused: with all others the bot hears only what is said to it', () => {
    const { bot, bot_optional: optional } = manifest.oauth_config.scopes
    // Slack asks for optional scopes in both lists (docs.slack.dev/authentication/installing-with-oauth).
    expect(bot).toEqual(expect.arrayContaining(optional))
    const history = bot.filter((scope: string) => scope.endsWith(':history') && !optional.includes(scope))
    expect(history).toEqual(['im:history'])
  })

  /** The manifest with what is commented out in it: the lines whose # no blank follows, or two. */
  const withSlackbot = () =>
    parse(
      readFileSync(join(ROOT, 'manifest.yml'), 'utf8').replace(
        /^(?<indent> *)#(?=- |mcp_servers:| {2})/gm,
        '$<indent>',
      ),
    )

  test('what Slackbot needs is there, commented out: the server, and one scope', () => {
    const turnedOn = withSlackbot()
    const { bot } = turnedOn.oauth_config.scopes
    expect(bot.filter((scope: string) => !manifest.oauth_config.scopes.bot.includes(scope))).toEqual(['mcp:connect'])
    const { mcp_servers: servers, ...rest } = turnedOn
    expect(Object.keys(rest)).toEqual(Object.keys(manifest))
    expect(servers).toEqual({
      'send-answers': {
        url: 'https://YOUR-ADDRESS/mcp',
        auth_type: 'no_auth',
        headers: { Authorization: 'Bearer YOUR-API-TOKEN' },
      },
    })
  })

  const schema = shared('slack/manifest.schema.json')
  test.skipIf(schema.missing)(`in the form that Slack’s schema asks for${schema.note}`, () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(schema.file, 'utf8')),
    )
    for (const one of [manifest, withSlackbot()]) {
      validate(one)
      expect(validate.errors ?? []).toEqual([])
    }
  })
})
