import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { ROOT } from './run.ts'

/** An import of one file: a file of ours as its path from the root, or the name of a package (`zod`, `node:fs`). */
export interface Import {
  file: string
  target: string
  isOurs: boolean
  /** Erased before the program runs: it loads nothing. */
  isTypeOnly: boolean
  /** The address of a program of its own, such as a worker: it is not loaded into this one. */
  isWorker: boolean
}

export interface SourceFile {
  /** From the root of the project: `src/main.ts`. */
  file: string
  /** Without comments. */
  code: string
  imports: Import[]
}

/** Static and dynamic imports, re-exports, import types, `require`, and the file of a worker. */
const IMPORT =
  /(?<type>\b(?:import|export)\s+type\b[^'"`;]*)?(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire(?:\.resolve)?\s*\(\s*|(?<worker>\bnew URL\(\s*))(?<quote>['"`])(?<target>[^'"`\n]+)\k<quote>/g

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|[\s;,{}()])\/\/.*/g

/** The packages and files that a piece of code of `file` imports. */
export function importsOf(file: string, code: string): Import[] {
  return [...code.matchAll(IMPORT)].flatMap((found): Import[] => {
    const { type, worker, target = '' } = found.groups ?? {}
    const kind = { isTypeOnly: type !== undefined, isWorker: worker !== undefined }
    if (target.startsWith('.')) return [{ file, target: normalize(join(dirname(file), target)), isOurs: true, ...kind }]
    // `new URL` of an address.
    if (/^(?!node:)[a-z]+:/.test(target)) return []
    const name = target.startsWith('node:')
      ? target
      : target
          .split('/')
          .slice(0, target.startsWith('@') ? 2 : 1)
          .join('/')
    return [{ file, target: name, isOurs: false, ...kind }]
  })
}

/** The TypeScript files in those folders of the project. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .sort()
      .map((name) => {
        const file = join(folder, name)
        const code = readFileSync(join(ROOT, file), 'utf8').replace(COMMENT, '')
        return { file, code, imports: importsOf(file, code) }
      }),
  )
}
