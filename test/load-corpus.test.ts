import { writeFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { analysisFile } from '../src/analysis-file.ts'
import { createAnswering } from '../src/answering/answering.ts'
import { analyseForStarts, CORPUS_FOLDER, loadCorpus, storeFile } from '../src/load-corpus.ts'
import { createLog } from '../src/log.ts'
import { ParliamentRecord } from '../src/sources/parliament/record.ts'
import { createSqliteStore } from '../src/storage/sqlite/sqlite-store.ts'
import { asking } from './answering/answering-from.ts'
import { record } from './sources/parliament/fake-parliament.ts'
import { temporaryFolder } from './temporary-folder.ts'

async function stored(answerText: string) {
  const folder = await temporaryFolder()
  const store = createSqliteStore(storeFile(folder))
  onTestFinished(() => store.close())
  const one = ParliamentRecord.parse(record({ id: 1, heading: 'Pools', answerText }))
  const examined = [{ id: 1, fingerprint: 'f', record: one }]
  store.savePage(examined, { step: 's', next: undefined, newest: undefined })
  const ask = async (question: string) => {
    const live = await loadCorpus(
      CORPUS_FOLDER,
      folder,
      createLog('error', () => {}),
    )
    live.store?.close()
    return asking(createAnswering(live))(question)
  }
  return { folder, store, ask }
}

test('a start answers alike with what was analysed for it, without it, and where it is not whole', async () => {
  const { folder, store, ask } = await stored('<p>Hydrotherapy pools for pupils with SEND are warm.</p>')
  const question = 'are hydrotherapy pools for kids with SEN warm'
  const without = await ask(question)
  expect(without).toMatchObject({ kind: 'answer', best: { answer: { heading: 'Pools' } } })
  await analyseForStarts(CORPUS_FOLDER, folder, store)
  expect(await ask(question)).toEqual(without)
  await writeFile(analysisFile(folder), 'half of it')
  expect(await ask(question)).toEqual(without)
})
