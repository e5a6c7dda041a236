import { DatabaseSync } from 'node:sqlite'

/** SQLite's full text search with Porter's stemmer: gives the numbers of the best texts, the best first. */
export function fullTextSearch(texts: readonly string[]): (question: string, limit: number) => number[] {
  const db = new DatabaseSync(':memory:')
  db.exec("create virtual table passages using fts5(text, tokenize = 'porter unicode61'); begin")
  const insert = db.prepare('insert into passages (rowid, text) values (?, ?)')
  for (const [id, text] of texts.entries()) insert.run(id, text)
  db.exec('commit')
  const query = db.prepare('select rowid from passages where passages match ? order by bm25(passages) limit ?')
  return (question, limit) => {
    const either = words(question)
      .split(' ')
      .map((word) => `"${word}"`)
      .join(' OR ')
    return query.all(either, limit).map(({ rowid }) => Number(rowid))
  }
}

/** The words of a question without punctuation, which is query syntax in some engines. */
export function words(question: string): string {
  return (question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['nothing']).join(' ')
}
