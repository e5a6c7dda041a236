import { create, insertMultiple, search } from '@orama/orama'
import { Index as FlexIndex } from 'flexsearch'
import lunr from 'lunr'
import MiniSearch from 'minisearch'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { createMeasuredProduct } from '../quality/measured-product.ts'
import { DEPTH, type Engine, type MakeEngine, passagesOf, pick } from './engine.ts'
import { fullTextSearch, words } from './full-text-search.ts'
import { oramaHybrid, sqliteHybrid } from './hybrids.ts'
import type { Embedding } from './passage-vectors-of.ts'

const PRODUCT = 'SEND Answers'

/** Whether it is the product, with or without its search by meaning: only it has filters. */
export function isProduct(engine: string): boolean {
  return engine.startsWith(PRODUCT)
}

async function product(answers: readonly WrittenAnswer[], embedding?: Embedding): Promise<Engine> {
  const measured = await createMeasuredProduct(answers, embedding)
  return { ask: async (question) => (await measured.ask(question, DEPTH)).found }
}

/** Peers by words. */
const WORD_ENGINES: Record<string, (answers: readonly WrittenAnswer[]) => Promise<Engine> | Engine> = {
  [`${PRODUCT}, words only`]: (answers) => product(answers),

  'MiniSearch, default': (answers) => miniSearch(answers, {}),

  'MiniSearch, prefix and fuzzy': (answers) => miniSearch(answers, { prefix: true, fuzzy: 0.2 }),

  lunr(answers) {
    const { hits, texts } = passagesOf(answers)
    const index = lunr(function () {
      this.field('text')
      for (const [id, text] of texts.entries()) this.add({ id, text })
    })
    // Only words are given, since punctuation is query syntax in lunr.
    return {
      ask: (question) =>
        pick(
          hits,
          index.search(words(question)).map(({ ref }) => Number(ref)),
        ),
    }
  },

  FlexSearch(answers) {
    const { hits, texts } = passagesOf(answers)
    const index = new FlexIndex({ tokenize: 'strict' })
    for (const [id, text] of texts.entries()) index.add(id, text)
    return { ask: (question) => pick(hits, index.search(question, { limit: DEPTH, suggest: true }).map(Number)) }
  },

  async Orama(answers) {
    const { hits, texts } = passagesOf(answers)
    const db = create({ schema: { text: 'string' } as const })
    await insertMultiple(
      db,
      texts.map((text, id) => ({ id: String(id), text })),
    )
    return {
      async ask(term) {
        const found = await search(db, { term, limit: DEPTH })
        return pick(
          hits,
          found.hits.map(({ id }) => Number(id)),
        )
      },
    }
  },

  'SQLite FTS5, porter': (answers) => {
    const { hits, texts } = passagesOf(answers)
    const find = fullTextSearch(texts)
    return { ask: (question) => pick(hits, find(question, DEPTH)) }
  },
}

/** Peers index one document a paragraph, with their defaults unless their name says otherwise. */
export const ENGINES: Record<string, MakeEngine> = {
  [PRODUCT]: { byMeaning: true, make: product },
  ...Object.fromEntries(Object.entries(WORD_ENGINES).map(([name, make]) => [name, { byMeaning: false, make }])),
  'Orama, hybrid': { byMeaning: true, make: oramaHybrid },
  'SQLite FTS5 and a scan of vectors': { byMeaning: true, make: sqliteHybrid },
}

function miniSearch(answers: readonly WrittenAnswer[], searchOptions: { prefix?: boolean; fuzzy?: number }): Engine {
  const { hits, texts } = passagesOf(answers)
  const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'], searchOptions })
  index.addAll(texts.map((text, id) => ({ id, text })))
  return {
    ask: (question) =>
      pick(
        hits,
        index.search(question).map(({ id }) => Number(id)),
      ),
  }
}
