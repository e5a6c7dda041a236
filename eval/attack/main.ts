// npm run attack: attacks the real program, each section in processes of its own, and prints a table of what was tried
// and what came of it. Everything stays on this machine. The short form, which CI runs: npm run attack -- --short. Only
// some sections: npm run attack -- "hostile texts". Ends with 1 if anything came of it that should not.
import { parseArguments } from '../../src/cli/parse-arguments.ts'
import { type Command, runCommand } from '../../src/cli/run-command.ts'
import { runSections } from './run-sections.ts'
import { SECTIONS } from './sections.ts'

const USAGE = `Usage: npm run attack [-- --short] [SECTION...], with sections of: ${SECTIONS.map(({ name }) => `"${name}"`).join(', ')}`

const attack: Command = async (args) => {
  const { values, positionals } = parseArguments(
    { args, allowPositionals: true, options: { short: { type: 'boolean', default: false } } },
    USAGE,
  )
  const chosen = positionals.length === 0 ? SECTIONS : SECTIONS.filter(({ name }) => positionals.includes(name))
  process.stdout.write('| | section | tried | times | outcome |\n|---|---|---|---|---|\n')
  const good = await runSections(chosen, values.short, (section, { tried, count, outcome, good }) =>
    process.stdout.write(`| ${good ? 'yes' : 'NO'} | ${section} | ${tried} | ${count} | ${outcome} |\n`),
  )
  return good && chosen.length > 0 ? 0 : 1
}

await runCommand(async () => attack, process.argv.slice(2))
