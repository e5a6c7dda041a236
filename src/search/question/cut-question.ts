/** The characters of a question that are read: more than a long paragraph has. */
const MAX_QUESTION_CHARS = 5000

/**
 * The part of a question that is read. What comes after it is dropped before any regular expression sees it, so that no
 * text takes long, however long it is.
 */
export function cutQuestion(typed: string): string {
  return typed.slice(0, MAX_QUESTION_CHARS)
}
