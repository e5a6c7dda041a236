import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '..', 'src')
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

interface Import {
  file: string
  target: string
}
const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(/from '(?<target>[^']+)'/g)].map((found) => {
    const target = found.groups?.target ?? ''
    return { file, target: target.startsWith('.') ? normalize(join(dirname(file), target)) : target }
  }),
)
const from = (folder: string) => imports.filter(({ file }) => file.startsWith(`${folder}/`))
const isOurs = ({ target }: Import) => target.endsWith('.ts')

describe('imports point one way', () => {
  const allowed: Record<string, string[]> = {
    record: ['record'],
    sources: ['sources', 'record'],
    storage: ['storage', 'record'],
    search: ['search', 'record', 'app-error.ts'],
    answering: ['answering', 'search', 'storage', 'record'],
    wording: ['wording', 'answering', 'search', 'record'],
    terminal: ['terminal', 'wording', 'answering', 'search', 'record'],
    slack: ['slack', 'wording', 'answering', 'search', 'record', 'log.ts', 'app-error.ts'],
  }
  test.each(Object.entries(allowed))('%s imports from %j and nothing else of ours', (folder, targets) => {
    const others = from(folder)
      .filter(isOurs)
      .filter(({ target }) => target !== 'app-error.ts' && !targets.includes(target.split('/')[0] ?? ''))
    expect(others).toEqual([])
  })

  test('what is Parliament’s own is used in its folder, and by what builds a sync', () => {
    const own = imports.filter(({ target }) => target.startsWith('sources/parliament/'))
    const users = own.map(({ file }) => file).filter((file) => !file.startsWith('sources/parliament/'))
    expect(users).toEqual(['app.ts'])
  })

  test('the record reads no clock', () => {
    for (const file of files.filter((file) => file.startsWith('record/')))
      expect(readFileSync(join(SRC, file), 'utf8')).not.toMatch(/Date\.now|new Date\(\)/)
  })

  test('only identity.ts takes the key of a question apart', () => {
    // A day and then a slash, in a regular expression.
    const apart = files.filter((file) => /\\d\\d-\\d\\d\)?\\\//.test(readFileSync(join(SRC, file), 'utf8')))
    expect(apart).toEqual(['record/identity.ts'])
  })

  // What runs the embedding model: the one part of the search that reads files and starts a process.
  const runsTheModel = (file: string) => file.startsWith('search/retrieve/onnx/')

  test('the search knows no Slack, no network, no file but the model’s, no clock and no environment', () => {
    const outside = from('search')
      .filter((one) => !isOurs(one) && !runsTheModel(one.file))
      .map(({ target }) => target)
    expect(new Set(outside)).toEqual(
      new Set(['porter2', 'stopword', 'minisearch', 'zod', 'yaml', 'node:crypto', 'node:timers/promises']),
    )
    for (const file of files.filter((file) => file.startsWith('search/') && !runsTheModel(file)))
      expect(readFileSync(join(SRC, file), 'utf8')).not.toMatch(/\bprocess\.|Date\.now|new Date\(|fetch\(/)
  })

  test('the model’s runtime is used by what runs the model, and by nothing else', () => {
    const users = imports.filter(({ target }) => /^(?:onnxruntime-node|@huggingface\/tokenizers)$/.test(target))
    expect(users.map(({ file }) => file)).not.toEqual([])
    for (const { file } of users) expect(runsTheModel(file)).toBe(true)
  })

  test('Slack’s packages are used in slack/ and its playground, the engine in search/ alone', () => {
    const users = (pattern: RegExp) =>
      new Set(imports.filter(({ target }) => pattern.test(target)).map(({ file }) => file.split('/')[0]))
    expect(users(/^@slack\//)).toEqual(new Set(['slack']))
    expect(users(/^minisearch$/)).toEqual(new Set(['search']))
  })

  test('nothing reaches into the playground but by a dynamic import, which a production install does without', () => {
    const into = imports.filter(
      ({ file, target }) => target.startsWith('playground/') && !file.startsWith('playground/'),
    )
    expect(into).toEqual([])
    const packages = /^(?:emulate|react|react-dom|slack-blocks-to-jsx)(?:\/|$)/
    const users = imports.filter(({ file, target }) => packages.test(target) && !file.startsWith('playground/'))
    expect(users).toEqual([])
  })

  test('Slack’s listeners read no file', () => {
    expect(from('slack').filter(({ target }) => /^node:(fs|sqlite)/.test(target))).toEqual([])
  })

  test('only the composition roots read the environment', () => {
    const readers = files.filter((file) => readFileSync(join(SRC, file), 'utf8').includes('process.env'))
    expect(readers.sort()).toEqual(['cli/run-command.ts', 'main.ts'])
  })
})

test('a file does one thing: none is longer than 250 lines', () => {
  const long = files.filter((file) => readFileSync(join(SRC, file), 'utf8').split('\n').length > 250)
  expect(long).toEqual([])
})
