import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCorpus } from '../../src/corpus/corpus.ts'
import { createAsk } from '../../src/search/ask.ts'
import { parseFilters, passes } from '../../src/search/filters.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { answer } from '../answers.ts'

describe('filters are read anywhere in a question', () => {
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
      filters: [filter],
      wrong: [],
    })
  })

  test.each([
    ['since:yesterday', 'no-date'],
    ['since:2024-13', 'no-date'],
    ['before:2023-02-29', 'no-date'],
    ['house:cards', 'no-house'],
    ['uin:abc', 'no-uin'],
    ['by:""', 'empty'],
    ['dept:', 'empty'],
  ])('%s is wrong: %s', (typed, reason) => {
    expect(parseFilters(`ramps ${typed}`).wrong).toEqual([expect.objectContaining({ typed, reason })])
  })

  test('a colon that belongs to no filter is left alone', () => {
    expect(parseFilters('re: ramps at 10:30, https://since.example')).toMatchObject({ filters: [], wrong: [] })
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
  const index = createPassageIndex()
  index.add(all)
  const ask = createAsk(createCorpus(all), index)
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
    ['ramps uin:2', ['2']],
    ['uin:2', ['2']],
  ])('%s', async (question, expected) => {
    expect(await uins(question)).toEqual(expected)
  })

  test('says what it was restricted to', async () => {
    expect(await ask('ramps since:2024 house:commons')).toMatchObject({
      filters: [
        { name: 'since', value: '2024' },
        { name: 'house', value: 'Commons' },
      ],
    })
  })

  test('in plain words leaves alone a name that no minister has', async () => {
    expect(await ask('ramps by Hospitals')).not.toHaveProperty('filters')
  })

  test('takes a year for the matter where the best passages speak of it', async () => {
    const spoken = answer({ uin: '9', answered: '2025-01-01', paragraphs: ['Surrey was inspected in 2018.'] })
    const other = createPassageIndex()
    other.add([...all, spoken])
    const reply = await createAsk(createCorpus([...all, spoken]), other)('who inspected Surrey in 2018')
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: spoken } })
    expect(reply).not.toHaveProperty('filters')
  })

  test('that are all there is get the newest that they let through', async () => {
    expect(await ask('house:commons since:2000')).toMatchObject({
      reason: 'only-filters',
      nearest: [{ answer: all[1] }, { answer: all[0] }],
    })
  })

  test('that are wrong is told so and not answered regardless', async () => {
    expect(await ask('ramps since:soon by:nobody')).toMatchObject({
      kind: 'no-answer',
      reason: 'wrong-filter',
      wrongFilters: [
        { name: 'since', reason: 'no-date' },
        { name: 'by', reason: 'unknown' },
      ],
    })
  })

  test('finds the one answer that they let through, though it holds only a word that thousands hold', async () => {
    const one = answer({ uin: '9', answered: '2019-05-01', paragraphs: ['Pupils are supported.'] })
    const many = Array.from({ length: 12_100 }, (_, n) => ({
      ...one,
      questions: [{ uin: String(200_000 + n), tabled: '2024-01-08', text: 'To ask.' }] as typeof one.questions,
      answered: '2024-01-15',
      passages: answer({ paragraphs: ['Schools support pupils.'] }).passages,
    }))
    const index = createPassageIndex()
    index.add([...many, one])
    const reply = await createAsk(createCorpus([...many, one]), index)('school pupils before:2020')
    expect(reply).toMatchObject({ nearest: [{ answer: { questions: [{ uin: '9' }] } }] })
  })

  test('never gets an answer that they shut out', async () => {
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
        const found = reply.kind === 'answer' ? [reply.best, ...reply.others] : reply.nearest
        for (const { answer, alsoGiven = [] } of found)
          for (const one of [answer, ...alsoGiven.map(({ answer }) => answer)])
            expect(filters.every((filter) => passes(one, filter))).toBe(true)
      }),
    )
  })
})
