/** Control characters but tab and line feed, and those that turn the direction of what follows them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** Text without what moves a cursor, rings a bell or turns a line around; words stay as they are. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '')
}
