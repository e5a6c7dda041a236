import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { analysisFile } from '../src/analysis-file.ts'
import { createAnswering } from '../src/answering/answering.ts'
import { analyseForStarts, CORPUS_FOLDER, loadCorpus } from '../src/load-corpus.ts'
import { createLog } from '../src/log.ts'
import { answerKey } from '../src/record/identity.ts'
import { createSqliteStorage } from '../src/storage/sqlite/sqlite-storage.ts'
import { asking } from './answering/answering-from.ts'
import { answer } from './answers.ts'
import { temporaryFolder } from './temporary-folder.ts'

async function stored(paragraph: string) {
  const folder = await temporaryFolder()
  const storage = createSqliteStorage(folder)
  onTestFinished(() => storage.close())
  const one = answer({ heading: 'Pools', paragraphs: [paragraph] })
  await storage.save({ records: [], answers: [{ key: answerKey(one), group: 'g', answer: one }] })
  const ask = async (question: string) => {
    const live = await loadCorpus(
      CORPUS_FOLDER,
      folder,
      createLog('error', () => {}),
    )
    await live.storage?.close()
    return asking(createAnswering(live))(question)
  }
  return { folder, storage, ask }
}

test('a start answers alike with what was analysed for it, without it, and where it is not whole', async () => {
  const { folder, storage, ask } = await stored('Hydrotherapy pools for pupils with SEND are warm.')
  const question = 'are hydrotherapy pools for kids with SEN warm'
  const without = await ask(question)
  expect(without).toMatchObject({ kind: 'answer', best: { answer: { heading: 'Pools' } } })
  await analyseForStarts(CORPUS_FOLDER, folder, storage.answers)
  expect(await ask(question)).toEqual(without)
  await writeFile(analysisFile(folder), 'half of it')
  expect(await ask(question)).toEqual(without)
})

test('a stored answer that can’t be read is left out, named in the log, and the others are served', async () => {
  const { folder, storage } = await stored('Hydrotherapy pools are warm.')
  const other = answer({ uin: '7', paragraphs: ['Jacuzzi pools are cold.'] })
  await storage.save({ records: [], answers: [{ key: answerKey(other), group: 'h', answer: other }] })
  const database = new DatabaseSync(join(folder, 'answers.sqlite'))
  database.exec(`UPDATE answer SET json = '{' WHERE key LIKE '%/7'`)
  database.close()
  const lines: Record<string, unknown>[] = []
  const live = await loadCorpus(
    CORPUS_FOLDER,
    folder,
    createLog('warn', (line) => lines.push(JSON.parse(line))),
  )
  onTestFinished(async () => live.storage?.close())
  expect(lines).toMatchObject([{ event: 'corpus.answer_left_out', key: '2024-01-08/7', problem: expect.any(String) }])
  expect(await asking(createAnswering(live))('hydrotherapy pools')).toMatchObject({ kind: 'answer' })
})
