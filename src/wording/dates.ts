const LONG = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** A day of the record, `2018-04-20`, as people write it: 20 April 2018. */
export function longDate(day: string): string {
  return LONG.format(new Date(`${day}T00:00:00Z`))
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** A day, a month or a year of a filter: 30 June 2024, June 2024, 2024. */
export function dateInWords(date: string): string {
  if (date.length > 7) return longDate(date)
  return date.length > 4 ? MONTH.format(new Date(`${date}-01T00:00:00Z`)) : date
}

const IN_ENGLAND = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })

/** Today where Parliament sits, as the record dates things. */
export function todayInEngland(): string {
  return IN_ENGLAND.format(new Date())
}
