import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../run.ts'

/** Turns of phrase that readers stumbled over, each of them said in plainer words now. */
const AVOIDED = [
  'I hold',
  'None of the answers that I hold comes close enough',
  'among those that I hold',
  'a line of your own',
  'a line of yours',
  'narrows the search and asks nothing',
  'I need a few words',
  'does not work:',
  'no answer can be both',
  'Looked only at answers',
  'That is what I searched for',
  'may bear on this',
  'Also given on',
  'That was said by',
  'kept without your name',
  'Replies found helpful',
  'for everyone in it to see',
  'select it all and copy it',
  'Copy all of it',
  'Say what to look for',
  'Your last questions',
  'under a heading',
  'written by a machine',
  'Whoever runs me',
  'In a thread, follow up with',
  'A workspace that is not there',
  'every message here is one',
  'mentions do not reach it',
  'Nothing has been said here',
  'slip of the keyboard',
  'stops the start, each',
  'broken off at any moment',
  'Whatever the fault',
  'by its own page alone',
  'says something else',
  'of other controls than this app uses',
  'where several questions came',
]
const PLACES = [
  'src/wording',
  'src/slack',
  'src/terminal',
  'src/cli',
  'src/config.ts',
  'playground',
  'docs',
  'README.md',
]
const READ = ['.ts', '.tsx', '.md', '.yml', '.html']

/** The files in which people read sentences of ours. */
function filesIn(place: string): string[] {
  if (READ.includes(extname(place))) return [place]
  return readdirSync(join(ROOT, place), { recursive: true, encoding: 'utf8' })
    .filter((file) => READ.includes(extname(file)))
    .map((file) => join(place, file))
}

test.each([...PLACES, 'manifest.yml', 'DESIGN.md'])('the interface and the docs speak plainly: %s', (place) => {
  const found = filesIn(place).flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8').replace(/\s+/g, ' ').toLowerCase()
    return AVOIDED.filter((phrase) => text.includes(phrase.toLowerCase())).map((phrase) => `${file}: ${phrase}`)
  })
  expect(found).toEqual([])
})
