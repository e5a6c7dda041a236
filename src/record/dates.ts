import { z } from 'zod'

/** Days are `yyyy-mm-dd`, which order as text. */
const iso = (date: Date) => date.toISOString().slice(0, 10)

/** The day so many days later, or earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return iso(new Date(Date.parse(day) + days * 86_400_000))
}

/** The same day so many months earlier, or the last of that month where it has no such day. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return iso(new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))))
}

/** The span from one day to another, both included, cut at the ends of months; empty where it ends before it begins. */
export function byMonth(from: string, to: string): { from: string; to: string }[] {
  const months: { from: string; to: string }[] = []
  for (let start = from; start <= to; ) {
    const [year, month] = start.split('-').map(Number) as [number, number]
    const end = iso(new Date(Date.UTC(year, month, 0)))
    months.push({ from: start, to: end < to ? end : to })
    start = addDays(end, 1)
  }
  return months
}

const Day = z.iso.date()

/** The first day of a year, month or day as people write it (`2024`, `2024-06`, `2024-06-30`); undefined for what is none. */
export function firstDay(date: string): string | undefined {
  if (!/^(?:19|20)\d\d(?:-\d\d){0,2}$/.test(date)) return undefined
  return Day.safeParse(`${date}${'-01-01'.slice(date.length - '2024'.length)}`).data
}

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
export function todayInEngland(at: number = Date.now()): string {
  return IN_ENGLAND.format(at)
}
