import { readSyncConfig } from '../config.ts'
import { CORPUS_FOLDER, loadCorpus } from '../load-corpus.ts'
import { createLog } from '../log.ts'
import { printable } from '../wording/printable.ts'
import { replyText } from '../wording/reply-text.ts'
import { Misuse, readArguments } from './misuse.ts'

const USAGE = 'Usage: npm run -s ask -- "question" [--json]'

/** Answers one question. Exit code 0 for an answer, 1 when nothing answers. */
export async function askCommand(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = readArguments(
    { args, allowPositionals: true, options: { json: { type: 'boolean', default: false } } },
    USAGE,
  )
  const question = positionals.join(' ').trim()
  if (question === '') throw new Misuse(USAGE)

  const log = createLog('warn', (line) => void process.stderr.write(line))
  const { ask } = await loadCorpus(CORPUS_FOLDER, readSyncConfig(env).dataDir, log)
  const reply = await ask(question)
  process.stdout.write(`${values.json ? JSON.stringify(reply, null, 2) : printable(replyText(reply))}\n`)
  return reply.kind === 'answer' ? 0 : 1
}
