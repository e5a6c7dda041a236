import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from './run.ts'
import { type Import, type SourceFile, sourceFiles } from './source-files.ts'

const files = sourceFiles('src', 'playground', 'eval')
const imports = files.flatMap((file) => file.imports)

/** Whether a path is that file, or lies in that folder. */
const isIn = (path: string, place: string) => path === place || path.startsWith(`${place}/`)
const isInAny = (path: string, places: readonly string[]) => places.some((place) => isIn(path, place))
const arrow = ({ file, target }: Import) => `${file} -> ${target}`

/**
 * What each part may import of ours besides itself: folders, files, or parts of folders. The order is that of the
 * floors in DESIGN.md, the highest first.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'src/main.ts': ['src/app.ts', 'src/terminal', 'src/cli', 'src/config.ts', 'src/log.ts'],
  'src/cli.ts': ['src/cli', 'src/app-error.ts'],
  'src/cli': [
    'src/app.ts',
    'src/config.ts',
    'src/log.ts',
    'src/app-error.ts',
    'src/mcp',
    'src/sync',
    'src/terminal',
    'src/wording',
    'src/answering',
    'src/storage',
    'src/sources',
    'src/slack/gaps.ts',
    'src/slack/install/installations.ts',
    'src/slack/install/organisations.ts',
    'src/record',
  ],
  'src/app.ts': [
    'src/config.ts',
    'src/log.ts',
    'src/app-error.ts',
    'src/happening.ts',
    'src/monitoring',
    'src/slack',
    'src/http',
    'src/sync',
    'src/wording',
    'src/answering',
    'src/opensearch',
    'src/search',
    'src/storage',
    'src/sources',
    'src/record/dates.ts',
    'src/cli/sync-worker.ts',
    'playground/playground.ts',
  ],
  'src/monitoring': ['src/listen.ts', 'src/happening.ts'],
  'src/happening.ts': [],
  'src/daytime.ts': [],
  'src/slack': [
    'src/daytime.ts',
    'src/happening.ts',
    'src/log.ts',
    'src/app-error.ts',
    'src/wording',
    'src/following',
    'src/corrections',
    'src/answering',
    'src/search/question',
    'src/search/found.ts',
    'src/storage/encryption.ts',
    'src/storage/refuse-erased.ts',
    'src/storage/state.ts',
    'src/record',
  ],
  'src/terminal': ['src/json', 'src/wording', 'src/answering', 'src/record'],
  'src/http': [
    'src/mcp',
    'src/listen.ts',
    'src/app-error.ts',
    'src/json',
    'src/wording',
    'src/answering',
    'src/record',
  ],
  // Of Slack's it has nothing but blocks, which are pure: Slackbot shows them.
  'src/mcp': [
    'src/slack/blocks/slackbot.ts',
    'src/happening.ts',
    'src/log.ts',
    'src/json',
    'src/wording',
    'src/answering',
    'src/record',
  ],
  'src/json': ['src/wording', 'src/answering', 'src/search/question', 'src/search/found.ts', 'src/record'],
  'src/sync': [
    'src/answering/fetching.ts',
    'src/happening.ts',
    'src/log.ts',
    'src/app-error.ts',
    'src/storage',
    'src/sources',
    'src/record',
  ],
  'src/wording': [
    'src/following',
    'src/corrections',
    'src/answering',
    'src/search/question',
    'src/search/found.ts',
    'src/record',
  ],
  'src/following': [
    'src/daytime.ts',
    'src/answering/matching.ts',
    'src/search/question',
    'src/search/found.ts',
    'src/storage/refuse-erased.ts',
    'src/storage/state.ts',
    'src/record',
    'src/app-error.ts',
  ],
  'src/corrections': ['src/daytime.ts', 'src/answering/asked-again.ts', 'src/storage/state.ts', 'src/record'],
  'src/answering': ['src/search', 'src/storage', 'src/record', 'src/app-error.ts'],
  'src/opensearch': ['src/search', 'src/record', 'src/app-error.ts'],
  'src/search': ['src/record', 'src/app-error.ts'],
  'src/storage': ['src/record', 'src/app-error.ts'],
  'src/sources': ['src/record', 'src/app-error.ts'],
  'src/record': [],
  'src/config.ts': [
    'src/log.ts',
    'src/app-error.ts',
    'src/slack/slack-options.ts',
    'src/http/api-options.ts',
    'src/storage/encryption.ts',
  ],
  'src/listen.ts': ['src/app-error.ts'],
  'src/log.ts': [],
  'src/app-error.ts': [],
  playground: ['src/slack', 'src/wording', 'src/cli/parse-arguments.ts', 'src/log.ts', 'manifest.yml', 'test'],
  eval: [
    'src/app.ts',
    'src/config.ts',
    'src/cli/run-command.ts',
    'src/cli/parse-arguments.ts',
    'src/app-error.ts',
    'src/http/problem.ts',
    'src/answering',
    'src/search',
    'src/storage',
    'src/sources',
    'src/sync',
    'src/record',
    'test',
  ],
}

/** What only some may import, though the table above would let others: adapters, engines and the parser of questions. */
const IMPORTED_BY: Record<string, readonly string[]> = {
  'src/sources/parliament': ['src/app.ts', 'eval/quality/asked-before', 'eval/soak'],
  'src/sources/parallel-parliament': ['src/cli/import.ts'],
  'src/storage/sqlite': [
    'src/app.ts',
    'src/storage/open-stores.ts',
    'src/storage/copy-to-database.ts',
    'eval/quality',
    'eval/soak',
  ],
  'src/storage/postgres': ['src/storage/open-stores.ts', 'src/storage/copy-to-database.ts'],
  'src/opensearch': ['src/app.ts'],
  'src/search/retrieve': ['src/search', 'src/opensearch', 'src/answering', 'src/app.ts', 'eval'],
  'src/search/retrieve/onnx': ['src/app.ts', 'eval'],
  'src/search/question/parse-question.ts': ['src/answering/answering.ts'],
  'src/slack/app.ts': ['src/app.ts', 'playground'],
}

/** Where each package, and each module of Node that reaches out of the program, may be imported. */
const PACKAGES: Record<string, readonly string[]> = {
  '@opensearch-project/opensearch': ['src/opensearch'],
  '@slack/bolt': ['src/slack'],
  '@slack/oauth': ['src/slack/install'],
  '@slack/types': ['src/slack', 'src/mcp', 'playground'],
  '@modelcontextprotocol/server': ['src/mcp', 'src/http'],
  'cli-progress': ['src/cli'],
  dotenv: ['src/main.ts', 'src/cli/run-command.ts'],
  ky: ['src/sources/parliament'],
  kysely: ['src/storage/postgres'],
  minisearch: ['src/search', 'eval/bench'],
  '@huggingface/tokenizers': ['src/search/retrieve/onnx'],
  'lru-cache': ['src/search/retrieve/onnx', 'src/slack'],
  'onnxruntime-node': ['src/search/retrieve/onnx'],
  pg: ['src/storage/postgres'],
  'p-queue': ['src/slack/calls', 'src/slack/receivers', 'eval/attack'],
  'p-throttle': ['src/sources/parliament'],
  parse5: ['src/sources/html'],
  pino: ['src/log.ts'],
  'pino-pretty': ['src/log.ts'],
  'prom-client': ['src/monitoring'],
  'rate-limiter-flexible': ['src/http'],
  porter2: ['src/search/text'],
  stopword: ['src/search/text'],
  'word-list': ['src/app.ts'],
  ws: ['src/slack/receivers', 'eval/attack'],
  yaml: ['src/search/text/vocabulary.ts', 'src/sync/topic.ts', 'playground'],
  zod: [
    'src/config.ts',
    'src/corrections',
    'src/record',
    'src/answering/saved-index.ts',
    'src/http',
    'src/json',
    'src/mcp',
    'src/following',
    'src/opensearch',
    'src/search/question',
    'src/search/text/vocabulary.ts',
    'src/slack',
    'src/sources',
    'src/storage',
    'src/sync',
    'playground',
    'eval',
  ],
  '@orama/orama': ['eval/bench'],
  flexsearch: ['eval/bench'],
  lunr: ['eval/bench'],
  emulate: ['playground'],
  'playwright-core': ['playground/pictures'],
  react: ['playground/page'],
  'react-dom': ['playground/page'],
  hono: ['src/http', 'playground'],
  '@hono/node-server': ['src/http', 'playground/serve'],
  vite: ['playground/serve'],
  'node:child_process': ['src/search/retrieve/onnx', 'eval'],
  'node:crypto': [
    'src/answering/briefing.ts',
    'src/answering/saved-index.ts',
    'src/corrections',
    'src/http',
    'src/mcp',
    'src/following',
    'src/opensearch',
    'src/search/retrieve',
    'src/slack',
    'src/sources',
    'src/storage',
    'src/sync',
    'playground',
    'eval',
  ],
  'node:fs': ['src/sources/corpus-folder', 'src/storage', 'src/sync', 'src/terminal', 'playground', 'eval'],
  'node:fs/promises': [
    'src/app.ts',
    'src/answering/saved-index.ts',
    'src/search/retrieve/onnx',
    'src/sources/corpus-folder',
    'src/storage',
    'src/sync',
    'playground',
    'eval',
  ],
  'node:async_hooks': ['src/slack', 'src/storage/refuse-erased.ts'],
  'node:http': [
    'src/http',
    'src/listen.ts',
    'src/monitoring',
    'src/slack/install',
    'src/slack/receivers',
    'playground',
    'eval/program',
    'eval/attack',
  ],
  'node:net': ['src/http', 'src/listen.ts', 'src/slack', 'playground', 'eval'],
  'node:os': ['playground', 'eval'],
  'node:readline': ['src/terminal', 'eval'],
  'node:readline/promises': ['src/terminal', 'eval'],
  'node:sqlite': ['src/storage/sqlite', 'eval'],
  'node:v8': ['src/answering/saved-index.ts'],
  'node:worker_threads': ['src/app.ts', 'src/cli/sync-worker.ts', 'src/sync/schedule.ts'],
  'node:zlib': ['eval'],
}
/** Modules of Node that reach nothing outside the program: any file may import them, but for the pure parts. */
const HARMLESS = [
  'node:events',
  'node:path',
  'node:perf_hooks',
  'node:process',
  'node:stream',
  'node:stream/consumers',
  'node:timers/promises',
  'node:url',
  'node:util',
]

describe('who imports whom', () => {
  test('each file belongs to a part of the table', () => {
    expect(files.filter(({ file }) => partOf(file) === undefined).map(({ file }) => file)).toEqual([])
  })

  test.each(Object.entries(MAY_IMPORT))('%s imports nothing of ours but itself and %j', (part, allowed) => {
    const others = imports.filter(
      ({ file, target, isOurs }) => isOurs && partOf(file) === part && !isInAny(target, [part, ...allowed]),
    )
    expect(others.map(arrow)).toEqual([])
  })

  test.each(Object.entries(IMPORTED_BY))('%s is imported by itself and %j alone', (part, users) => {
    const others = imports.filter(({ file, target }) => isIn(target, part) && !isInAny(file, [part, ...users]))
    expect(others.map(arrow)).toEqual([])
  })

  test('src imports nothing of the playground or of eval, but for one dynamic import of the playground', () => {
    const out = files.filter(({ file }) => isIn(file, 'src')).flatMap(({ imports }) => imports)
    const into = out.filter(({ target, isOurs }) => isOurs && !isIn(target, 'src'))
    expect(into.map(({ target }) => target)).toEqual(['playground/playground.ts'])
  })

  test('no file imports itself by way of others', () => {
    expect(circles(files)).toEqual([])
  })
})

describe('who uses which package', () => {
  test.each(Object.entries(PACKAGES))('%s is imported in %j alone', (name, places) => {
    const elsewhere = imports.filter(({ file, target }) => target === name && !isInAny(file, places))
    expect(elsewhere.map(arrow)).toEqual([])
  })

  test('every package that is imported is in the table', () => {
    const names = imports.filter(({ isOurs }) => !isOurs).map(({ target }) => target)
    expect(names.filter((name) => !(name in PACKAGES) && !HARMLESS.includes(name))).toEqual([])
  })

  test('what runs in production needs no development dependency, but for what it does without', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const needed = imports.filter(
      ({ file, target, isOurs, isTypeOnly }) =>
        isIn(file, 'src') && !isOurs && !isTypeOnly && !target.startsWith('node:') && !(target in dependencies),
    )
    expect(needed.map(arrow)).toEqual(['src/log.ts -> pino-pretty'])
  })
})

describe('what is pure', () => {
  const PURE = ['src/record', 'src/search', 'src/wording', 'src/slack/blocks']
  /** Runs the embedding model: the one part of them that reads files and starts a process. */
  const MODEL = 'src/search/retrieve/onnx'
  const PURE_MODULES = ['node:crypto', 'node:timers/promises', 'node:util']
  const pure = files.filter(({ file }) => isInAny(file, PURE) && !isIn(file, MODEL))

  test.each(PURE)('%s reads no clock, no environment, no file and no network', (part) => {
    const reaching = /\bprocess\.|\bDate\.now\b|\bnew Date\(\)|\bperformance\b|\bfetch\(|\bset(?:Timeout|Interval)\(/
    const found = pure.filter(({ file, code }) => isIn(file, part) && reaching.test(code)).map(({ file }) => file)
    expect(found).toEqual([])
    const modules = pure.flatMap(({ imports }) => imports).filter(({ target }) => target.startsWith('node:'))
    const impure = modules.filter(({ file, target }) => isIn(file, part) && !PURE_MODULES.includes(target))
    expect(impure.map(arrow)).toEqual([])
  })
})

describe('what is written once', () => {
  const KEY = '2018-03-29/HL135027'
  const NO_KEY = 'abcd-ef-gh/word'
  /** Literals of regular expressions: after a sign that no division follows. */
  const REGEX =
    /(?<=[=(,:;!&|?{}[\n>]\s*)\/(?<source>(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])*)\/(?<flags>[a-z]*)/g

  /** Whether an expression finds the day, the slash and the UIN of a key, and not just anything around a slash. */
  const readsKeys = (regex: RegExp) =>
    (regex.exec(KEY)?.[0] ?? '').includes('29/HL1') && !(regex.exec(NO_KEY)?.[0] ?? '').includes('/')

  const product = files.filter(({ file }) => isIn(file, 'src'))
  const regexes = product.flatMap(({ file, code }) =>
    [...code.matchAll(REGEX)].flatMap(({ groups }) => {
      try {
        return { file, regex: new RegExp(groups?.source ?? '', (groups?.flags ?? '').replace(/[gy]/g, '')) }
      } catch {
        // A slash of a template or a string, and none of an expression.
        return []
      }
    }),
  )

  test('how a key is read: no other file has a regular expression for it', () => {
    expect(new Set(regexes.filter(({ regex }) => readsKeys(regex)).map(({ file }) => file))).toEqual(
      new Set(['src/record/identity.ts']),
    )
  })

  test('how a key is made', () => {
    const makers = product.filter(({ code }) => /\$\{[^{}]*\btabled\}\/\$\{/.test(code))
    expect(makers.map(({ file }) => file)).toEqual(['src/record/identity.ts'])
  })
})

test('only the programs read the environment, and hand it on', () => {
  const readers = files.filter(({ file, code }) => isIn(file, 'src') && /\bprocess\.env\b/.test(code))
  expect(readers.map(({ file }) => file)).toEqual(['src/cli/run-command.ts', 'src/main.ts'])
})

describe('the tables allow nothing that isn’t used', () => {
  const uses = (from: string, to: string) => imports.some(({ file, target }) => isIn(file, from) && isIn(target, to))

  test('of ours', () => {
    const allowed = Object.entries(MAY_IMPORT).flatMap(([part, targets]) => targets.map((target) => [part, target]))
    expect(allowed.filter(([part = '', target = '']) => !uses(part, target))).toEqual([])
  })

  test('of packages', () => {
    const allowed = Object.entries(PACKAGES).flatMap(([name, places]) => places.map((place) => [place, name]))
    expect(allowed.filter(([place = '', name = '']) => !uses(place, name))).toEqual([])
  })
})

/** The part of the table that a file belongs to: the longest that it is in. */
function partOf(file: string): string | undefined {
  return Object.keys(MAY_IMPORT)
    .filter((part) => isIn(file, part))
    .toSorted((a, b) => b.length - a.length)[0]
}

/** Chains of imports that come back to the file where they began, each given once. */
function circles(all: readonly SourceFile[]): string[] {
  const targets = new Map(
    all.map(({ file, imports }) => [file, imports.filter(({ isWorker }) => !isWorker).map(({ target }) => target)]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file)
    if (start >= 0) found.push([...path.slice(start), file].join(' -> '))
    if (start >= 0 || done.has(file)) return
    for (const target of targets.get(file) ?? []) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of targets.keys()) visit(file, [])
  return found
}
