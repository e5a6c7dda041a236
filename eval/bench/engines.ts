import { DatabaseSync } from 'node:sqlite'
import { create, insertMultiple, search } from '@orama/orama'
import { Index as FlexIndex } from 'flexsearch'
import lunr from 'lunr'
import MiniSearch from 'minisearch'
import type { WrittenAnswer } from '../../src/record/answer.ts'
import { passageText } from '../../src/record/passage-text.ts'
import type { Found } from '../../src/search/found.ts'
import { createMeasuredProduct } from '../quality/measured-product.ts'

/** A passage that was found: enough to map it to a canonical passage. */
type Hit = Pick<Found, 'answer' | 'index'>

/** A search engine with its passages indexed. */
export interface Engine {
  /** The best ten, the best first. */
  ask: (question: string) => Promise<Hit[]> | Hit[]
}

const DEPTH = 10

export type MakeEngine = (answers: readonly WrittenAnswer[]) => Promise<Engine> | Engine

export const PRODUCT = 'SEND Answers'

/** Peers index one document a paragraph, with their defaults unless their name says otherwise. */
export const ENGINES: Record<string, MakeEngine> = {
  async [PRODUCT](answers) {
    const product = await createMeasuredProduct(answers)
    return { ask: async (question) => (await product.ask(question, DEPTH)).found }
  },

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
    const db = new DatabaseSync(':memory:')
    db.exec("create virtual table passages using fts5(text, tokenize = 'porter unicode61'); begin")
    const insert = db.prepare('insert into passages (rowid, text) values (?, ?)')
    for (const [id, text] of texts.entries()) insert.run(id, text)
    db.exec('commit')
    const query = db.prepare(`select rowid from passages where passages match ? order by bm25(passages) limit ${DEPTH}`)
    return {
      ask(question) {
        const either = words(question)
          .split(' ')
          .map((word) => `"${word}"`)
          .join(' OR ')
        return pick(
          hits,
          query.all(either).map(({ rowid }) => Number(rowid)),
        )
      },
    }
  },
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

function passagesOf(answers: readonly WrittenAnswer[]): { hits: Hit[]; texts: string[] } {
  const hits = answers.flatMap((answer) => answer.passages.map((_, index): Hit => ({ answer, index })))
  return { hits, texts: answers.flatMap(({ passages }) => passages.map(passageText)) }
}

function pick(hits: readonly Hit[], ids: readonly number[]): Hit[] {
  return ids.slice(0, DEPTH).flatMap((id) => hits[id] ?? [])
}

function words(question: string): string {
  return (question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['nothing']).join(' ')
}
