import { z } from 'zod'

const Day = z.iso.date()

/** The first day of a year, month or day as people write it (`2024`, `2024-06`, `2024-06-30`); undefined for what is none. */
export function firstDay(date: string): string | undefined {
  if (!/^(?:19|20)\d\d(?:-\d\d){0,2}$/.test(date)) return undefined
  return Day.safeParse(`${date}${'-01-01'.slice(date.length - '2024'.length)}`).data
}
