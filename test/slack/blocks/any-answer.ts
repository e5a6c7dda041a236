import fc from 'fast-check'
import { answer } from '../../answers.ts'

/** Text that is hard to draw, up to 20,000 characters. */
export const anyText = fc
  .tuple(fc.constantFrom('x', ' a sentence. ', '👩‍👩‍👧', '<!here>', 'word ', '"\\ '), fc.integer({ min: 1, max: 1200 }))
  .map(([piece, times]) => piece.repeat(times))
  .filter((text) => text.trim() !== '')
const inline = fc.oneof(
  anyText,
  anyText.map((text) => ({ text, href: `https://a.example/${'y'.repeat(text.length)}` })),
)
const block = fc.oneof(
  fc.record({ type: fc.constant('paragraph' as const), content: fc.array(inline, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    type: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(fc.record({ depth: fc.nat(8), content: fc.array(inline, { minLength: 1, maxLength: 1 }) }), {
      minLength: 1,
      maxLength: 12,
    }),
  }),
  fc.record({
    type: fc.constant('table' as const),
    rows: fc
      .array(fc.array(fc.constantFrom<string[]>([], ['7']), { minLength: 1, maxLength: 25 }), {
        minLength: 1,
        maxLength: 110,
      })
      .filter((rows) => rows.flat(2).length > 0),
  }),
)
/** An answer with any text, with links, lists and tables, some beyond Slack's limits. */
export const anyAnswer = fc
  .record({
    heading: anyText,
    question: anyText,
    passages: fc.array(fc.array(block, { minLength: 1, maxLength: 1 }), { minLength: 1, maxLength: 5 }),
  })
  .map((draft) => answer(draft))
