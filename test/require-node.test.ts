import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from './run.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Runs an empty program as that version of Node would. */
async function under(version: string) {
  const pretend = join(await temporaryFolder(), 'pretend.cjs')
  const versions = `{ ...process.versions, node: '${version}' }`
  await writeFile(
    pretend,
    `Object.defineProperties(process, { version: { value: 'v${version}' }, versions: { value: ${versions} } })`,
  )
  return run(['--require', pretend, '--require', './require-node.cjs', '--eval', ''])
}

test('an older Node ends with one sentence that says which is needed', async () => {
  const { code, stderr } = await under('20.20.2')
  expect(code).toBe(1)
  expect(stderr).toMatch(/^SEND Answers needs Node 24 or later, and this is v20\.20\.2.*\n$/)
})

test.each(['24.0.0', '26.1.0'])('Node %s runs the program', async (version) => {
  expect(await under(version)).toMatchObject({ code: 0, stderr: '' })
})
