import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCorpus } from '../../../src/search/corpus.ts'
import { filterPredicate } from '../../../src/search/question/filter-answers.ts'
import { parseFilters } from '../../../src/search/question/parse-filters.ts'
import { parseQuestion } from '../../../src/search/question/parse-question.ts'
import { answeringFrom, asking } from '../../answering/answering-from.ts'
import { answer } from '../../answers.ts'
import { workedMs } from '../../worked-ms.ts'

describe('filters are found anywhere in a question', () => {
  test.each([
    ['since:2024 ramps', { name: 'since', value: '2024' }],
    ['ramps before:2025-06', { name: 'before', value: '2025-06' }],
    ['ramps HOUSE:lords in schools', { name: 'house', value: 'Lords' }],
    ['ramps by:"Nadhim Zahawi"', { name: 'by', value: 'Nadhim Zahawi' }],
    ['ramps by: “Nadhim Zahawi”', { name: 'by', value: 'Nadhim Zahawi' }],
    ['asked-by:wilson ramps', { name: 'asked-by', value: 'wilson' }],
    ['Department:health ramps', { name: 'dept', value: 'health' }],
    ['uin:hl12 ramps', { name: 'uin', value: 'HL12' }],
  ])('%s', (question, filter) => {
    expect(parseFilters(question)).toEqual({
      text: question.includes('in schools') ? 'ramps in schools' : 'ramps',
      filters: [{ ...filter, typed: expect.any(String) }],
      wrong: [],
    })
  })

  test.each([
    ['ramps since:2017.', 'since', '2017'],
    ['ramps (since:2017)', 'since', '2017'],
    ['(since:2017) ramps', 'since', '2017'],
    ['house:commons. ramps', 'house', 'Commons'],
    ['ramps since:“2017”?', 'since', '2017'],
    ["ramps by:'Nadhim Zahawi'", 'by', 'Nadhim Zahawi'],
    ['ramps by:‘Nadhim Zahawi’', 'by', 'Nadhim Zahawi'],
    ['ramps by:’Nadhim Zahawi’', 'by', 'Nadhim Zahawi'],
    ['ramps by:«Nadhim Zahawi»', 'by', 'Nadhim Zahawi'],
    ['ramps by:„Nadhim Zahawi“,', 'by', 'Nadhim Zahawi'],
    ['ramps (by:"Nadhim Zahawi")', 'by', 'Nadhim Zahawi'],
    ['ramps by:‘Fiona O’Brien’', 'by', 'Fiona O’Brien'],
    ['ramps by:O’Brien', 'by', 'O’Brien'],
    ['ramps by:"Nadhim Zahawi', 'by', 'Nadhim Zahawi'],
    ['by:"Nadhim Zahawi\nramps', 'by', 'Nadhim Zahawi'],
    ['ramps uin:HL 1234', 'uin', 'HL1234'],
    ['ramps uin:"hl 1234"', 'uin', 'HL1234'],
  ])('whatever punctuation and quotes surround their values: %j', (question, name, value) => {
    expect(parseFilters(question)).toMatchObject({ text: 'ramps', filters: [{ name, value }], wrong: [] })
  })

  test('an unclosed quote takes four words at most, and no other filter', () => {
    expect(parseFilters('by:"a b c d ramps').text).toBe('ramps')
    expect(parseFilters('ramps by:"Nadhim Zahawi since:2024').filters).toMatchObject([
      { name: 'by', value: 'Nadhim Zahawi' },
      { name: 'since', value: '2024' },
    ])
  })

  test('filters in brackets alone leave no text', () => {
    expect(parseFilters('(since:2017) ?').text).toBe('')
  })

  test.each([
    ['since:yesterday', 'no-date'],
    ['since:2024-13', 'no-date'],
    ['before:2023-02-29', 'no-date'],
    ['house:cards', 'no-house'],
    ['uin:abc', 'no-uin'],
    ['by:""', 'empty'],
    ['dept:', 'empty'],
    ['by:-', 'empty'],
    ['by:!!!', 'empty'],
    ['uin:0', 'no-uin'],
  ])('%s is wrong: %s', (typed, reason) => {
    expect(parseFilters(`ramps ${typed}`).wrong).toEqual([expect.objectContaining({ typed, reason })])
  })

  test.each(['re: ramps at 10:30, https://since.example', 'https://by:foo ramps', 'stand-by:foo', 'a/by:b me@by:c'])(
    'a colon that belongs to no filter is text: %s',
    (text) => {
      expect(parseFilters(text)).toMatchObject({ text, filters: [], wrong: [] })
    },
  )

  test.each([
    ['since:2025 ramps before:2024', 'since:2025 before:2024'],
    ['ramps before:2025-01 since:2025', 'before:2025-01 since:2025'],
    ['house:lords ramps house:commons', 'house:lords house:commons'],
  ])('filters that rule each other out are wrong: %s', (question, typed) => {
    expect(parseFilters(question).wrong).toEqual([expect.objectContaining({ typed, reason: 'contradiction' })])
  })

  test('a year and a month in it don’t rule each other out', () => {
    expect(parseFilters('since:2024 before:2024-06').wrong).toEqual([])
  })

  test('eight filters count, and further ones are reported once', () => {
    const { filters, wrong, text } = parseFilters(`ramps ${'by:x '.repeat(50)}`)
    expect([filters.length, text]).toEqual([8, 'ramps'])
    expect(wrong).toEqual([{ typed: 'by:x', name: 'by', reason: 'too-many' }])
  })

  test('a value is cut after 200 characters', () => {
    const { text, filters } = parseFilters(`ramps by:${'x'.repeat(300)}`)
    expect(text).toBe('ramps')
    expect(filters[0]?.value).toHaveLength(200)
  })

  test.each([
    'by:“'.repeat(10_000),
    `by:${','.repeat(40_000)}x`,
    "by:'".repeat(10_000),
    `by:'${'’a'.repeat(20_000)}`,
    `by:${' '.repeat(40_000)}`,
    '('.repeat(40_000),
    'asked-by'.repeat(5000),
  ])('text made to take quadratic time is parsed at once (%#)', async (text) => {
    expect(await workedMs(() => parseQuestion(text, createCorpus().names))).toBeLessThan(250)
  })
})

describe('a question with filters', () => {
  const paragraphs = ['Ramps are paid for by councils.']
  const all = [
    answer({
      uin: '1',
      tabled: '2018-01-02',
      answered: '2018-01-09',
      paragraphs,
      answeredBy: { name: 'Nadhim Zahawi' },
    }),
    answer({ uin: '2', tabled: '2024-05-02', answered: '2024-05-31', paragraphs: ['Ramps: councils fund these.'] }),
    answer({
      uin: 'HL3',
      tabled: '2024-06-02',
      answered: '2024-06-01',
      department: 'Department of Health and Social Care',
      questions: [{ uin: 'HL3', tabled: '2024-06-02', text: 'To ask about ramps.', asker: 'Baroness Wilson' }],
      paragraphs: ['Hospitals have ramps of their own.'],
    }),
  ] as const
  const corpus = createCorpus(all)
  const ask = asking(answeringFrom(all))
  const uins = async (question: string) => {
    const reply = await ask(question)
    const found = reply.kind === 'answer' ? [reply.best, ...reply.others] : []
    return found
      .flatMap(({ answer, alsoGiven = [] }) => [answer, ...alsoGiven.map(({ answer }) => answer)])
      .map((one) => one.questions[0].uin)
      .toSorted()
  }

  test.each([
    ['ramps since:2024', ['2', 'HL3']],
    ['ramps since:2024-06', ['HL3']],
    ['ramps before:2024', ['1']],
    ['ramps before:2024-06-01', ['1', '2']],
    ['ramps house:lords', ['HL3']],
    ['ramps dept:"health social"', ['HL3']],
    ['ramps by:zahawi', ['1']],
    ['ramps by Zahawi', ['1']],
    ['ramps asked by Baroness Wilson', ['HL3']],
    ['ramps in 2018?', ['1']],
    ['in 2018 ramps', ['1']],
    ['what was said in 2018 about ramps?', ['1']],
    ['ramps dept:DHSC', ['HL3']],
    ['ramps dept:dfe', ['1', '2']],
    ['ramps uin:2', ['2']],
    ['uin:2 escalators', ['2']],
    ['volcanoes erupt in Iceland, ramps, uin:2', ['2']],
    ['uin:2', ['2']],
  ])('%s', async (question, expected) => {
    expect(await uins(question)).toEqual(expected)
  })

  test('gets a reply that names its filters', async () => {
    expect(await ask('ramps since:2024 house:commons')).toMatchObject({
      filters: [
        { name: 'since', value: '2024' },
        { name: 'house', value: 'Commons' },
      ],
    })
  })

  test('ignores a name in plain words that no minister has', async () => {
    expect(await ask('ramps by Hospitals')).not.toHaveProperty('filters')
  })

  test('gets a reply that quotes an unknown name as it was typed', async () => {
    expect(await ask('ramps Department: "Not  Here" by:nobody?')).toMatchObject({
      wrongFilters: [
        { typed: 'Department: "Not  Here"', reason: 'unknown' },
        { typed: 'by:nobody', reason: 'unknown' },
      ],
    })
  })

  test('prefers names with the whole word to names that begin with it', () => {
    const corpus = createCorpus(
      ['Vicky Ford', 'Jo Fordham'].map((name, n) => answer({ uin: String(n + 1), answeredBy: { name } })),
    )
    const by = (value: string) =>
      corpus
        .newest()
        .filter(filterPredicate([{ name: 'by', value }], corpus.names))
        .map(({ answeredBy }) => answeredBy?.name)
    expect(by('ford')).toEqual(['Vicky Ford'])
    expect(by('fordh')).toEqual(['Jo Fordham'])
    expect(by('for')).toHaveLength(2)
  })

  test('takes a year for its subject if the best passages name that year', async () => {
    const spoken = answer({ uin: '9', answered: '2025-01-01', paragraphs: ['Surrey was inspected in 2018.'] })
    const reply = await asking(answeringFrom([...all, spoken]))('who inspected Surrey in 2018')
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: spoken } })
    expect(reply).not.toHaveProperty('filters')
  })

  test('does not take digits inside another number for that year', async () => {
    const other = answer({ uin: '9', answered: '2025-01-01', paragraphs: ['Ramps cost 120183 pounds.'] })
    const reply = await asking(answeringFrom([...all, other]))('ramps in 2018')
    expect(reply).toMatchObject({ filters: [{ name: 'in', value: '2018' }] })
  })

  test('that has no words gets the newest answers that pass the filters', async () => {
    expect(await ask('house:commons since:2000')).toMatchObject({
      reason: 'only-filters',
      nearest: [{ answer: all[1] }, { answer: all[0] }],
    })
  })

  test('is explained and not answered if a filter is wrong', async () => {
    expect(await ask('ramps since:soon by:nobody')).toMatchObject({
      kind: 'no-answer',
      reason: 'wrong-filter',
      wrongFilters: [
        { name: 'since', reason: 'no-date' },
        { name: 'by', reason: 'unknown' },
      ],
    })
  })

  test('finds the one answer that passes, even by a word that thousands of others have', async () => {
    const one = answer({ uin: '9', answered: '2019-05-01', paragraphs: ['Pupils are supported.'] })
    const many = Array.from({ length: 12_100 }, (_, n) => ({
      ...one,
      questions: [{ uin: String(200_000 + n), tabled: '2024-01-08', text: 'To ask.' }] as typeof one.questions,
      answered: '2024-01-15',
      passages: answer({ paragraphs: ['Schools support pupils.'] }).passages,
    }))
    const reply = await asking(answeringFrom([...many, one]))('school pupils before:2020')
    expect(reply).toMatchObject({ kind: 'closest', best: { answer: { questions: [{ uin: '9' }] } }, others: [] })
  })

  test('never gets an answer that doesn’t pass', async () => {
    const filter = fc.oneof(
      fc.record({
        name: fc.constantFrom('since' as const, 'before' as const),
        value: fc.constantFrom('2018', '2024-05', '2024-06-01'),
      }),
      fc.record({ name: fc.constant('house' as const), value: fc.constantFrom('Commons', 'Lords') }),
      fc.record({ name: fc.constant('dept' as const), value: fc.constantFrom('health', 'education') }),
    )
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(filter, { selector: ({ name }) => name, minLength: 1 }), async (filters) => {
        const reply = await ask(`ramps ${filters.map(({ name, value }) => `${name}:${value}`).join(' ')}`)
        const found = reply.kind === 'no-answer' ? reply.nearest : [reply.best, ...reply.others]
        for (const { answer, alsoGiven = [] } of found)
          for (const one of [answer, ...alsoGiven.map(({ answer }) => answer)])
            expect(filterPredicate(filters, corpus.names)(one)).toBe(true)
      }),
    )
  })
})
