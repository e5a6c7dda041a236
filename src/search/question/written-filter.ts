import type { Filter } from './filters.ts'

/** A filter as people write it inside a question: `since:2024`, `by:"Nadhim Zahawi"`. */
export function writtenFilter({ name, value }: Filter): string {
  const shown = name === 'house' ? value.toLowerCase() : value.replace(/["“”…]/g, '').trim()
  return `${name}:${/\s/.test(shown) ? `"${shown}"` : shown}`
}
