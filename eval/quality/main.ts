import { runCommand } from '../../src/cli/run-command.ts'

await runCommand(async () => (await import('./quality.ts')).qualityCommand, process.argv.slice(2))
