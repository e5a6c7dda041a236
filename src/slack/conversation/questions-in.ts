import { contentWords } from '../../search/words.ts'

const SENTENCES = new Intl.Segmenter('en-GB', { granularity: 'sentence' })
const MAX_QUESTIONS = 3

/**
 * The questions that a message asks, three at most: its sentences that end in a question mark, with the sentence before
 * where they hold no word to search for. A message without such is one question itself; one without text is none.
 */
export function questionsIn(text: string): string[] {
  const sentences = [...SENTENCES.segment(text.replace(/\s*\n\s*/g, '\n'))]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '')
  const questions = sentences.flatMap((sentence, index) => {
    if (!/\?["'”’)]*$/.test(sentence)) return []
    // "Does anyone know?" is about what was said before it.
    const saysWhat = contentWords(sentence).length > 0
    return [saysWhat || index === 0 ? sentence : `${sentences[index - 1]} ${sentence}`]
  })
  if (questions.length > 0) return [...new Set(questions)].slice(0, MAX_QUESTIONS)
  return text.trim() === '' ? [] : [text.trim()]
}
