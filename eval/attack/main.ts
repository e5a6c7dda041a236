import { parseArguments } from '../../src/cli/parse-arguments.ts'
import { type Command, runCommand } from '../../src/cli/run-command.ts'
import { runSections } from './run-sections.ts'
import { SECTIONS } from './sections.ts'

const MANUAL = `Usage: npm run attack [-- --short] [SECTION...]

Attacks the real program, each section in processes of its own, and prints a table of what was tried and what came of it.
Everything stays on this machine.

Sections: ${SECTIONS.map(({ name }) => `"${name}"`).join(', ')}; all by default.

Options:
      --short  try less: a few minutes, as CI does
  -h, --help   print this, and do nothing else

Exit codes:
  0  all that came of it is good
  1  something came of it that should not, or no section has that name
  2  an option is not right`

const attack: Command = async (args) => {
  const { values, positionals } = parseArguments(
    { args, allowPositionals: true, options: { short: { type: 'boolean', default: false } } },
    MANUAL,
  )
  const chosen = positionals.length === 0 ? SECTIONS : SECTIONS.filter(({ name }) => positionals.includes(name))
  process.stdout.write('| | section | tried | times | outcome |\n|---|---|---|---|---|\n')
  const good = await runSections(chosen, values.short, (section, { tried, count, outcome, good }) =>
    process.stdout.write(`| ${good ? 'yes' : 'NO'} | ${section} | ${tried} | ${count} | ${outcome} |\n`),
  )
  return good && chosen.length > 0 ? 0 : 1
}

await runCommand(async () => attack, process.argv.slice(2))
