import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { TOPIC_FILE } from '../../../src/sources/corpus-folder/corpus-files.ts'
import { parliamentReader } from '../../../src/sources/parliament/parliament-reader.ts'
import { parseTopic } from '../../../src/sync/topic.ts'
import { workedMs } from '../../worked-ms.ts'
import { record } from './fake-parliament.ts'

const topic = parseTopic(readFileSync(TOPIC_FILE, 'utf8'))

const CHARS = 299_000
/** Parsing takes a tenth of it on an idle machine. */
const LIMIT_MS = 2000
const repeated = (text: string, most = CHARS / text.length) => text.repeat(Math.min(most, CHARS / text.length))
const distinct = (of: (n: number) => string) =>
  Array.from({ length: 45_000 }, (_, n) => of(n))
    .join('')
    .slice(0, CHARS)

describe('a record takes at most two seconds, whatever its text is', () => {
  test.each([
    ['short paragraphs', repeated('<p>x', 19_000)],
    ['paragraphs inside bold text', `${repeated('<b>', 20)}${repeated('<p>x', 2000)}`],
    ['line breaks', repeated('<br>x', 19_000)],
    ['links', repeated('<a href="https://a.b/c">x</a> ')],
    ['tags that are never closed', repeated('<')],
    ['a tag with many attributes', `<p ${distinct((n) => `${n.toString(36)} `)}>x`],
    ['text before its table', repeated('<table>x', 9000)],
    ['lists inside lists', repeated(`${'<ul><li>x'.repeat(40)}${'</ul>'.repeat(40)}`, 200)],
    ['references', repeated('I refer to the answer to questions 1234 and ')],
    ['openings of references', repeated('I refer ')],
    ['spaces', `x${repeated(' ')}x`],
    ['line feeds', `x${repeated('\n')}x`],
    ['one word', repeated('x')],
    ['words of the topic', repeated('special educational ')],
    ['words of the topic between marks', repeated('SEND,- ')],
  ])('%s', async (_what, answerText) => {
    const take = () => {
      const parsed = parliamentReader.parse(record({ id: 1, answerText }))
      if ('record' in parsed) {
        expect(parliamentReader.isAnswered(parsed.record)).toBe(true)
        parliamentReader.makeAnswer([parsed.record])
        topic.belongs(parliamentReader.texts(parsed.record))
      }
    }
    expect(Math.min(await workedMs(take), await workedMs(take))).toBeLessThan(LIMIT_MS)
  })
})
