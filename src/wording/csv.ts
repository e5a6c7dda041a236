/**
 * Rows as CSV (RFC 4180), with a byte order mark, by which Excel knows that it is UTF-8. A cell that a spreadsheet would
 * take for a formula begins with an apostrophe.
 */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`
}

/** What begins a formula, also after white space, and as the wide characters that some spreadsheets read alike. */
const FORMULA = /^\s*[=+\-@＝＋－＠|%]|^[\t\r\n]/

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
