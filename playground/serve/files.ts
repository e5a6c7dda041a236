import { readFile } from 'node:fs/promises'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

export interface ServedFile {
  type: string
  body: string
}

const PAGE = join(import.meta.dirname, '..', 'page')
const SCRIPT = /^\/page\/(?<name>[a-z-]+\.ts)$/
const STYLE = /^\/page\/(?<name>[a-z-]+\.css)$/

/** A file of the page; undefined for what is none. */
export async function servedFile(path: string): Promise<ServedFile | undefined> {
  if (path === '/') return { type: 'text/html; charset=utf-8', body: await readFile(join(PAGE, 'index.html'), 'utf8') }
  if (path === '/texts.ts') return script(join(PAGE, '..', 'texts.ts'))
  if (path === '/blocks.css') return { type: 'text/css; charset=utf-8', body: await blockStyles() }
  const style = STYLE.exec(path)?.groups?.name
  if (style)
    return found(async () => ({ type: 'text/css; charset=utf-8', body: await readFile(join(PAGE, style), 'utf8') }))
  const name = SCRIPT.exec(path)?.groups?.name
  return name === undefined ? undefined : found(() => script(join(PAGE, name)))
}

/** The page's TypeScript without its types, as Node itself runs ours: there is no build. */
async function script(file: string): Promise<ServedFile> {
  return { type: 'text/javascript; charset=utf-8', body: stripTypeScriptTypes(await readFile(file, 'utf8')) }
}

/**
 * The drawing library's styles. They hang on the id of its one container; here there are many drawings on a page, so
 * they hang on its class of the same name, with the weight of the id, which overrules its own resets. In a layer, and with
 * nothing important in it, they give way to the page's.
 */
async function blockStyles(): Promise<string> {
  const file = createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css')
  const styles = (await readFile(file, 'utf8'))
    .replaceAll('#slack_blocks_to_jsx', ':is(#slack_blocks_to_jsx, .slack_blocks_to_jsx)')
    .replaceAll('!important', '')
  return `@layer blocks {${styles}}`
}

async function found(read: () => Promise<ServedFile>): Promise<ServedFile | undefined> {
  try {
    return await read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
