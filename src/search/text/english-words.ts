/** Tells whether a word, in small letters, is in a list of words, one a line. */
export function createEnglishWords(list: string): (word: string) => boolean {
  const words = new Set(list.split('\n'))
  return (word) => words.has(word)
}
