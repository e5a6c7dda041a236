import { readFile } from 'node:fs/promises'
import list from 'word-list'

/** Reads a list of English words, British and American spellings, without names; tells whether it has a word. */
export async function readEnglishWords(): Promise<(word: string) => boolean> {
  // Looked through as it is: a set of 270,000 words would cost the start more than all questions will.
  const words = `\n${await readFile(list, 'utf8')}\n`
  return (word) => words.includes(`\n${word}\n`)
}
