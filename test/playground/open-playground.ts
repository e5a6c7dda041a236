import type { Exchange } from '../../playground/inspector/recorder.ts'
import { startPlayground } from '../../playground/playground.ts'
import {
  actionOf,
  type Element,
  elementsOf,
  type FieldState,
  type StateValues,
  stateOf,
} from '../../playground/show/controls.ts'
import { nameOf } from '../../playground/show/name-of.ts'
import type { Scene } from '../../playground/show/scene.ts'
import type { SceneBlock } from '../../playground/workspace/shapes.ts'
import { createAnswering } from '../../src/answering/answering.ts'
import type { Fetching } from '../../src/answering/fetching.ts'
import type { Meaning } from '../../src/answering/meaning.ts'
import { createFollows, type Follows } from '../../src/following/follows.ts'
import { createLog } from '../../src/log.ts'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { createCorpus } from '../../src/search/corpus.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { Vocabulary } from '../../src/search/text/vocabulary.ts'
import { createMemoryState } from '../../src/storage/memory/memory-state.ts'
import type { Verdicts } from '../../src/storage/verdicts.ts'

/** A playground with a test's answers, and requests to it as its page sends them. */
export interface OpenPlayground {
  url: string
  ask: <Answer = Record<string, unknown>>(path: string, body: object) => Promise<Answer>
  /** What that person sees there, once it is as `wanted`. @throws Error after ten seconds */
  until: (look: object, wanted: (scene: Scene) => boolean) => Promise<Scene>
  exchanges: () => Promise<readonly Exchange[]>
  people: string[]
  channels: string[]
  verdicts: unknown[]
  /** Changes what `answering.fetching()` says. */
  setFetching: (fetching: Fetching) => void
  /** What is followed. */
  follows: Follows
  sendDigests: () => Promise<void>
  /** Has an answer corrected, and the messages that quote it. */
  correct: (answer: WrittenAnswer) => Promise<void>
  log: string[]
  close: () => Promise<void>
}

/** Without `byMeaning` the words alone search. `topic`: words of the field, with commas between them. */
export async function openPlayground(
  answers: readonly WrittenAnswer[],
  port = 0,
  byMeaning?: Meaning,
  topic = '',
): Promise<OpenPlayground> {
  const index = createPassageIndex(Vocabulary.parse({ topic: topic === '' ? [] : [topic] }))
  index.add(answers)
  const lines: string[] = []
  const log = createLog('warn', (line) => void lines.push(line))
  const verdicts: unknown[] = []
  const kept: Verdicts = {
    keep: async (verdict) => void verdicts.push(verdict),
    counts: async () => ({ helpful: verdicts.length, unhelpful: 0 }),
    erase: async () => 0,
  }
  const corpus = createCorpus()
  for (const answer of answers) corpus.put(answer)
  let fetching: Fetching = { kind: 'idle' }
  const answering = createAnswering({ corpus, index, verdicts: kept, byMeaning, fetching: () => fetching })
  const state = createMemoryState()
  const services = { answering, state, log }
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
  const { as, place: dm } = await ask<{ as: string; place: string }>('/start', {})
  const first = await ask<Scene>('/scene', { as, place: dm })
  const place = first.cast.channels[0]?.id
  return {
    url: playground.url,
    ask,
    async until(look, wanted) {
      const deadline = Date.now() + 10_000
      for (let known = -1; ; ) {
        const scene = await ask<Scene>('/scene', { as, place, ...look, known })
        if (wanted(scene)) return scene
        if (Date.now() > deadline) throw new Error(`not seen in ten seconds: ${JSON.stringify(scene).slice(0, 2000)}`)
        known = scene.version
      }
    },
    async exchanges() {
      return (await ask<Scene>('/scene', { as, place })).exchanges
    },
    people: first.cast.people.map(({ id }) => id),
    channels: first.cast.channels.map(({ id }) => id),
    verdicts,
    setFetching(now) {
      fetching = now
    },
    follows: createFollows(state),
    sendDigests: playground.sendDigests,
    async correct(answer) {
      corpus.put(answer)
      await playground.sendCorrections()
    },
    log: lines,
    close: playground.stop,
  }
}

/** All text in blocks, in order, with mentions by name. */
export function textOf(value: unknown, scene?: Scene): string {
  if (Array.isArray(value)) return value.map((one) => textOf(one, scene)).join('')
  if (typeof value !== 'object' || value === null) return ''
  const { type, user_id, text } = value as { type?: string; user_id?: string; text?: unknown }
  if (type === 'user') return `@${scene && nameOf(String(user_id), scene.cast)}`
  if (typeof text === 'string') return text
  return Object.values(value)
    .map((one) => textOf(one, scene))
    .join('')
}

/** The element with that action id, or of that type, and the id of its block. @throws Error if there is none */
export function elementIn(blocks: readonly SceneBlock[] = [], name: string): { block_id: string; element: Element } {
  for (const block of blocks) {
    const element = elementsOf(block).find(({ action_id, type }) => action_id === name || type === name)
    if (element) return { block_id: block.block_id, element }
  }
  throw new Error(`there is no element ${name}`)
}

/** The state of blocks in which those fields, by action id, have that content. */
export function filled(blocks: readonly SceneBlock[] = [], contents: Record<string, string>): StateValues {
  const entered: StateValues = {}
  for (const [name, content] of Object.entries(contents)) {
    const { block_id, element } = elementIn(blocks, name)
    entered[block_id] = { ...entered[block_id], [element.action_id ?? '']: contentOf(element, content) }
  }
  return stateOf(blocks, entered)
}

function contentOf(element: Element, content: string): FieldState {
  switch (element.type) {
    case 'plain_text_input':
      return { type: element.type, value: content }
    case 'datepicker':
      return { type: element.type, selected_date: content }
    default:
      throw new Error(`${element.type} is not filled by these tests`)
  }
}

/** What the page sends when an element is used. */
export function pressOf(
  blocks: readonly SceneBlock[] = [],
  name: string,
  { contents = {}, choice }: { contents?: Record<string, string>; choice?: string } = {},
): { action: object; values: StateValues } {
  const { block_id, element } = elementIn(blocks, name)
  const values = filled(blocks, contents)
  return { action: actionOf(block_id, element, values[block_id]?.[element.action_id ?? ''], choice), values }
}
