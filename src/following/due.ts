import { addDays } from '../record/dates.ts'
import type { Follow } from './follow.ts'

/** England's: where the record is made, and most who follow it are. */
const DEFAULT_ZONE = 'Europe/London'
/** The hours of the day, in the zone of the follow, in which a digest may be posted: late after an outage, never at night. */
const FIRST_HOUR = 9
const LAST_HOUR = 17

/** The day and the hour that it is in a time zone. */
export function localTime(now: number, zone: string): { day: string; hour: number } {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
    })
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  )
  return { day: `${parts.year}-${parts.month}-${parts.day}`, hour: Number(parts.hour) }
}

/** The zone if this program knows it, else England's. */
export function knownZone(zone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone ?? DEFAULT_ZONE }).resolvedOptions().timeZone
  } catch {
    return DEFAULT_ZONE
  }
}

/**
 * The follows of which a digest is due, each with its day in its zone. One a day from nine on, or one a week: on Monday, or
 * on the first day after it that the program runs.
 */
export function dueAt(follows: readonly Follow[], now: number): { follow: Follow; day: string }[] {
  /** To find the time of a zone takes longer than everything else about a follow. */
  const times = new Map<string, ReturnType<typeof localTime>>()
  return follows.flatMap((follow) => {
    const time = times.get(follow.zone) ?? localTime(now, follow.zone)
    times.set(follow.zone, time)
    return isDue(follow, time) ? [{ follow, day: time.day }] : []
  })
}

function isDue({ every, paused, progress }: Follow, { day, hour }: ReturnType<typeof localTime>): boolean {
  if (paused || hour < FIRST_HOUR || hour > LAST_HOUR) return false
  return progress.last < (every === 'day' ? day : mondayOf(day))
}

/** The Monday of the week of a day. */
function mondayOf(day: string): string {
  const sinceMonday = (new Date(day).getUTCDay() + 6) % 7
  return addDays(day, -sinceMonday)
}
