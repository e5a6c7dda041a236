import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const PLAYGROUND = join(import.meta.dirname, '..')
const ROOT = join(PLAYGROUND, '..')
const KEPT = join(ROOT, 'node_modules', '.vite', 'playground', 'page.json')

const PageFiles = z.record(z.string(), z.object({ type: z.string(), body: z.string() }))
/** The page's files by path, with `/` for the HTML. */
export type PageFiles = z.infer<typeof PageFiles>
const Kept = z.object({ key: z.string(), files: PageFiles })

const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' }

/** Builds the page, or takes the last build, kept in node_modules/.vite, if no source has changed since. */
export async function buildPage(): Promise<PageFiles> {
  const key = await hashOfSources()
  const kept = await readFile(KEPT, 'utf8')
    .then(JSON.parse)
    .catch(() => undefined)
  const { data } = Kept.safeParse(kept)
  if (data?.key === key) return data.files
  const files = await build()
  // Renamed, so that another process never reads half a file. A folder that cannot be written only costs time.
  await mkdir(dirname(KEPT), { recursive: true })
    .then(() => writeFile(`${KEPT}.${process.pid}`, JSON.stringify({ key, files })))
    .then(() => rename(`${KEPT}.${process.pid}`, KEPT))
    .catch(() => {})
  return files
}

/** A hash of everything that the page is made of: the playground's files and the versions of packages. */
async function hashOfSources(): Promise<string> {
  const files = await readdir(PLAYGROUND, { recursive: true, withFileTypes: true })
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  const hash = createHash('sha256')
  for (const path of [join(ROOT, 'package-lock.json'), ...paths.sort()]) hash.update(await readFile(path)).update(path)
  return hash.digest('hex')
}

async function build(): Promise<PageFiles> {
  // Loaded only if needed: it takes longer than all the playground's other modules.
  const vite = await import('vite')
  const result = await vite.build({
    root: join(PLAYGROUND, 'page'),
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    // Vite would take NODE_ENV, which is `test` in tests, and React's development version is three times as large.
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: { write: false, minify: false, target: 'esnext', modulePreload: false, reportCompressedSize: false },
  })
  if (!('output' in result)) throw new Error('Vite built more than one page')
  return Object.fromEntries(
    result.output.map((file) => {
      const type = `${TYPES[file.fileName.split('.').at(-1) ?? ''] ?? 'application/octet-stream'}; charset=utf-8`
      const body = String(file.type === 'chunk' ? file.code : file.source)
      return [file.fileName === 'index.html' ? '/' : `/${file.fileName}`, { type, body }]
    }),
  )
}
