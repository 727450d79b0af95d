export const ALERT_KINDS = ['brand', 'competitor', 'topic'] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

/** Queries of one workspace; the matcher bears more, but nobody reads more. */
export const MAX_ALERTS = 10_000

/** Counters that other parts of the program keep by way of the matcher, see `tally/`. */
export const MAX_TALLIES = 1000
/** What they are called where nobody looks. */
export const NAME = 'tally'

export interface Alert {
  id: string
  name: string
  query: string
  inbox: boolean
  kind: AlertKind
  paused: boolean
  position: number
  /** Where it stands in the list of alerts; null outside of any. */
  folder: string | null
  created: Date
  createdBy: string | null
}

export interface NewAlert {
  name: string
  query: string
  inbox?: boolean
  kind?: AlertKind
  paused?: boolean
  folder?: string | null
  createdBy?: string | null
  /** When it began to listen, where that was not now: what is usual is learnt from then on. */
  created?: Date
}

export type AlertChange = Partial<
  Pick<Alert, 'name' | 'query' | 'inbox' | 'kind' | 'paused' | 'position' | 'folder'>
>

const DAY = 86_400_000

export interface DayCount {
  day: string
  count: number
  positive: number
  negative: number
}

export interface Figures {
  /** Last 7 days, the 7 before, and the net sentiment of the last 7 from -100 to 100. */
  week: { count: number; before: number; net: number }
  /** 14 daily counts, oldest first. */
  spark: number[]
}

/** The figures of an alert from its daily counts; `days` are the last 14, oldest first (see `lastDays`). */
export function figuresOf(counts: DayCount[], days: string[]): Figures {
  const byDay = new Map(counts.map((one) => [one.day, one]))
  const all = days.map((day) => byDay.get(day) ?? { day, count: 0, positive: 0, negative: 0 })
  const week = all.slice(-7)
  const sum = (some: DayCount[], of: (one: DayCount) => number) =>
    some.reduce((total, one) => total + of(one), 0)
  const count = sum(week, (one) => one.count)
  const leaning = sum(week, (one) => one.positive - one.negative)
  return {
    week: {
      count,
      before: sum(all.slice(-14, -7), (one) => one.count),
      net: count === 0 ? 0 : Math.round((100 * leaning) / count),
    },
    spark: all.map((one) => one.count),
  }
}

/** The `count` civil days of `timeZone` up to that of `now`, as `YYYY-MM-DD`, oldest first. */
export function lastDays(now: Date, count: number, timeZone: string): string[] {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now)
  // Civil days are counted at noon UTC, where no change of clocks can make one of them short.
  const noon = new Date(`${today}T12:00:00Z`).getTime()
  return Array.from({ length: count }, (_, i) =>
    new Date(noon - (count - 1 - i) * DAY).toISOString().slice(0, 10),
  )
}
