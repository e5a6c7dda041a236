import { resolve } from 'node:path'
import { readStoreConfig } from '../config.ts'
import { gapsOf } from '../slack/gaps.ts'
import { createOrganisations } from '../slack/install/organisations.ts'
import { openStores } from '../storage/open-stores.ts'
import { refuseErased } from '../storage/refuse-erased.ts'
import { misuse, parseArguments } from './parse-arguments.ts'

const MANUAL = `Usage: npm run erase -- --team T [--user U] [--yes]

Erases what is kept of a workspace (or organisation), or of one person in it, from DATA_DIR or the database of
DATABASE_URL. Without --yes it only says what it would erase.

Options:
  --team T    the id of the workspace, T…, or of the organisation, E…
  --user U    the id of a person in it, U… or W…; without it, all of the workspace
  --yes       erase; this can't be undone
  -h, --help  print this, and do nothing else

Settings: DATA_DIR, DATABASE_URL (docs/configuring.md).

Exit codes:
  0   erased, or printed what would be
  1   nothing is kept of it
  2   wrong usage, wrong configuration
  5   DATA_DIR or the database can't be written
  7   what is stored is damaged
  8   what is stored is of a newer version
  9   anything else; the message says what
  10  the database can't be reached, or refuses the connection`

/** Erases what is kept of a workspace or a person, and prints what that was and what remains elsewhere. */
export async function eraseCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArguments(
    {
      args,
      options: { team: { type: 'string' }, user: { type: 'string' }, yes: { type: 'boolean', default: false } },
    },
    MANUAL,
  )
  const { team, user, yes } = values
  if (team === undefined) throw misuse(MANUAL, 'Say of which workspace.')
  if (!/^[TE][A-Z0-9]+$/.test(team)) throw misuse(MANUAL, '--team takes an id like T024BE7LD.')
  if (user !== undefined && !/^[UW][A-Z0-9]+$/.test(user)) throw misuse(MANUAL, '--user takes an id like U024BE7LH.')
  const config = readStoreConfig(env)
  const stores = await openStores(config)
  try {
    // What a bot that runs on the same stores has begun before can't write it again.
    const state = stores.hasState() ? refuseErased(stores.state()) : undefined
    try {
      const verdicts = stores.verdicts({ keepQuestions: false })
      const entries = (await state?.counts(team, user)) ?? {}
      // A verdict is nobody's in particular.
      const counted = user === undefined ? await verdicts.counts(team) : { helpful: 0, unhelpful: 0 }
      const gaps = state && user !== undefined ? await gapsOf(state, { team, user }) : []
      const organisations = state ? await createOrganisations(state).organisationsOf(team) : []
      const held = {
        ...entries,
        ...(gaps.length > 0 && { gap: gaps.length }),
        verdict: counted.helpful + counted.unhelpful,
      }
      if (yes) {
        await state?.erase(team, user)
        // Looked for again: one may have been noted before the erasure began.
        if (state && user !== undefined) for (const gap of await gapsOf(state, { team, user })) await state.delete(gap)
        if (user === undefined) await verdicts.erase(team)
      }
      const place = stores.isShared
        ? 'in the database'
        : `in ${resolve(config.dataDir)}${stores.hasStorage() || state ? '' : ', where no bot has kept anything: check DATA_DIR'}`
      return say({ team, user, held, organisations, yes, isShared: stores.isShared, place })
    } finally {
      await state?.close()
    }
  } finally {
    await stores.close()
  }
}

interface Erased {
  team: string
  user: string | undefined
  /** How many of each kind. */
  held: Readonly<Record<string, number>>
  /** Those that have the app for all of their workspaces, with which what is asked in `team` is kept. */
  organisations: readonly string[]
  yes: boolean
  isShared: boolean
  /** Where it was looked for. */
  place: string
}

function say({ team, user, held, organisations, yes, isShared, place }: Erased): number {
  const whose = user ?? team
  const lines = Object.entries(held).flatMap(([kind, count]) => (count > 0 ? [`  ${count} ${kind}`] : []))
  const said =
    lines.length === 0
      ? [`Nothing is kept of ${whose} ${place}.`]
      : [`${yes ? 'Erased' : 'Would erase'} of ${whose}:`, ...lines]
  const elsewhere = organisations.map((organisation) =>
    user === undefined
      ? `${team} has used the app of its organisation: what was asked there is kept with ${organisation}, together with that of its other workspaces.`
      : `${team} has used the app of its organisation: what was asked there is kept with ${organisation}. Erase there, too: --team ${organisation} --user ${user}`,
  )
  const remains = [
    'This command does not reach:',
    ...(user === undefined ? [] : ['  feedback: it is kept without people, so none of it can be told to be theirs']),
    ...(user === undefined || !isShared
      ? []
      : ['  what others asked after them in a thread, with the question that it follows: it is gone after a day']),
    '  feedback that versions before workspaces were kept gave: it has neither workspace nor person',
    isShared
      ? '  the memory of running bots, where the ids of what was handled are for a day at most: restart them to forget these'
      : '  the memory of a running bot, where threads and recent questions are for a day: restart it to forget them',
    '  backups that you made',
    '  messages in Slack: delete them there',
    'The log has no names, texts or ids of people.',
  ]
  const advice = lines.length > 0 && !yes ? ['Nothing was erased yet. Add --yes to erase it.'] : []
  process.stdout.write(`${[...said, ...elsewhere, ...remains, ...advice].join('\n')}\n`)
  return lines.length > 0 ? 0 : 1
}
