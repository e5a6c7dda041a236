import { z } from 'zod'

/** A day of the record, `yyyy-mm-dd`: days compare as text. */
export const Day = z.iso.date('a date is written yyyy-mm-dd')

const DAY_MS = 86_400_000
const toDay = (date: Date) => date.toISOString().slice(0, 10)
/** `month` counts from 0, and overflows into other years; day 0 is the last of the month before. */
const utc = (year: number, month: number, day: number) => toDay(new Date(Date.UTC(year, month, day)))
const yearAndMonth = (day: string) => [Number(day.slice(0, 4)), Number(day.slice(5, 7))] as const

/** The day that many days later, or earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return toDay(new Date(Date.parse(day) + days * DAY_MS))
}

/** The same day of the month, that many months earlier, or the last day of that month if it is shorter. */
export function monthsBefore(day: string, months: number): string {
  const [year, month] = yearAndMonth(day)
  const last = utc(year, month - months, 0)
  return `${last.slice(0, 8)}${day.slice(8) < last.slice(8) ? day.slice(8) : last.slice(8)}`
}

/** The days from `from` to `to`, both included, as one span a calendar month; empty if `to` is before `from`. */
export function byMonth(from: string, to: string): { from: string; to: string }[] {
  const months: { from: string; to: string }[] = []
  for (let start = from; start <= to; ) {
    const [year, month] = yearAndMonth(start)
    const end = utc(year, month, 0)
    months.push({ from: start, to: end < to ? end : to })
    start = addDays(end, 1)
  }
  return months
}

/** The first day of a year, month or day (`2024`, `2024-06`, `2024-06-30`); undefined if the text is none of them. */
export function firstDay(date: string): string | undefined {
  if (!/^(?:19|20)\d\d(?:-\d\d){0,2}$/.test(date)) return undefined
  return Day.safeParse(`${date}${'-01-01'.slice(date.length - '2024'.length)}`).data
}

/** The next year, month or day. */
export function following(date: string): string {
  const [year = 0, month, day] = date.split('-').map(Number)
  if (month === undefined) return String(year + 1)
  const next = day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1)
  return new Date(next).toISOString().slice(0, date.length)
}

export const MONTH_NAMES = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const

/** The day that a page writes as `29th March 2018`; undefined if the calendar has no such day. */
export function parseLongDate(text: string): string | undefined {
  const found = /^(?<day>\d{1,2})(?:st|nd|rd|th)? (?<month>[a-z]+),? (?<year>\d{4})$/i.exec(text.trim())?.groups ?? {}
  const month = 1 + MONTH_NAMES.findIndex((name) => name.toLowerCase() === found.month?.toLowerCase())
  return Day.safeParse(`${found.year}-${String(month).padStart(2, '0')}-${found.day?.padStart(2, '0')}`).data
}

/** A day, a month or a year as people write it: 30 June 2024, June 2024, 2024. */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-')
  return [day && Number(day), month && MONTH_NAMES[Number(month) - 1], year].filter(Boolean).join(' ')
}

const IN_ENGLAND = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })

/** The day in England, where Parliament sits, at a time given in milliseconds since 1970. */
export function todayInEngland(now: number): string {
  return IN_ENGLAND.format(now)
}
