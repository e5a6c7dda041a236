import type { Exchange } from '../../playground/inspector/exchange.ts'
import { startPlayground } from '../../playground/playground.ts'
import type { Node } from '../../playground/show/drawing.ts'
import type { Scene } from '../../playground/show/scene.ts'
import { createAnswering } from '../../src/answering/answering.ts'
import { createLog } from '../../src/log.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import type { Verdicts } from '../../src/storage/verdicts.ts'

/** The playground with answers of a test in it, asked as its page asks it. */
export interface OpenPlayground {
  url: string
  ask: <Answer = Record<string, unknown>>(path: string, body: object) => Promise<Answer>
  /** What somebody sees, once it is as wanted. */
  until: (look: object, wanted: (scene: Scene) => boolean) => Promise<Scene>
  exchanges: () => Promise<Exchange[]>
  people: string[]
  channels: string[]
  verdicts: unknown[]
  log: string[]
  close: () => Promise<void>
}

export async function openPlayground(answers: readonly WrittenAnswer[], port = 0): Promise<OpenPlayground> {
  const index = createPassageIndex()
  index.add(answers)
  const lines: string[] = []
  const log = createLog('warn', (line) => void lines.push(line))
  const verdicts: unknown[] = []
  const kept: Verdicts = {
    keep: async (verdict) => void verdicts.push(verdict),
    counts: async () => ({ helpful: verdicts.length, unhelpful: 0 }),
  }
  const services = { answering: createAnswering({ corpus: createCorpus(answers), index, verdicts: kept }), log }
  const playground = await startPlayground(port, services, log)
  const ask: OpenPlayground['ask'] = async (path, body) => {
    const answer = await fetch(`${playground.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: playground.url },
      body: JSON.stringify(body),
    })
    const said = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(said)}`)
    return said as never
  }
  const { as, place } = await ask<{ as: string; place: string }>('/start', {})
  const first = await ask<Scene>('/scene', { as, place })
  return {
    url: playground.url,
    ask,
    async until(look, wanted) {
      const deadline = Date.now() + 10_000
      for (let known = -1; ; ) {
        const scene = await ask<Scene>('/scene', { as, place, ...look, known })
        if (wanted(scene)) return scene
        if (Date.now() > deadline) throw new Error(`not seen in time: ${JSON.stringify(scene).slice(0, 2000)}`)
        known = scene.version
      }
    },
    async exchanges() {
      const { exchanges } = await ask<Scene>('/scene', { as, place })
      return Promise.all(exchanges.map(({ id }) => ask<Exchange>('/exchange', { id })))
    },
    people: first.people.map(({ id }) => id),
    channels: first.channels.map(({ id }) => id),
    verdicts,
    log: lines,
    close: playground.stop,
  }
}

/** All the text that was drawn. */
export function textOf(tree: readonly Node[]): string {
  return tree.map((node) => (typeof node === 'string' ? node : textOf(node[2]))).join('')
}

/** Every tag that was drawn. */
export function tagsOf(tree: readonly Node[]): string[] {
  return tree.flatMap((node) => (typeof node === 'string' ? [] : [node[0], ...tagsOf(node[2])]))
}
