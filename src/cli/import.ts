import { basename, extname } from 'node:path'
import { normaliseUin } from '../record/identity.ts'
import { CORPUS_FOLDER } from '../sources/corpus-folder/corpus-files.ts'
import { readUtf8 } from '../sources/corpus-folder/read-utf8.ts'
import { type Written, writeAnswer } from '../sources/corpus-folder/write-answer.ts'
import { parsePage } from '../sources/parallel-parliament/parse-page.ts'
import { printable } from '../wording/printable.ts'
import { misuse, parseArguments } from './parse-arguments.ts'

const MANUAL = `Usage: npm run import -- FILE... [--uin N] [--replace] [--into FOLDER]

Turns saved ParallelParliament pages into files of the corpus (docs/corpus.md), and prints what became of each.

Options:
  --uin N        the number of the question; else it is taken from the page, or from the name of the file
  --replace      overwrite a file with different content
  --into FOLDER  where to write, instead of corpus/
  -h, --help     print this, and do nothing else

Exit codes:
  0  every file is in the corpus
  1  at least one was refused
  2  wrong usage
  9  anything else; the message says what`

const OUTCOMES: Record<Written['did'], (file: string) => string> = {
  wrote: (file) => `wrote ${file}`,
  replaced: (file) => `replaced ${file}`,
  'left as it was': (file) => `${file} is there already, with the same content`,
  differs: (file) => `refused: ${file} has different content. Compare the two, then use --replace to overwrite it`,
}

/**
 * Turns saved ParallelParliament pages into files of the corpus, and prints what became of each. The UIN is the one
 * given, else the one that the page links to, else the name of the file. Exit code 0 if every file is now in the corpus,
 * 1 if one was refused.
 */
export async function importCommand(args: string[]): Promise<number> {
  const { values, positionals: files } = parseArguments(
    {
      args,
      allowPositionals: true,
      options: {
        uin: { type: 'string' },
        replace: { type: 'boolean', default: false },
        into: { type: 'string', default: CORPUS_FOLDER },
      },
    },
    MANUAL,
  )
  if (files.length === 0) throw misuse(MANUAL)
  if (values.uin !== undefined && files.length > 1) throw misuse(MANUAL, '--uin goes with one file.')

  let refused = 0
  for (const file of files) {
    try {
      const content = await readUtf8(file)
      const answer = parsePage(content, { given: values.uin, fallback: uinInName(file) })
      const written = await writeAnswer(values.into, answer, values.replace)
      if (written.did === 'differs') refused++
      process.stdout.write(`${file}: ${OUTCOMES[written.did](written.file)}\n`)
    } catch (error) {
      refused++
      process.stderr.write(`${file}: ${printable(reasonOf(error as NodeJS.ErrnoException))}\n`)
    }
  }
  return refused > 0 ? 1 : 0
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EISDIR') return 'it is a folder: name the files in it'
  if (code === 'EACCES' || code === 'EROFS') return `permission denied (${message})`
  return message
}

/** Pages are often saved under their UIN: `135027.txt`. */
function uinInName(file: string): string | undefined {
  return normaliseUin(basename(file, extname(file)))
}
