/**
 * A question without the blanks and marks at its end. A loop, since the regular expression for it takes quadratic time on
 * long runs of them inside the text.
 */
export function withoutEnd(text: string): string {
  let end = text.length
  while (end > 0 && /[\s?.!]/.test(text.charAt(end - 1))) end--
  return text.slice(0, end)
}
