import { createHash } from 'node:crypto'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { DIMENSIONS, type Embedder } from '../../../../src/search/retrieve/embedder.ts'
import { createOnnxEmbedder } from '../../../../src/search/retrieve/onnx/onnx-embedder.ts'
import { createVectorIndex } from '../../../../src/search/retrieve/vectors.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

const MODEL = join(import.meta.dirname, '..', '..', '..', '..', 'model')
const QUESTION = 'Who pays for the taxi when a child with an EHCP goes to a school in the next county?'
const TRANSPORT = {
  context:
    'Special Educational Needs: Transport. what steps she is taking to help councils with the cost of school transport',
  text: 'Councils must arrange free travel for eligible children. We know that costs have risen, and will set out our plans in the spring.',
}
const DYSLEXIA = {
  context: 'Dyslexia: Screening. whether he plans to screen every pupil',
  text: 'There are no plans to do so. Schools decide how they assess their pupils.',
}

/** The first numbers of vectors as Python's onnxruntime and tokenizers make them from the same files. */
const IN_PYTHON = {
  question: [0.0019, -0.0322, 0.0445, -0.0137, -0.0288, -0.0107, 0.0694, 0.0465],
  accents: [0.0433, 0.0837, 0.0057, 0.0361, 0.0303, 0.0255, -0.0045, -0.0163],
  transport: [0.0636, -0.0659, 0.1161, 0.0134, 0.0132, 0.0484, 0.0048, -0.023],
  dyslexia: [0.0343, 0.0982, 0.0007, -0.0325, -0.0522, 0.0163, 0.058, 0.0335],
}
/** Processors add up in another order, and int8 rounds to 0.004. */
const CLOSE = 0.01

function expectClose(vector: ArrayLike<number> | undefined, expected: readonly number[], scale = 1) {
  const differences = expected.map((number, nth) => Math.abs((vector?.[nth] ?? Number.NaN) / scale - number))
  expect(Math.max(...differences)).toBeLessThan(CLOSE)
}

describe('the model that ships', () => {
  let embedder: Embedder
  beforeAll(async () => {
    embedder = await createOnnxEmbedder(MODEL)
  })
  afterAll(() => embedder.close())

  test('its files are those that the checksums name', async () => {
    const sums = await readFile(join(MODEL, 'SHA256SUMS'), 'utf8')
    for (const file of ['embedder.onnx', 'tokenizer.json']) {
      const sha256 = createHash('sha256')
        .update(await readFile(join(MODEL, file)))
        .digest('hex')
      expect(sums).toContain(`${sha256}  ${file}\n`)
    }
    expect(sums).toMatch(/^a8965ab92f18\w+ {2}embedder\.onnx$/m)
    expect(sums).toMatch(/^e68392d15c55\w+ {2}tokenizer\.json$/m)
  })

  test('its name is made of the checksums, and of how texts are fed to it', () => {
    expect(embedder.model).toBe('a8965ab92f18-e68392d15c55-1')
  })

  test('a question has the vector that it has in Python, of length 1', async () => {
    const vector = await embedder.embedQuestion(QUESTION)
    expectClose(vector, IN_PYTHON.question)
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4)
    expectClose(
      await embedder.embedQuestion('Wie viele Plätze gibt es – für Schüler mit “SEN” in Zürich?'),
      IN_PYTHON.accents,
    )
  })

  test('passages have the vectors that they have in Python, as int8, in the order asked for', async () => {
    const [transport, dyslexia] = await embedder.embedPassages([TRANSPORT, DYSLEXIA])
    expectClose(transport, IN_PYTHON.transport, 254)
    expectClose(dyslexia, IN_PYTHON.dyslexia, 254)
    expect(transport).toHaveLength(DIMENSIONS)
  })

  test('the passage that answers is nearer to the question than one that doesn’t', async () => {
    const index = createVectorIndex()
    const [transport, dyslexia] = (await embedder.embedPassages([TRANSPORT, DYSLEXIA])) as [Int8Array, Int8Array]
    index.add('dyslexia', dyslexia)
    index.add('transport', transport)
    const found = index.nearest(await embedder.embedQuestion(QUESTION), 10)
    expect(found.map(({ key }) => key)).toEqual(['transport', 'dyslexia'])
    expect(found[0]?.cosine).toBeCloseTo(0.521, 1)
  })

  test('the end of a text too long to be read at once is found by a window of its own', async () => {
    const filler = 'We have given councils money to train the staff who work in their offices. '.repeat(40)
    const long = { context: 'Schools', text: `${filler}No pupil has to pay for the school bus to a special school.` }
    const [vectors] = (await embedder.embedPassages([long])) as [Int8Array]
    expect(vectors.length % DIMENSIONS).toBe(0)
    expect(vectors.length / DIMENSIONS).toBeGreaterThan(2)
    const question = await embedder.embedQuestion('is the bus to special school free?')
    const cosineOf = (window: Int8Array) => {
      const index = createVectorIndex()
      index.add('window', window)
      return index.cosine(question, 'window') ?? 0
    }
    expect(cosineOf(vectors)).toBeGreaterThan(cosineOf(vectors.slice(0, DIMENSIONS)) + 0.1)
  })

  test('a question is embedded once, however often it is asked', async () => {
    const vectors = await Promise.all([embedder.embedQuestion('once?'), embedder.embedQuestion('once?')])
    expect(vectors[1]).toBe(vectors[0])
  })

  test('a question goes before passages that wait, and this thread is free meanwhile', async () => {
    let turns = 0
    let counting = setImmediate(function turn() {
      turns += 1
      counting = setImmediate(turn)
    })
    onTestFinished(() => clearImmediate(counting))
    const order: string[] = []
    const passages = Promise.all(
      Array.from({ length: 30 }, (_, nth) =>
        embedder.embedPassages([{ ...TRANSPORT, context: `${nth}` }]).then(() => order.push('passage')),
      ),
    )
    await embedder.embedQuestion('how long until somebody answers?').then(() => order.push('question'))
    await passages
    expect(order.indexOf('question')).toBeLessThan(3)
    // Where the model runs on this thread, there are hardly more turns than passages.
    expect(turns).toBeGreaterThan(300)
  })
})

describe('where the model can’t be used', () => {
  const broken = async (change: (folder: string) => Promise<unknown>, runtime?: string) => {
    const folder = await temporaryFolder()
    await cp(MODEL, folder, { recursive: true, filter: (from) => !from.endsWith('training') })
    await change(folder)
    return createOnnxEmbedder(folder, runtime === undefined ? {} : { runtime }).then(
      () => undefined,
      (error) => error,
    )
  }

  test('a missing file is named', async () => {
    const error = await broken((folder) => rm(join(folder, 'embedder.onnx')))
    expect(error).toMatchObject({ code: 'embedder-unavailable' })
    expect(error.message).toMatch(/embedder\.onnx/)
  })

  test('a file other than its checksum says is refused', async () => {
    const error = await broken((folder) => writeFile(join(folder, 'tokenizer.json'), '{}'))
    expect(error).toMatchObject({ code: 'embedder-unavailable' })
    expect(error.message).toMatch(/tokenizer\.json is not the file that SHA256SUMS names/)
  })

  test('a runtime that isn’t there, or doesn’t load here, is a reason', async () => {
    const missing = await broken(async () => {}, 'no-such-runtime')
    expect(missing).toMatchObject({ code: 'embedder-unavailable' })
    expect(missing.message).toMatch(/no-such-runtime/)

    const crashing = await broken(async () => {}, 'data:text/javascript,process.kill(process.pid,"SIGILL")')
    expect(crashing.message).toMatch(/its process ended with SIGILL/)
  })
})

test('after it is closed every call is rejected, also one that waited', async () => {
  const embedder = await createOnnxEmbedder(MODEL)
  const waiting = embedder.embedPassages(Array.from({ length: 20 }, () => TRANSPORT)).catch((error) => error.code)
  await embedder.embedQuestion('is it up?')
  await embedder.close()
  expect(await waiting).toBe('embedder-unavailable')
  await expect(embedder.embedQuestion('and now?')).rejects.toMatchObject({ code: 'embedder-unavailable' })
})

test('a process that died is started again by the next call', async () => {
  const folder = await temporaryFolder()
  const runtime = join(folder, 'runtime.mjs')
  // The real runtime, in a process that dies while it embeds the first question: it is longer than the second.
  const real = import.meta.resolve('onnxruntime-node')
  await writeFile(
    runtime,
    `import ort from '${real}'
     export const Tensor = ort.Tensor
     export const InferenceSession = { create: async (...args) => {
       const session = await ort.InferenceSession.create(...args)
       return { run: (feeds) => feeds.input_ids.dims[1] > 10 ? process.exit(9) : session.run(feeds) }
     } }`,
  )
  const embedder = await createOnnxEmbedder(MODEL, { runtime })
  await expect(embedder.embedQuestion(QUESTION)).rejects.toThrow(/its process ended with 9/)
  expect(await embedder.embedQuestion('taxi?')).toHaveLength(DIMENSIONS)
  await embedder.close()
})
