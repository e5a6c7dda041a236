import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { App } from '@slack/bolt'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { listen } from '../src/slack/app.ts'
import type { Services } from '../src/slack/services.ts'
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
  return (kind: string) => seen.filter((one) => one.kind === kind).map(({ what }) => what)
}

/** Which scope each Web API method needs of a bot (docs.slack.dev/reference/methods); views need none. */
const SCOPE_OF: Record<string, string | undefined> = {
  'chat.postMessage': 'chat:write',
  'views.open': undefined,
  'views.push': undefined,
  'views.publish': undefined,
}
const EVENT_SCOPE: Record<string, string | undefined> = {
  app_mention: 'app_mentions:read',
  app_home_opened: undefined,
}

describe('the manifest declares what the code uses, and nothing else', () => {
  const of = registered()

  test('commands', () => {
    expect(manifest.features.slash_commands.map(({ command }: { command: string }) => command)).toEqual(of('command'))
  })

  test('events', () => {
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(of('event').toSorted())
  })

  test('interactivity, where there are buttons, inputs, modals or shortcuts', () => {
    const interactive = ['action', 'view', 'shortcut', 'options'].flatMap(of)
    expect(manifest.settings.interactivity.is_enabled).toBe(interactive.length > 0)
    expect(manifest.features.shortcuts).toBeUndefined()
  })

  test('the App Home, where the code draws one', () => {
    expect(manifest.features.app_home.home_tab_enabled).toBe(of('event').includes('app_home_opened'))
    expect(manifest.features.app_home.messages_tab_enabled).toBe(of('event').includes('message'))
  })

  test('scopes', () => {
    const sources = readdirSync(join(ROOT, 'src/slack'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(ROOT, 'src/slack', file), 'utf8'))
      .join('\n')
    const methods = [...sources.matchAll(/client\.(?<method>[a-z]+\.[a-zA-Z.]+)\(/g)].map(
      (found) => found.groups?.method ?? '',
    )
    expect(Object.keys(SCOPE_OF)).toEqual(expect.arrayContaining(methods))
    const needed = [
      ...methods.map((method) => SCOPE_OF[method]),
      ...of('event').map((event) => EVENT_SCOPE[String(event)]),
      of('command').length > 0 ? 'commands' : undefined,
    ].filter((scope) => scope !== undefined)
    expect(manifest.oauth_config.scopes.bot).toEqual([...new Set(needed)].toSorted())
    expect(manifest.oauth_config.scopes.user).toBeUndefined()
  })

  const schema = shared('slack/manifest.schema.json')
  test.skipIf(schema.missing)(`in the form that Slack’s schema asks for${schema.note}`, () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(schema.file, 'utf8')),
    )
    validate(manifest)
    expect(validate.errors ?? []).toEqual([])
  })
})
