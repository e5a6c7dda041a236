import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Authorize, type Logger, LogLevel, webApi } from '@slack/bolt'
import {
  type CallbackOptions,
  ErrorCode,
  type Installation,
  type InstallationQuery,
  InstallProvider,
  type OrgInstallation,
} from '@slack/oauth'
import type { Log } from '../../log.ts'
import { INSTALL_PAGES } from '../../wording/install-words.ts'
import { isTokenRefusal, slackErrorOf } from '../calls/slack-error.ts'
import { createRefusals } from '../receivers/refusals.ts'
import type { OAuthOptions } from '../slack-options.ts'
import { type Installations, type Installed, notServed, queryOf } from './installations.ts'
import { pageHtml, sendPage, setPageHeaders } from './page.ts'
import { BOT_SCOPES } from './scopes.ts'

const START = '/slack/install'
const REDIRECT = '/slack/oauth_redirect'
/** Anybody can have us ask Slack about a code: no more than so many at once. */
const MAX_UNDER_WAY = 10

/** What Slack says of the token of an installation. */
type TokenState = 'works' | 'refused' | 'unknown'

/** How people add the app to their workspaces. */
export interface InstallFlow {
  /** Gives Bolt the token for a request; a token that expires soon is refreshed. */
  authorize: Authorize<boolean>
  /** Answers a request of a browser; false if that is for another page. Never rejects. */
  serve: (req: IncomingMessage, res: ServerResponse) => Promise<boolean>
  /** Asks Slack whether the app is still installed there. */
  probe: (of: Pick<Installed, 'id' | 'isOrganisation'>) => Promise<TokenState>
  /**
   * The client of an installation, by the id of its workspace or organisation; undefined if the app isn't installed there.
   * @throws an error if its token can't be had now, or ALLOWED_TEAMS no longer has it
   */
  clientFor: (id: string) => Promise<webApi.WebClient | undefined>
  /** Logs what was counted. */
  stop: () => void
}

export interface InstallFlowOptions {
  oauth: OAuthOptions
  /** Of the Web API, with a slash at the end. */
  apiUrl: string
  installations: Installations
  /** Of the clients that call Slack. */
  clientOptions: webApi.WebClientOptions
  log: Log
}

/** Slack's flow (docs.slack.dev/authentication/installing-with-oauth), by its own `InstallProvider`, with pages in our words. */
export function createInstallFlow({
  oauth,
  apiUrl,
  installations,
  clientOptions,
  log,
}: InstallFlowOptions): InstallFlow {
  const failures = createRefusals<string>(log, 'slack.installs_failed')
  const provider = new InstallProvider({
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    stateSecret: oauth.stateSecret,
    installationStore: installations.store,
    directInstall: oauth.directInstall,
    installUrlOptions: {
      scopes: [...BOT_SCOPES],
      // Without it Slack takes the app's first redirect URL. The Host header could be anybody's.
      ...(oauth.publicUrl !== undefined && { redirectUri: `${oauth.publicUrl}${REDIRECT}` }),
    },
    authorizationUrl: new URL('../oauth/v2/authorize', apiUrl).href,
    renderHtmlForInstallPath: (url) => pageHtml(INSTALL_PAGES.start, url),
    clientOptions,
    logger: quietLogger(log),
  })

  const refuse = async (installation: Installation | OrgInstallation, res: ServerResponse) => {
    const id = installation.team?.id ?? installation.enterprise?.id
    const tokens = [installation.bot?.token, installation.user.token].filter((token) => token !== undefined)
    for (const token of tokens)
      await new webApi.WebClient(token, clientOptions).auth
        .revoke({})
        .catch((error) => log.warn('slack.token_not_revoked', { team: id, reason: reasonOf(error) }))
    log.warn('slack.install_refused', { team: id, reason: 'ALLOWED_TEAMS does not have it' })
    sendPage(res, 403, INSTALL_PAGES.notAllowed(id))
  }

  const callbacks: CallbackOptions = {
    async afterInstallation(installation, _options, _req, res) {
      if (installations.isAllowed({ team: installation.team?.id, enterprise: installation.enterprise?.id })) return true
      await refuse(installation, res)
      return false
    },
    success({ team, enterprise, appId, isEnterpriseInstall = false }, _options, _req, res) {
      log.info('slack.installed', { team: (team ?? enterprise)?.id, isOrganisation: isEnterpriseInstall })
      sendPage(res, 200, INSTALL_PAGES.added((team ?? enterprise)?.name), appPage(appId, team?.id))
    },
    failure(error, _options, _req, res) {
      const reason = reasonOf(error)
      failures.count(reason)
      if (reason === 'cancelled') sendPage(res, 200, INSTALL_PAGES.cancelled, 'install')
      else if (reason === 'wrong-state') sendPage(res, 400, INSTALL_PAGES.expired, 'install')
      else sendPage(res, 502, INSTALL_PAGES.failed(slackReasonOf(error)), 'install')
    },
  }

  let underWay = 0
  const finish = async (req: IncomingMessage, res: ServerResponse) => {
    if (underWay >= MAX_UNDER_WAY) return sendPage(res, 503, INSTALL_PAGES.busy, 'install')
    underWay++
    try {
      await provider.handleCallback(req, res, callbacks)
    } finally {
      underWay--
    }
  }
  const serve = async (req: IncomingMessage, res: ServerResponse) => {
    switch (req.method === 'GET' ? req.url?.split('?')[0] : undefined) {
      case START:
        setPageHeaders(res)
        await provider.handleInstallPath(req, res)
        return true
      case REDIRECT:
        await finish(req, res)
        return true
      default:
        return false
    }
  }

  return {
    async authorize(source, body) {
      // No token is needed, and the workspace that Slack names need not be one that is installed.
      if (eventTypeOf(body) === 'team_access_revoked') return {}
      const authorized = await provider.authorize(source as InstallationQuery<boolean>)
      if (installations.isAllowed({ team: authorized.teamId, enterprise: authorized.enterpriseId })) return authorized
      throw notServed('not-allowed', 'ALLOWED_TEAMS does not have this workspace.')
    },
    async clientFor(id) {
      if (!(await installations.has(id))) return undefined
      const installed = await installations.find(id)
      if (!installed?.isAllowed) throw notServed('not-allowed', 'ALLOWED_TEAMS does not have it, or it is damaged.')
      const { botToken } = await provider.authorize(queryOf(installed))
      return new webApi.WebClient(botToken, clientOptions)
    },
    stop: failures.flush,
    async serve(req, res) {
      try {
        return await serve(req, res)
      } catch (error) {
        log.error('slack.install_failed', error)
        if (!res.headersSent) sendPage(res, 500, INSTALL_PAGES.failed(undefined), 'install')
        return true
      }
    },
    async probe(of) {
      try {
        const { botToken } = await provider.authorize(queryOf(of))
        await new webApi.WebClient(botToken, clientOptions).auth.test()
        return 'works'
      } catch (error) {
        // A token that has expired may only not have been refreshed.
        return isTokenRefusal(error) && slackErrorOf(error) !== 'token_expired' ? 'refused' : 'unknown'
      }
    },
  }
}

const eventTypeOf = (body: unknown) => (body as { event?: { type?: unknown } } | undefined)?.event?.type

const STATE_ERRORS: readonly unknown[] = [ErrorCode.InvalidStateError, ErrorCode.MissingStateError]

/** Why an installation failed, as a name of which there are few. */
function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown }
  if (code === ErrorCode.AuthorizationError) return 'cancelled'
  if (STATE_ERRORS.includes(code)) return 'wrong-state'
  if (code === ErrorCode.MissingCodeError) return 'no-code'
  return slackReasonOf(error) ?? 'failed'
}

/** Slack's error. The client takes the text of an answer that is no JSON for one. */
function slackReasonOf(error: unknown): string | undefined {
  const reason = slackErrorOf(error)
  return reason !== undefined && /^\w{1,60}$/.test(reason) ? reason : undefined
}

/** Slack opens the app there. */
function appPage(appId: string | undefined, team: string | undefined): string {
  const page = new URL('https://slack.com/app_redirect')
  if (appId !== undefined) page.searchParams.set('app', appId)
  if (team !== undefined) page.searchParams.set('team', team)
  return page.href
}

/** Anybody can make an installation fail, and each failure is counted: what the provider says of it would fill the log. */
function quietLogger(log: Log): Logger {
  const drop = () => {}
  const say = (...messages: unknown[]) => {
    const [first] = messages
    log.debug('slack.library', { says: first instanceof Error ? first.message : String(first) })
  }
  return { debug: drop, info: say, warn: say, error: say, setLevel: drop, getLevel: () => LogLevel.INFO, setName: drop }
}
