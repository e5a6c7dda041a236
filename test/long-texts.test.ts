import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, test } from 'vitest'
import englishWords from 'word-list'
import { sentencesToAsk } from '../src/answering/sentences-to-ask.ts'
import { contentWords } from '../src/search/text/tokens.ts'
import { parseVocabulary } from '../src/search/text/vocabulary.ts'
import { replyMessage } from '../src/slack/blocks/reply.ts'
import { plainQuestion } from '../src/slack/plain-question.ts'
import { VOCABULARY_FILE } from '../src/sources/corpus-folder/corpus-files.ts'
import { replyText } from '../src/wording/reply-text.ts'
import { answeringFrom } from './answering/answering-from.ts'
import { answer } from './answers.ts'
import { AFTER, BEFORE, CHARS, inventedWords, longText, TEXTS, UNITS } from './hostile-texts.ts'
import { workedMs } from './worked-ms.ts'

/** Other requests wait while the main thread is busy. */
const LIMIT_MS = 50
const TODAY = '2024-06-01'
/** A run that something else disturbed is repeated. A text that takes too long does so each time. */
const RUNS = 5

const anyText = fc
  .tuple(
    fc.constantFrom(...BEFORE),
    fc.oneof(
      fc.constantFrom(...UNITS),
      fc.tuple(fc.constantFrom(...UNITS), fc.constantFrom(...UNITS)).map((pair) => pair.join('')),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
    ),
    fc.constantFrom(...AFTER),
  )
  .map((parts) => longText(...parts))

const english = new Set(readFileSync(englishWords, 'utf8').split('\n'))
const answering = answeringFrom(
  Array.from({ length: 60 }, (_, n) =>
    answer({
      uin: String(n + 1),
      heading: 'Schools: Ramps',
      answeredBy: { name: n % 2 ? 'Vicky Ford' : 'Nadhim Zahawi' },
      paragraphs: [`Ramps and lifts in Kent, ${n}.`, inventedWords(8).slice(n * 500, (n + 1) * 500)],
    }),
  ),
  parseVocabulary(readFileSync(VOCABULARY_FILE, 'utf8'), VOCABULARY_FILE),
  { isEnglishWord: (word) => english.has(word) },
)
const { parse, page, request, next, followsUp } = answering
const LOOK = { today: TODAY, keepQuestions: false }

/** All that is done with a text on the main thread, by the way that it comes in. */
const WAYS: Readonly<Record<string, (text: string) => unknown>> = {
  'Slack’s markup is removed': plainQuestion,
  'it is parsed': parse,
  'it is taken for a command or a question': request,
  'it is split into sentences': sentencesToAsk,
  'it is asked, by words alone': async (text) => replyText((await page(parse(text))).reply, TODAY),
  'it is asked, and the reply is drawn': async (text) => replyMessage(await page(parse(text)), LOOK),
  'it is a message after a question': async (text) =>
    next(text, (await next('ramps in Kent?', undefined, TODAY)).turn, TODAY),
  'it is a message before another': async (text) =>
    next('and in Surrey?', (await next(text, undefined, TODAY)).turn, TODAY),
  'it is a message in a thread, to somebody else': async (text) => {
    const { turn } = await next('ramps in Kent?', undefined, TODAY)
    return turn && followsUp(text, turn, TODAY)
  },
  'its words are kept with a verdict': (text) => contentWords(parse(text).asked),
}

describe(`a text of ${CHARS} characters takes at most ${LIMIT_MS} ms, whatever it is, where`, () => {
  test.each(Object.entries(WAYS))('%s', async (_way, take) => {
    await take('how long does an asessment for ramps take?')
    const examples = TEXTS.map((text): [string] => [text])
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        let least = Number.POSITIVE_INFINITY
        for (let run = 0; run < RUNS && least > LIMIT_MS; run++)
          least = Math.min(least, await workedMs(() => take(text)))
        if (least > LIMIT_MS) throw new Error(`${least} ms`)
      }),
      // The same texts in each run: another is no reason to fail somebody’s change.
      { examples, numRuns: examples.length + 40, seed: 1, endOnFailure: true },
    )
  })
})
