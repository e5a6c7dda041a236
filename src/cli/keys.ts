import { withInstallations } from '../app.ts'
import { readInstallationsConfig } from '../config.ts'
import { generateKey } from '../storage/encryption.ts'
import { misuse, parseArguments } from './parse-arguments.ts'

const MANUAL = `Usage: npm run -s keys -- generate, or npm run keys -- rotate

Keys for ENCRYPTION_KEY, which encrypts what is kept of the workspaces that added the app (docs/deploy/many-workspaces.md).

  generate  prints a new key, as ID:KEY
  rotate    encrypts everything that is stored by the first key of ENCRYPTION_KEY; the bot may run meanwhile

To change the key: put a new one first, NEW,OLD, and restart; run rotate; leave OLD out, and restart. With several replicas
give all of them OLD,NEW before that, so that each can read what the others write.

Options:
  -h, --help  print this, and do nothing else

Settings of rotate: DATA_DIR, DATABASE_URL, ENCRYPTION_KEY (docs/configuring.md).

Exit codes:
  0  done
  2  wrong usage, wrong configuration, a key is missing or wrong
  5  DATA_DIR or the database can't be written
  6  the disk is full
  7  what is stored is damaged
  8  what is stored is of a newer version
  9  anything else; the message says what
  10  the database can't be reached, or refuses the connection`

/** Prints a new key, or encrypts everything that is stored anew. */
export async function keysCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { positionals } = parseArguments({ args, options: {}, allowPositionals: true }, MANUAL)
  switch (positionals.join(' ')) {
    case 'generate':
      process.stdout.write(`${generateKey(new Date().toISOString().slice(0, 10))}\n`)
      return 0
    case 'rotate':
      process.stdout.write(`${await rotate(env)}\n`)
      return 0
    default:
      throw misuse(MANUAL)
  }
}

async function rotate(env: NodeJS.ProcessEnv): Promise<string> {
  const config = readInstallationsConfig(env)
  const { all, changed, damaged } = await withInstallations(config, ({ installations }) => installations.rotate())
  const [first, ...others] = config.keys.map(({ id }) => id)
  const already = all - changed - damaged.length
  return [
    `${all} installations: ${changed} encrypted anew by ${first}, ${already} were already.`,
    ...(damaged.length > 0 ? [`Damaged, and left as they are: ${damaged.join(', ')}.`] : []),
    ...(others.length > 0 ? [`No longer needed: ${others.join(', ')}.`] : []),
  ].join('\n')
}
