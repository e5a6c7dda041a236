import { describe, expect, test } from 'vitest'
import { createSmallTalkReader } from '../../src/answering/small-talk.ts'
import { SMALL_TALK, type SmallTalk } from '../../src/answering/small-talk-phrases.ts'
import { workedMs } from '../worked-ms.ts'

const { read } = createSmallTalkReader()

describe('a message that asks nothing of the record is small talk', () => {
  test.each<[string, SmallTalk]>([
    ['hello', 'greeting'],
    ['Hi there!', 'greeting'],
    ['hiii :wave:', 'greeting'],
    ['HELLO', 'greeting'],
    ['Good morning everyone, how are you?', 'greeting'],
    ['thanks', 'thanks'],
    ['Thank you so much, that’s really helpful!', 'thanks'],
    ['ok great, thanks', 'thanks'],
    ['many thanks :pray:', 'thanks'],
    ['Brilliant. Bye!', 'thanks'],
    ['who are you?', 'about'],
    ['Hello! Are you an AI?', 'about'],
    ['are you AI', 'about'],
    ['are you sure?', 'about'],
    ['Can you explain that in simple words, please?', 'about'],
    ['is this ChatGPT?', 'about'],
    ['Are you a real person or a bot?', 'about'],
    ['what is SEND Answers', 'about'],
    ['help', 'help'],
    ['HELP!!', 'help'],
    ['--help', 'help'],
    ['/help', 'help'],
    ['?', 'help'],
    ['', 'help'],
    ['  ', 'help'],
    ['hi, can you help me please?', 'help'],
    ['what can you do?', 'help'],
    ['Hello, who are you and what can you do?', 'help'],
    ['How do I use this?', 'help'],
  ])('%j: %s', (typed, kind) => {
    expect(read(typed)).toEqual({ kind })
  })

  test('every phrase is, and alone or after a greeting it says the same', () => {
    for (const { kind, phrases } of SMALL_TALK)
      for (const phrase of phrases.flatMap((line) => line.split(', '))) {
        if (kind === undefined) continue
        expect(read(phrase), phrase).toEqual({ kind })
        expect(read(`Hello, ${phrase}!`), phrase).toEqual({ kind })
      }
  })

  test('no phrase is there twice', () => {
    const all = SMALL_TALK.flatMap(({ phrases }) => phrases.flatMap((line) => line.split(', ')))
    expect(all.filter((phrase, nth) => all.indexOf(phrase) !== nth)).toEqual([])
  })
})

describe('a question keeps its words, without the small talk around it', () => {
  test.each([
    ['hello, how long should an EHCP take?', 'how long should an EHCP take?'],
    ['Hi how long should an EHCP take', 'how long should an EHCP take'],
    ['Good morning! Please, how long should an EHCP take? Many thanks', 'how long should an EHCP take?'],
    ['thanks, and in Kent?', 'and in Kent?'],
    ['Thanks! And in Kent?', 'And in Kent?'],
    ['great, more', 'more'],
    ['and in Kent, please', 'and in Kent,'],
    ['help for children with autism', 'help for children with autism'],
    ['what can you do about exclusions', 'what can you do about exclusions'],
    ['great schools for autistic children', 'great schools for autistic children'],
    ['HI units in schools', 'HI units in schools'],
    ['HI, VI and MSI units in schools', 'HI, VI and MSI units in schools'],
    ['units for VI, HI?', 'units for VI, HI?'],
    ['HI, how long should an EHCP take?', 'how long should an EHCP take?'],
    ['HELLO HOW LONG SHOULD AN EHCP TAKE?', 'HOW LONG SHOULD AN EHCP TAKE?'],
    ['thanks for nothing, how many EHCPs are late?', 'how many EHCPs are late?'],
    ['thanks - and in Kent?', 'and in Kent?'],
    ['hello: how long should an EHCP take?', 'how long should an EHCP take?'],
    ['in Kent, and thank you letters', 'in Kent, and thank you letters'],
    ['who are you blaming for the delays?', 'who are you blaming for the delays?'],
    ['please', 'please'],
    ['135027', '135027'],
  ])('%j: %j', (typed, rest) => {
    expect(read(typed)).toEqual({ kind: undefined, rest })
  })

  test.each(['hello '.repeat(100_000), ', '.repeat(300_000), `${'hi,'.repeat(300)} how long?`, ':a'.repeat(400)])(
    'in time that grows with the length at most',
    async (typed) => {
      expect(await workedMs(() => read(typed))).toBeLessThan(500)
    },
  )
})
