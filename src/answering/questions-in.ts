import { contentWords } from '../search/text/tokens.ts'

const SENTENCES = new Intl.Segmenter('en-GB', { granularity: 'sentence' })
const MAX_QUESTIONS = 3
/** Points to what was said before. */
const POINTS_BACK = /\b(?:it|they|them|that|this|these|those)\b/i
/** A sentence that points back and has fewer words to search for is about what it points to. */
const WORDS_OF_ITS_OWN = 3

/**
 * The questions that a message asks, three at most: its sentences that end in a question mark, with the sentence before
 * where they are about that: they hold no word to search for, or few and point back. A message without such is one question itself; one without text is none.
 */
export function questionsIn(text: string): string[] {
  const sentences = [...SENTENCES.segment(text.replace(/\s*\n\s*/g, '\n'))]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '')
  const questions = sentences.flatMap((sentence, index) => {
    if (!/\?["'”’)]*$/.test(sentence)) return []
    // "Does anyone know?" is about what was said before it.
    const words = contentWords(sentence).length
    const saysWhat = words >= (POINTS_BACK.test(sentence) ? WORDS_OF_ITS_OWN : 1)
    return [saysWhat || index === 0 ? sentence : `${sentences[index - 1]} ${sentence}`]
  })
  if (questions.length > 0) return [...new Set(questions)].slice(0, MAX_QUESTIONS)
  return text.trim() === '' ? [] : [text.trim()]
}
