import { describe, expect, test } from 'vitest'
import { run } from '../run.ts'
import { shared } from '../shared.ts'

const data = shared('eval/dev.qrels')
describe.skipIf(data.missing)(`the benchmark${data.note}`, () => {
  test.each([
    ['an unknown engine', ['nosuch', '2000'], /^No engine is called nosuch: there are SEND Answers; .+\n$/],
    ['an engine without a size', ['lunr'], /^After the engine comes "quality", or how many passages .+\n$/],
  ])('reports %s, and ends with 2', async (_what, args, said) => {
    const { code, stderr } = await run(['eval/bench/bench.ts', ...args])
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(said) })
  })
})
