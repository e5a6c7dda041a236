const MONTHS = 'january february march april may june july august september october november december'.split(' ')

/** A date as pages write it, `29th March 2018`, as `2018-03-29`; undefined for what is no day of the calendar. */
export function parseLongDate(text: string): string | undefined {
  const found = /^(?<day>\d{1,2})(?:st|nd|rd|th)? (?<month>[a-z]+),? (?<year>\d{4})$/i.exec(text.trim())?.groups
  if (!found) return undefined
  const month = MONTHS.indexOf((found.month as string).toLowerCase())
  const date = new Date(Date.UTC(Number(found.year), month, Number(found.day)))
  return month >= 0 && Number(found.year) >= 1000 && date.getUTCDate() === Number(found.day)
    ? date.toISOString().slice(0, 10)
    : undefined
}
