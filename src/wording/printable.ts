/** Control characters except tab and line feed, and characters that change the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** Text that is safe to print: without characters that move the cursor, ring the bell or reverse a line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '')
}
