/** England's: where the record is made, and most who read it are. */
const DEFAULT_ZONE = 'Europe/London'
/** The hours in which a message may come that nobody asked for at that moment: late after an outage, never at night. */
const FIRST_HOUR = 9
const LAST_HOUR = 17

interface LocalTime {
  /** `yyyy-mm-dd` */
  day: string
  hour: number
}

/** The day and the hour that it is in a time zone. */
export function localTime(now: number, zone: string): LocalTime {
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

/** Whether people may be told something now of which Slack notifies them: from nine until six. */
export function isDaytime({ hour }: Pick<LocalTime, 'hour'>): boolean {
  return hour >= FIRST_HOUR && hour <= LAST_HOUR
}

/** The zone if this program knows it, else England's. */
export function knownZone(zone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone ?? DEFAULT_ZONE }).resolvedOptions().timeZone
  } catch {
    return DEFAULT_ZONE
  }
}
