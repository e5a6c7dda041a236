import { expect, test } from 'vitest'
import { importsOf } from './source-files.ts'

const FILE = 'src/slack/blocks/reply.ts'

test.each([
  [`import { z } from 'zod'`, 'zod'],
  [`import type {\n  View,\n} from '@slack/types/dist/views'`, '@slack/types'],
  [`import '../escape.ts'`, 'src/slack/escape.ts'],
  [`export { cut } from "../../wording/cut.ts"`, 'src/wording/cut.ts'],
  [`export * from '../escape.ts'`, 'src/slack/escape.ts'],
  [`const { a } = await import(\n  '../../../playground/playground.ts'\n)`, 'playground/playground.ts'],
  [`let a: import('node:fs').Stats`, 'node:fs'],
  [`createRequire(import.meta.url).resolve; require('parse5/lib')`, 'parse5'],
  [`new Worker(new URL('./worker.ts', import.meta.url))`, 'src/slack/blocks/worker.ts'],
])('an import is found however it is written: %s', (code, target) => {
  expect(importsOf(FILE, code)).toMatchObject([{ file: FILE, target }])
})

test('a worker is told from what is loaded', () => {
  const code = `import './a.ts'\nnew Worker(new URL('./b.ts', import.meta.url))`
  expect(importsOf(FILE, code).map(({ isWorker }) => isWorker)).toEqual([false, true])
})

test('an address is no import', () => {
  expect(importsOf(FILE, `new URL('https://slack.com/api/')`)).toEqual([])
})

test('an import of types alone is told from one that loads', () => {
  const code = `import type { A } from './a.ts'\nimport { type B } from './b.ts'\nexport type { C } from './c.ts'`
  expect(importsOf(FILE, code).map(({ isTypeOnly }) => isTypeOnly)).toEqual([true, false, true])
})
