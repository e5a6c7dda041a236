import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Passage, WrittenAnswer } from '../../src/record/answer.ts'
import { answerKey } from '../../src/record/identity.ts'
import { passageText } from '../../src/record/passage-text.ts'
import { createPassageIndex } from '../../src/search/passage-index.ts'
import { EMPTY_VOCABULARY } from '../../src/search/text/vocabulary.ts'
import { answer } from '../answers.ts'
import { workedMs } from '../worked-ms.ts'
import { answeringFrom, asking as askingOf } from './answering-from.ts'

const asking = (...answers: WrittenAnswer[]) => askingOf(answeringFrom(answers))

const transport = answer({
  uin: '200001',
  heading: 'Special Educational Needs: Transport',
  paragraphs: ['Councils must arrange free travel for eligible children.', 'We spent £4.2 million on pilots.'],
})
const letters = answer({
  uin: '200002',
  heading: 'Inspections',
  paragraphs: ['We have no plans to publish the letters.', 'Councils are inspected by Ofsted.'],
})
const ask = asking(transport, letters)

describe('a question finds the paragraph that answers', () => {
  test('by its own words', async () => {
    const reply = await ask('will they publish letters?')
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: letters, index: 0 } })
  })

  test('by the heading of its answer where the paragraph leaves the subject out', async () => {
    const reply = await ask('how much was spent on transport pilots')
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: transport, index: 1 } })
  })

  test('by a number as it is written', async () => {
    expect(await ask('£4.2 million')).toMatchObject({ kind: 'answer', best: { index: 1 } })
  })

  test('with at most four others, each of them once', async () => {
    const many = answer({ paragraphs: Array.from({ length: 9 }, (_, n) => `Ramps are useful, in way ${n}.`) })
    const reply = await asking(many)('useful ramps')
    if (reply.kind !== 'answer') throw new Error('no answer')
    expect(new Set([reply.best, ...reply.others].map(({ index }) => index)).size).toBe(5)
  })

  test('with others from other answers first, however many are asked for; those of its own answer come last', async () => {
    const best = answer({
      uin: '1',
      paragraphs: ['Ramps of schools are inspected.', 'Ramps of schools are free.', 'Ramps of schools are wide.'],
    })
    const others = [2, 3, 4].map((n) =>
      answer({ uin: String(n), paragraphs: [`Door ${n} of schools has a ramp, as is said elsewhere.`] }),
    )
    const { ask, parse } = answeringFrom([best, ...others])
    for (const most of [1, 2, 4, 5, 9]) {
      const reply = await ask(parse('are ramps of schools inspected?'), { others: most })
      if (reply.kind === 'no-answer') throw new Error('nothing')
      expect(reply.best).toMatchObject({ answer: best, index: 0 })
      const uins = reply.others.map(({ answer }) => answer.questions[0].uin)
      expect(uins).toEqual(['4', '3', '2', '1', '1'].slice(0, most))
    }
    const ranked = await ask(parse('are ramps of schools inspected?'), { others: 2, asRanked: true })
    if (ranked.kind === 'no-answer') throw new Error('nothing')
    expect(ranked.others.map(({ answer }) => answer.questions[0].uin)).toEqual(['1', '1'])
  })

  test('every paragraph of the corpus is found first by its own text', async () => {
    for (const one of [transport, letters])
      for (const [index, passage] of one.passages.entries())
        expect(await ask(passageText(passage))).toMatchObject({ kind: 'answer', best: { answer: one, index } })
  })
})

describe('a UIN finds that question', () => {
  const lords = answer({ uin: 'HL1234', paragraphs: ['First.', 'Second.'] })
  const again = answer({ uin: 'HL1234', tabled: '2021-01-08', answered: '2021-01-18', paragraphs: ['Earlier.'] })

  test.each(['HL1234', 'hl1234', ' Hl1234? ', 'UIN HL1234', 'question hl1234', 'HL 1234', 'uin:HL 1234'])(
    '%j',
    async (question) => {
      const reply = await asking(lords)(question)
      expect(reply).toMatchObject({ kind: 'answer', best: { answer: lords, index: 0 }, others: [{ index: 1 }] })
    },
  )

  test('one that was used twice finds the newest answer, and then the other', async () => {
    const reply = await asking(again, lords)('HL1234')
    expect(reply).toMatchObject({ best: { answer: lords }, others: [{ answer: again }, { answer: lords }] })
  })

  test('four digits that no question has are searched for as words', async () => {
    const plan = answer({ uin: '7', paragraphs: ['A plan for 2025 will follow.'] })
    expect(await asking(plan)('2025')).toMatchObject({ kind: 'answer', best: { answer: plan } })
    expect(await ask('6000')).toMatchObject({ reason: 'nothing-close' })
    expect(await ask('uin 6000')).toMatchObject({ reason: 'unknown-uin' })
    expect(await asking(answer({ uin: '2025' }))('2025')).toMatchObject({ kind: 'answer' })
  })

  test.each(['uin 912', 'question 45', 'UIN 7'])(
    'of one to three digits where the question says that it is one: %j',
    async (typed) => {
      const short = answer({ uin: typed.replace(/\D/g, ''), paragraphs: ['Short.'] })
      expect(await asking(short)(typed)).toMatchObject({ kind: 'answer', best: { answer: short } })
      expect(await ask(typed)).toMatchObject({ reason: 'unknown-uin' })
    },
  )

  test.each(['uin:912', 'uin:912 since:2000', 'question 912'])(
    'and all of its passages, a page at a time: %j',
    async (typed) => {
      const long = answer({ uin: '912', paragraphs: Array.from({ length: 12 }, (_, n) => `Passage ${n}.`) })
      const { page, parse } = answeringFrom([long])
      const asked = parse(typed)
      const pages = [await page(asked), await page(asked, 1), await page(asked, 2), await page(asked, 3)]
      expect(pages.map(({ page, left }) => ({ page, left }))).toEqual([
        { page: 0, left: 5 },
        { page: 1, left: 5 },
        { page: 2, left: 3 },
        { page: 3, left: 0 },
      ])
      const shown = pages.flatMap(({ reply }) =>
        reply.kind === 'answer' ? reply.others.map(({ index }) => index) : [],
      )
      expect(shown).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    },
  )

  test('one that the corpus doesn’t have gets the reason unknown-uin', async () => {
    expect(await ask('HL999')).toMatchObject({ kind: 'no-answer', reason: 'unknown-uin', nearest: [] })
  })
})

describe('where nothing answers, the reply says so and why', () => {
  test.each(['', '   ', '?!', '🙂🙂', '```', 'the of and'])('nothing to search for: %j', async (question) => {
    expect(await ask(question)).toEqual({
      kind: 'no-answer',
      question: expect.objectContaining({ asked: question }),
      reason: 'no-words',
      nearest: [],
    })
  })

  test('a question about something else', async () => {
    expect(await ask('how do I reset my VPN password')).toMatchObject({ kind: 'no-answer', reason: 'nothing-close' })
  })

  test('a question of which little is met gets the nearest passages, one of each answer', async () => {
    const reply = await ask('which councils run swimming galas for retired postmen')
    expect(reply).toMatchObject({ kind: 'no-answer', reason: 'nothing-close' })
    if (reply.kind !== 'no-answer') throw new Error('an answer')
    expect(reply.nearest.map(({ answer }) => answer.heading).toSorted()).toEqual([
      'Inspections',
      'Special Educational Needs: Transport',
    ])
  })

  test('there is a reply to whatever is typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (question) => {
        expect(['answer', 'closest', 'no-answer']).toContain((await ask(question)).kind)
      }),
    )
    expect((await ask('letters '.repeat(5000))).kind).toBe('answer')
    for (const text of ['by:“'.repeat(10_000), `by:${','.repeat(40_000)}x`])
      expect(await workedMs(() => ask(text))).toBeLessThan(250)
  })
})

describe('a passage that was given more than once is shown once', () => {
  const said =
    'The government is committed to improving inclusivity and expertise in mainstream schools for every child with special needs.'
  const old = answer({ uin: '1', tabled: '2023-01-05', answered: '2023-01-10', paragraphs: [said] })
  const again = answer({
    uin: '2',
    tabled: '2025-01-05',
    answered: '2025-01-10',
    paragraphs: [`${said.slice(0, -1)} today.`],
  })
  const other = answer({
    uin: '3',
    paragraphs: ['Inclusivity in nurseries is for councils to plan and expertise varies.'],
  })

  test('the newest is shown, with the days of the others', async () => {
    const reply = await asking(old, again, other)('inclusivity and expertise in mainstream schools')
    expect(reply).toMatchObject({ best: { answer: again, alsoGiven: [{ answer: old }] }, others: [{ answer: other }] })
  })

  test('short passages that differ in a number are different', async () => {
    const ramps = answer({ uin: '4', paragraphs: ['Spending on ramps was £4 million in Leeds.'] })
    const lifts = answer({ uin: '5', paragraphs: ['Spending on ramps was £5 million in Leeds.'] })
    const reply = await asking(ramps, lifts)('spending on ramps in Leeds')
    expect(reply.kind === 'answer' && reply.others).toHaveLength(1)
  })
})

describe('freshness', () => {
  const text = (year: number) => `In ${year} hydrotherapy pools were paid for by health bodies and by nobody else.`
  const old = answer({ uin: '1', tabled: '2019-01-05', answered: '2019-01-10', paragraphs: [text(2019)] })
  test('among equals the newer comes first', async () => {
    const twin = answer({ uin: '3', tabled: '2025-01-05', answered: '2025-01-10', paragraphs: [text(2025)] })
    const reply = await asking(old, twin)('who paid for hydrotherapy pools')
    expect(reply).toMatchObject({ best: { answer: twin } })
  })

  const question = 'hydrotherapy pools paid for by health bodies'
  const later = {
    uin: '2',
    tabled: '2025-01-05',
    answered: '2025-01-10',
    paragraphs: [
      'Pools with hydrotherapy are now paid for, in most counties of the north and east, by the bodies of health.',
    ],
  }

  test('a newer answer that meets the question nearly as well, and is like the best, is pointed to', async () => {
    const recent = answer(later)
    expect(await asking(old, recent)(question)).toMatchObject({
      best: { answer: old, newer: { answer: recent, index: 0 } },
    })
  })

  test.each([
    ['promises an answer', { holding: true }],
    ['refers to another', { references: [{ kind: 'referral', uin: '7' }] }],
    ['is older', { answered: '2018-01-10' }],
    [
      'only shares the question’s words',
      { paragraphs: ['Bodies of health law: pools of judges are paid, hydrotherapy or not, as courts sit in Leeds.'] },
    ],
  ] as const)('one that %s is not', async (_what, different) => {
    const reply = await asking(old, answer({ ...later, ...(different as object) }))(question)
    expect(reply).toMatchObject({ kind: 'answer', best: { answer: old } })
    expect(reply.kind === 'answer' && reply.best.newer).toBeUndefined()
  })

  test('a newer answer about something else is not', async () => {
    const else_ = answer({
      uin: '4',
      tabled: '2025-01-05',
      answered: '2025-01-10',
      paragraphs: ['Pools of talent exist.'],
    })
    const reply = await asking(old, else_)('hydrotherapy pools health bodies')
    expect(reply.kind === 'answer' && reply.best.newer).toBeUndefined()
  })
})

describe('a chain of referrals', () => {
  const step = (uin: number, paragraphs: string[], ...to: number[]) =>
    answer({
      uin: String(200 + uin),
      tabled: `2024-0${uin}-01`,
      answered: `2024-0${uin}-05`,
      heading: `Heading ${uin}`,
      paragraphs,
      references: to.map((one) => ({ kind: 'referral', uin: String(200 + one) })),
    })
  const refer = (to: number) => `I refer the hon. Member to my answer to Question ${200 + to}.`
  const substance = step(1, ['Ramps cost money.'])
  const on = step(2, [refer(1)], 1)
  const last = step(3, [refer(2)], 2)
  const best = async (...answers: WrittenAnswer[]) => {
    const reply = await asking(...answers)('uin:203')
    return reply.kind === 'answer' ? reply.best : undefined
  }

  test('is followed to the answer that says something itself', async () => {
    expect(await best(substance, on, last)).toMatchObject({ refersTo: [substance], referredThrough: [on] })
  })

  test('lists its end first, then answers on the way that say something themselves', async () => {
    const more = step(2, [refer(1), 'Lifts are dear.'], 1)
    expect((await best(substance, more, last))?.refersTo).toEqual([substance, more])
  })

  test('ends at the last answer that the corpus has', async () => {
    expect((await best(on, last))?.refersTo).toEqual([on])
    expect(await best(on, last)).not.toHaveProperty('referredThrough')
  })

  test('ends if it comes back to its start', async () => {
    const same = (uin: string, to: string) =>
      answer({
        uin,
        paragraphs: [`I refer to my answer to Question ${to}.`],
        references: [{ kind: 'referral', uin: to }],
      })
    const reply = await asking(same('11', '12'), same('12', '11'))('uin:11')
    expect(reply).toMatchObject({ best: { refersTo: [{ questions: [{ uin: '12' }] }] } })
  })

  test('is followed three steps', async () => {
    const chain = [step(1, ['End.']), step(2, [refer(1)], 1), step(3, [refer(2)], 2), step(4, [refer(3)], 3)]
    const longer = [...chain, step(5, [refer(4)], 4)]
    const refersTo = async (uin: number) => {
      const reply = await asking(...longer)(`uin:${200 + uin}`)
      return reply.kind === 'answer' ? reply.best.refersTo?.map(({ questions }) => questions[0].uin) : []
    }
    expect(await refersTo(4)).toEqual(['201'])
    expect(await refersTo(5)).toEqual(['202'])
  })
})

describe('a referral', () => {
  test('comes with the answer that it refers to', async () => {
    const target = answer({
      uin: '500',
      tabled: '2024-02-01',
      answered: '2024-02-05',
      paragraphs: ['Ramps cost money.'],
    })
    const referral = answer({
      uin: '501',
      tabled: '2024-03-01',
      answered: '2024-03-05',
      heading: 'Escalators',
      paragraphs: ['I refer the hon. Member to my answer on escalators to Question 500.'],
      references: [{ kind: 'referral', uin: '500' }],
    })
    expect(await asking(target, referral)('escalators')).toMatchObject({
      best: { answer: referral, refersTo: [target] },
    })
    expect(await asking(target, referral)('uin:501')).toMatchObject({ best: { answer: referral, refersTo: [target] } })
  })
})

describe('a word that the record doesn’t have', () => {
  const pools = answer({ paragraphs: ['Hydrotherapy pools are inspected every autumn.'] })

  test('is replaced by the nearest word that it has, and the reply says so', async () => {
    expect(await asking(pools)('hydrothearpy pools')).toMatchObject({
      kind: 'answer',
      best: { answer: pools },
      repaired: [{ typed: 'hydrothearpy', read: 'hydrotherapy' }],
    })
  })

  test('is replaced if two letters are swapped, in a short word too', async () => {
    expect(await asking(pools)('pools inspected in autunm')).toMatchObject({
      repaired: [{ typed: 'autunm', read: 'autumn' }],
    })
  })

  test.each([
    ['a name, wherever it stands', 'Hydrothearpy pools'],
    ['another first letter', 'pools in butumn'],
  ])('%s is no typing error', async (_what, question) => {
    expect(await asking(pools)(question)).not.toHaveProperty('repaired')
  })

  test('is not replaced if it is a place or an English word', async () => {
    const country = answer({ paragraphs: ['Pools of the whole country have a resolution.'] })
    const vocabulary = { ...EMPTY_VOCABULARY, names: [['coventry', 'milton keynes']] }
    const asked = async (isEnglishWord: (word: string) => boolean) =>
      askingOf(answeringFrom([country], vocabulary, { isEnglishWord }))('pools in coventry after reslution')
    expect(await asked((word) => word === 'reslution')).not.toHaveProperty('repaired')
    expect(await asked(() => false)).toMatchObject({ repaired: [{ typed: 'reslution', read: 'resolution' }] })
  })

  test.each(['hydrotherapy pools', 'pools in Autunm', 'pool', 'cots'])('is not replaced in %j', async (question) => {
    expect(await asking(pools)(question)).not.toHaveProperty('repaired')
  })
})

describe('the index can change while it serves', () => {
  const ramps = answer({ uin: '1', paragraphs: ['Ramps are built of concrete.'] })
  const lifts = answer({ uin: '2', paragraphs: ['Lifts are built of steel.'] })

  test('a removed answer is not found, its replacement is', async () => {
    const index = createPassageIndex()
    index.add([ramps, lifts])
    index.remove([ramps, answer({ uin: '99' })])
    index.add([{ ...lifts, passages: [[{ type: 'paragraph', content: ['Lifts are made of glass.'] }]] }])
    const found = async (question: string) =>
      (await index.rank(index.understand(question).terms)).passages.map(({ key }) => key)
    expect(await found('ramps concrete')).toEqual([])
    expect(await found('steel')).toEqual([])
    expect(await found('glass')).toEqual([answerKey(lifts)])
  })

  test('rankings don’t depend on the order of indexing or on removed answers', async () => {
    const words = ['ramps', 'lifts', 'councils', 'schools', 'autism', 'pay', 'plans']
    const paragraph = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((list) => list.join(' '))
    const answers = fc
      .array(fc.array(paragraph, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 8 })
      .map((all) => all.map((paragraphs, n) => answer({ uin: String(n + 1), paragraphs })))
    await fc.assert(
      fc.asyncProperty(
        answers.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        paragraph,
        async ([all, shuffled], question) => {
          const inOrder = createPassageIndex()
          inOrder.add(all)
          const otherwise = createPassageIndex()
          const passing = answer({ uin: '99', paragraphs: ['ramps that pass'] })
          otherwise.add([passing])
          for (const one of shuffled) otherwise.add([one])
          otherwise.remove([passing])
          const rank = async (index: typeof inOrder) =>
            (await index.rank(index.understand(question).terms)).passages.map(({ key, index }) => `${key}#${index}`)
          expect(await rank(otherwise)).toEqual(await rank(inOrder))
        },
      ),
      { numRuns: 50 },
    )
  })

  test('every passage is found first by its own text', async () => {
    const words = 'ramp lift council pupil autism budget plan letter review transport tribunal nursery college'.split(
      ' ',
    )
    const paragraph = fc.uniqueArray(fc.constantFrom(...words), { minLength: 3, maxLength: 9 })
    const distinct = fc.uniqueArray(paragraph, {
      minLength: 2,
      maxLength: 10,
      selector: (list) => list.toSorted().join(' '),
    })
    await fc.assert(
      fc.asyncProperty(distinct, async (paragraphs) => {
        const all = paragraphs.map((list, n) =>
          answer({ uin: String(n + 1), heading: 'Heading', paragraphs: [list.join(' ')] }),
        )
        const index = createPassageIndex()
        index.add(all)
        for (const one of all) {
          const text = passageText(one.passages[0] as Passage)
          const [first] = (await index.rank(index.understand(text).terms)).passages
          expect(first?.key).toBe(answerKey(one))
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('golden rankings', () => {
  const first = async (question: string, ...answers: WrittenAnswer[]) => {
    const index = createPassageIndex()
    index.add(answers)
    const [best] = (await index.rank(index.understand(question).terms)).passages
    return answers.findIndex((one) => answerKey(one) === best?.key)
  }
  const filler = Array.from({ length: 300 }, (_, n) =>
    answer({ uin: String(100 + n), paragraphs: [`Every school and council supports each child in way ${n}.`] }),
  )

  test('a rare word outweighs several common ones, which have almost no IDF', async () => {
    const rare = answer({ uin: '1', paragraphs: ['The council has a hydrotherapy pool.'] })
    expect(await first('school child supports council hydrotherapy', rare, ...filler)).toBe(0)
  })

  test('adjacent words outweigh the same words apart', async () => {
    const together = answer({ uin: '1', paragraphs: ['We fund the safety valve, and councils are glad of that.'] })
    const apart = answer({ uin: '2', paragraphs: ['The valve was repaired; councils fund, and are glad of, safety.'] })
    expect(await first('safety valve', apart, together)).toBe(1)
  })

  test('two terms of the question outweigh one term twice', async () => {
    const both = answer({ uin: '1', paragraphs: ['Ramps in nurseries are inspected by somebody else.'] })
    const twice = answer({ uin: '2', paragraphs: ['Ramps, ramps and more ramps are inspected.'] })
    expect(await first('ramps nurseries', twice, both)).toBe(1)
  })

  test('the heading counts where the passage leaves the subject out', async () => {
    const transport = answer({
      uin: '1',
      heading: 'School Transport',
      paragraphs: ['We spent £4 million in that year.'],
    })
    const meals = answer({ uin: '2', heading: 'School Meals', paragraphs: ['We spent £5 million in that year.'] })
    expect(await first('how much was spent on transport', meals, transport)).toBe(1)
  })

  test('the rarer term decides between two answers that each have half of the terms', async () => {
    const rare = answer({ uin: '1', paragraphs: ['Braille readers are lent out on request.'] })
    expect(await first('braille school', ...filler, rare)).toBe(300)
  })
})
