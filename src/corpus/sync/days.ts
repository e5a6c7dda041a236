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
