import { isDaytime, localTime } from '../daytime.ts'
import { addDays } from '../record/dates.ts'
import type { Follow } from './follow.ts'

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

function isDue({ every, paused, progress }: Follow, time: ReturnType<typeof localTime>): boolean {
  if (paused || !isDaytime(time)) return false
  const { day } = time
  return progress.last < (every === 'day' ? day : mondayOf(day))
}

/** The Monday of the week of a day. */
function mondayOf(day: string): string {
  const sinceMonday = (new Date(day).getUTCDay() + 6) % 7
  return addDays(day, -sinceMonday)
}
