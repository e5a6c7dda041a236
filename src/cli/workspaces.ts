import { withInstallations } from '../app.ts'
import { readInstallationsConfig } from '../config.ts'
import type { Installed } from '../slack/install/installations.ts'
import { printable } from '../wording/printable.ts'
import { parseArguments } from './parse-arguments.ts'

const MANUAL = `Usage: npm run -s workspaces [-- --json]

Who has access: the workspaces and organisations that added the app, who added it and when, and whether ALLOWED_TEAMS has
them. It prints no secrets.

To take access away, remove the app in Slack, or leave the workspace out of ALLOWED_TEAMS and restart; to delete what is
kept, npm run erase (docs/deploy/many-workspaces.md).

Options:
  --json      print one JSON object a line
  -h, --help  print this, and do nothing else

Settings: ALLOWED_TEAMS, DATA_DIR, DATABASE_URL, ENCRYPTION_KEY (docs/configuring.md).

Exit codes:
  0  printed
  2  wrong usage, wrong configuration, a key is missing or wrong
  5  DATA_DIR or the database can't be written
  7  what is stored is damaged
  8  what is stored is of a newer version
  9  anything else; the message says what
  10  the database can't be reached, or refuses the connection`

/** Prints where the app is installed. */
export async function workspacesCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArguments({ args, options: { json: { type: 'boolean', default: false } } }, MANUAL)
  const { all, damaged } = await withInstallations(readInstallationsConfig(env), async (kept) => ({
    damaged: await kept.installations.check(),
    all: await Promise.all(
      (await kept.installations.list()).map(async (one) => ({
        ...one,
        ...(one.isOrganisation && { usedIn: await kept.organisations.workspacesOf(one.id) }),
      })),
    ),
  }))
  const lines = values.json
    ? [...all, ...damaged.map((id) => ({ id, isDamaged: true }))].map((one) => JSON.stringify(one))
    : [...all.map(lineOf), ...damaged.map((id) => `${id}\tdamaged: not served`)]
  if (lines.length === 0 && !values.json) lines.push('No workspace has added the app.')
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
  return 0
}

function lineOf(one: Installed & { usedIn?: readonly string[] }): string {
  const { id, name = '', isOrganisation, organisation, installedBy, installedAt, isAllowed, usedIn = [] } = one
  return [
    id,
    printable(name),
    isOrganisation ? 'organisation' : `workspace${organisation === undefined ? '' : ` of ${organisation}`}`,
    `added ${installedAt} by ${installedBy}`,
    ...(usedIn.length > 0 ? [`used in ${usedIn.join(', ')}`] : []),
    ...(isAllowed ? [] : ['not in ALLOWED_TEAMS: not served']),
  ].join('\t')
}
