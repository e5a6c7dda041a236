import { AppError } from './app-error.ts'
import { type Command, runCommand } from './cli/run-command.ts'

/** Imported when called, so that no command loads the modules of another. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  ask: async () => (await import('./cli/ask.ts')).askCommand,
  erase: async () => (await import('./cli/erase.ts')).eraseCommand,
  import: async () => (await import('./cli/import.ts')).importCommand,
  keys: async () => (await import('./cli/keys.ts')).keysCommand,
  mcp: async () => (await import('./cli/mcp.ts')).mcpCommand,
  storage: async () => (await import('./cli/storage.ts')).storageCommand,
  sync: async () => (await import('./cli/sync.ts')).syncCommand,
  workspaces: async () => (await import('./cli/workspaces.ts')).workspacesCommand,
}

const MANUAL = `Usage: node src/cli.ts COMMAND [--help]

Commands:
  ask         answers questions
  erase       erases what is kept of a workspace or a person
  import      turns saved pages into files of the corpus
  keys        makes and changes the keys that encrypt what is kept of workspaces
  mcp         answers agents on this machine (Model Context Protocol)
  storage     copies a data folder into a database
  sync        fetches answers from Parliament
  workspaces  says which workspaces have added the app

Each says with --help what its options and exit codes are.`

const [name, ...args] = process.argv.slice(2)

await runCommand(async () => {
  if (name === '--help' || name === '-h') throw new AppError('help', MANUAL)
  const load = COMMANDS[name ?? '']
  if (!load) throw new AppError('misuse', `Say which command: ${Object.keys(COMMANDS).join(', ')}.`)
  return load()
}, args)
