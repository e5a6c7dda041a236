import { writeFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { indexFile } from '../src/index-file.ts'
import { CORPUS_FOLDER, loadCorpus, saveIndex, storeFile } from '../src/load-corpus.ts'
import { createLog } from '../src/log.ts'
import { ParliamentRecord } from '../src/sources/parliament/record.ts'
import { createSqliteStore } from '../src/storage/sqlite/sqlite-store.ts'
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
    return live.ask(question)
  }
  return { folder, store, ask }
}

test('a start answers the same with a saved index, without one, and with a damaged one', async () => {
  const { folder, store, ask } = await stored('<p>Hydrotherapy pools for pupils with SEND are warm.</p>')
  const question = 'are hydrotherapy pools for kids with SEN warm'
  const without = await ask(question)
  expect(without).toMatchObject({ kind: 'answer', best: { answer: { heading: 'Pools' } } })
  await saveIndex(CORPUS_FOLDER, folder, store)
  expect(await ask(question)).toEqual(without)
  await writeFile(indexFile(folder), 'half of it')
  expect(await ask(question)).toEqual(without)
})
