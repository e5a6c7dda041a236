/** Names a passage, or a question, in one text: the key of its answer, and which of the answer's it is, from 0. */
export function passageKey(answer: string, index: number): string {
  return `${answer}#${index}`
}

/** The parts of a key that `passageKey` made. */
export function parsePassageKey(key: string): { answer: string; index: number } {
  const mark = key.lastIndexOf('#')
  return { answer: key.slice(0, mark), index: Number(key.slice(mark + 1)) }
}
