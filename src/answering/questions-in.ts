import { contentWords } from '../search/text/tokens.ts'

const SENTENCES = new Intl.Segmenter('en-GB', { granularity: 'sentence' })
const MAX_QUESTIONS = 3
/** A sentence with one of these may be about the sentence before it. */
const POINTS_BACK = /\b(?:it|they|them|that|this|these|those)\b/i
/** With fewer content words than this, a sentence that points back is not searched for without the sentence before it. */
const MIN_OWN_WORDS = 3

/**
 * The questions in a message, three at most: its sentences that end in a question mark. A sentence without content words,
 * or with few that points back ("how long does that take?"), comes with the sentence before it. With no question mark
 * the whole message is one question; an empty one yields [].
 */
export function questionsIn(text: string): string[] {
  const sentences = [...SENTENCES.segment(text.replace(/\s*\n\s*/g, '\n'))]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '')
  const questions = sentences.flatMap((sentence, index) => {
    if (!/\?["'”’)]*$/.test(sentence)) return []
    const words = contentWords(sentence).length
    const saysWhat = words >= (POINTS_BACK.test(sentence) ? MIN_OWN_WORDS : 1)
    return [saysWhat || index === 0 ? sentence : `${sentences[index - 1]} ${sentence}`]
  })
  if (questions.length > 0) return [...new Set(questions)].slice(0, MAX_QUESTIONS)
  return text.trim() === '' ? [] : [text.trim()]
}
