import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { corpusStatus, createApp, indexForStarts } from '../src/app.ts'
import { AppError } from '../src/app-error.ts'
import { createLog } from '../src/log.ts'
import { answerKey } from '../src/record/identity.ts'
import { createSqliteStorage } from '../src/storage/sqlite/sqlite-storage.ts'
import { answer } from './answers.ts'
import { temporaryFolder } from './temporary-folder.ts'

async function stored(paragraph: string) {
  const folder = await temporaryFolder()
  const storage = createSqliteStorage(folder)
  onTestFinished(() => storage.close())
  const one = answer({ heading: 'Pools', paragraphs: [paragraph] })
  await storage.save({ records: [], answers: [{ key: answerKey(one), group: 'g', answer: one }] })
  const lines: Record<string, unknown>[] = []
  const open = () =>
    createApp(
      { dataDir: folder },
      createLog('warn', (line) => lines.push(JSON.parse(line))),
    )
  const ask = async (question: string) => {
    const app = await open()
    onTestFinished(app.stop)
    return app.answering.ask(app.answering.parse(question))
  }
  return { folder, storage, ask, lines }
}

describe('an app', () => {
  test('answers the same with a saved index, without one, and with a damaged one', async () => {
    const { folder, storage, ask } = await stored('Hydrotherapy pools for pupils with SEND are warm.')
    const question = 'are hydrotherapy pools for kids with SEN warm'
    const without = await ask(question)
    expect(without).toMatchObject({ kind: 'answer', best: { answer: { heading: 'Pools' } } })
    await indexForStarts(folder, storage.answers)
    expect(await ask(question)).toEqual(without)
    await writeFile(join(folder, 'index.v8'), 'half of it')
    expect(await ask(question)).toEqual(without)
  })

  test('leaves out a stored answer that can’t be read, names it in the log, and serves the others', async () => {
    const { folder, storage, ask, lines } = await stored('Hydrotherapy pools are warm.')
    const other = answer({ uin: '7', paragraphs: ['Jacuzzi pools are cold.'] })
    await storage.save({ records: [], answers: [{ key: answerKey(other), group: 'h', answer: other }] })
    const database = new DatabaseSync(join(folder, 'answers.sqlite'))
    database.exec(`UPDATE answer SET json = '{' WHERE key LIKE '%/7'`)
    database.close()
    expect(await ask('hydrotherapy pools')).toMatchObject({ kind: 'answer' })
    expect(lines).toMatchObject([{ event: 'corpus.answer_left_out', key: '2024-01-08/7', problem: expect.any(String) }])
  })

  test('leaves out a storage that is damaged, says so in the log, and serves the answers that ship', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'answers.sqlite'), 'no database '.repeat(1000))
    const lines: Record<string, unknown>[] = []
    const app = await createApp(
      { dataDir: folder },
      createLog('warn', (line) => lines.push(JSON.parse(line))),
    )
    expect(await app.answering.ask(app.answering.parse('135027'))).toMatchObject({ kind: 'answer' })
    expect(lines).toMatchObject([
      { event: 'corpus.store_left_out', problem: expect.stringContaining('restore it from a backup') },
    ])
    await app.stop()
  })

  test('creates no storage unless it is told to', async () => {
    const folder = await temporaryFolder()
    const log = createLog('error', () => {})
    await (await createApp({ dataDir: folder }, log)).stop()
    expect(await corpusStatus({ dataDir: folder })).toMatchObject({ synced: 0, lastGood: undefined })
    expect(await readdir(folder)).toEqual([])
    await (await createApp({ dataDir: folder, createStorage: true }, log)).stop()
    expect(await readdir(folder)).toContain('answers.sqlite')
  })
})

describe('an app that searches by meaning', () => {
  const screening = answer({
    uin: '2',
    heading: 'Dyslexia: Screening',
    question: 'To ask the Secretary of State for Education, whether he plans to screen every pupil.',
    paragraphs: ['There are no plans to assess all pupils for dyslexia.'],
  })
  const LAY = 'do you test everybody for reading difficulties'
  const meaning = { make: 'all', wait: true } as const

  async function appWith(config: Partial<Parameters<typeof createApp>[0]>, ...load: [] | [() => Promise<never>]) {
    const { folder, storage } = await stored('Hydrotherapy pools are warm.')
    await storage.save({ records: [], answers: [{ key: answerKey(screening), group: 'h', answer: screening }] })
    const lines: Record<string, unknown>[] = []
    const log = createLog('warn', (line) => lines.push(JSON.parse(line)))
    const app = await createApp({ dataDir: folder, ...config }, log, ...load)
    onTestFinished(app.stop)
    const ask = (question: string) => app.answering.ask(app.answering.parse(question))
    return { app, ask, folder, storage, lines }
  }

  test('a lay question finds the paragraph that shares no word with it', async () => {
    const { ask, lines } = await appWith({ meaning })
    // On a busy machine the model may take longer than a question waits: then the words alone have searched, in vain.
    const found = async () => ({ ...(await ask(LAY)) })
    await expect.poll(found, { timeout: 10_000 }).toMatchObject({ best: { answer: screening, index: 0 } })
    expect(lines).toEqual([])
  })

  test('keeps the vectors that it makes, and a program that ends soon finds them stored', async () => {
    const { app, folder, lines } = await appWith({ meaning: { make: 'all', wait: false } })
    await expect.poll(app.answering.meaning, { timeout: 10_000 }).toEqual({ kind: 'on', passages: 6, missing: 0 })
    await app.stop()
    const next = await createApp(
      { dataDir: folder, meaning: { make: 'few', wait: true } },
      createLog('warn', (line) => lines.push(JSON.parse(line))),
    )
    expect(next.answering.meaning()).toEqual({ kind: 'on', passages: 6, missing: 0 })
    await next.stop()
    expect(lines).toEqual([])
  })

  test('without EMBEDDINGS the words alone search', async () => {
    const { app, ask } = await appWith({ meaning: undefined })
    expect(app.answering.meaning()).toEqual({ kind: 'off' })
    expect(await ask('plans to assess pupils for dyslexia')).toMatchObject({ best: { answer: screening } })
    expect(await ask(LAY)).toMatchObject({ kind: 'no-answer' })
  })

  test('where the model can’t run, one line of the log says why, and the words alone search', async () => {
    const { app, ask, lines } = await appWith({ meaning }, async () => {
      throw new AppError('embedder-unavailable', 'The embedding model can’t be used: no such library.')
    })
    expect(await ask('plans to assess pupils for dyslexia')).toMatchObject({ best: { answer: screening } })
    expect(await ask(LAY)).toMatchObject({ kind: 'no-answer' })
    const reason = 'The embedding model can’t be used: no such library.'
    expect(app.answering.meaning()).toEqual({ kind: 'unavailable', reason })
    expect(lines).toMatchObject([{ event: 'search.meaning_unavailable', reason }])
  })
})
