/** What the clocks on the walls of a zone show. */
export interface Wall {
  year: number
  month: number
  day: number
  /** Monday is 1, Sunday 7. */
  weekday: number
  /** Since midnight, as the clock shows it. */
  minutes: number
}

const DAY = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  formats.set(zone, made)
  return made
}

/** What the clocks of `zone` (an IANA name) show at an instant. */
export function wallOf(at: Date, zone: string): Wall {
  const parts = formatOf(zone).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const [year, month, day] = [of('year'), of('month'), of('day')]
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7
  return { year, month, day, weekday, minutes: of('hour') * 60 + of('minute') }
}

/** `HH:MM` as minutes since midnight. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

function asUtc({ year, month, day, minutes }: Omit<Wall, 'weekday'>): number {
  return Date.UTC(year, month - 1, day) + minutes * 60_000
}

/** The first instant at which the clocks show it; in an hour that they skip, as far after the gap. */
function instantOf(wall: Omit<Wall, 'weekday'>, zone: string): number {
  const wanted = asUtc(wall)
  const offsets = [wanted - DAY, wanted + DAY].map((at) => asUtc(wallOf(new Date(at), zone)) - at)
  const found = offsets
    .map((offset) => wanted - offset)
    .filter((at) => asUtc(wallOf(new Date(at), zone)) === wanted)
  return found.length > 0 ? Math.min(...found) : wanted - (offsets[0] ?? 0)
}

/** When the clocks of `zone` come to `time` (`HH:MM`) on a day; in an hour that they skip, as far after the gap. */
export function atWall(
  { time, ...day }: { year: number; month: number; day: number; time: string },
  zone: string,
): Date {
  const { year, month, day: date } = day
  return new Date(instantOf({ year, month, day: date, minutes: minutesOf(time) }, zone))
}

/**
 * The next instant strictly after `now` at which the clocks of `zone` come to `time` (`HH:MM`): once a civil day, also on
 * the days of 23 and of 25 hours.
 */
export function nextAt(now: Date, zone: string, time: string): Date {
  const today = wallOf(now, zone)
  const noon = Date.UTC(today.year, today.month - 1, today.day, 12)
  for (let days = 0; ; days++) {
    const day = new Date(noon + days * DAY)
    const wall = { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() }
    const at = instantOf({ ...wall, minutes: minutesOf(time) }, zone)
    if (at > now.getTime()) return new Date(at)
  }
}

/** Whether a time of day lies from `from` to `to` (excluded), past midnight where `to` comes first; equal: all day. */
export function isBetween(minutes: number, from: string, to: string): boolean {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  if (start < end) return minutes >= start && minutes < end
  return minutes >= start || minutes < end
}
