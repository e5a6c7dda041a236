import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from './run.ts'
import { sourceFiles } from './source-files.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const pages = ['README.md', 'DESIGN.md', ...globSync('docs/**/*.md', { cwd: ROOT })].sort()
const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))

describe('the documentation', () => {
  test.each(pages)('%s names only commands that package.json has', (page) => {
    const named = [...read(page).matchAll(/\bnpm run (?:-s |--silent )?(?<name>[a-z][\w:-]*)/g)]
    expect(named.map(({ groups }) => groups?.name).filter((name = '') => !scripts[name])).toEqual([])
  })

  test.each(pages)('%s links only to files and headings that are there', (page) => {
    const links = [...read(page).matchAll(/\]\(\s*(?<path>[^)\s#:]*)(?:#(?<heading>[^)\s]+))?\s*\)/g)]
    const broken = links.filter(({ groups }) => {
      const { path = '', heading } = groups ?? {}
      const file = path === '' ? page : join(dirname(page), path)
      if (!existsSync(join(ROOT, file))) return true
      return heading !== undefined && file.endsWith('.md') && !headingsOf(read(file)).includes(heading)
    })
    expect(broken.map(([link]) => link)).toEqual([])
  })

  test('the page for data protection officers names every kind of the state', () => {
    const page = read('docs/deploy/data-protection.md')
    const kinds = sourceFiles('src').flatMap(({ code }) =>
      [...code.matchAll(/\{ name: '(?<kind>[a-z-]+)', ?(?:forMs|max|durable)\b/g)].map(
        ({ groups }) => groups?.kind ?? '',
      ),
    )
    expect(kinds).toContain('recent-questions')
    expect(kinds.filter((kind) => !page.includes(`\`${kind}\``))).toEqual([])
  })
})

/** The anchors of a page's headings, as GitHub makes them. */
function headingsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (?<title>.*)$/gm)].map(({ groups: { title = '' } = {} }) =>
    title
      .replace(/\[(?<text>[^\]]*)\]\([^)]*\)/g, '$<text>')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
