import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { closesAt, nextOpen, worked } from '../../../../lib/hours/index.ts'
import { dueCounts } from './due.ts'
import type { NamedCalendar, Settings } from './policy.ts'

const HOUR = 3_600_000
/** What was answered in so many hours tells the pace. */
const LOOKED_BACK = 3
/** Under so many answers no pace is told. */
const LEAST = 3
const MOST = 2000

export interface Pace {
  /** What is due by then is looked at. */
  until: Date
  dueBy: number
  /** Answered and closed in the hours looked at, and how many hours of work they were. */
  ended: number
  hours: number
  /** Late by then if it goes on so; null: too little was done to tell. */
  late: number | null
}

/**
 * How many of what is due, in the order in which it is, will be late when it is dealt with as fast as in the last hours of
 * work; null where too little was done to tell. Nights and breaks count neither for the pace nor for what it leads to.
 */
export function lateAtPace(
  dues: readonly Date[],
  done: { ended: number; worked: number },
  calendar: NamedCalendar | null,
  now: Date,
): number | null {
  if (done.ended < LEAST || done.worked < HOUR / 2) return null
  const each = done.worked / done.ended
  return dues.filter((due, i) => worked(calendar, now, due) < (i + 1) * each).length
}

/** The end of the day of work that goes on, or of the next one; without a calendar, eight hours from now. */
export function endOfDay(calendar: NamedCalendar | undefined, now: Date): Date {
  const begins = calendar && nextOpen(calendar, now)
  if (!begins) return new Date(now.getTime() + 8 * HOUR)
  // As long as it opens again within four hours it is the same day: a break, and no night.
  let end = closesAt(calendar, begins)
  for (let n = 0; n < 8; n++) {
    const again = nextOpen(calendar, end)
    if (!again || again.getTime() - end.getTime() > 4 * HOUR) break
    end = closesAt(calendar, again)
  }
  return end
}

/** What is late, what will be within the hour, and what this pace leads to. */
export async function serviceNow(
  db: Handle,
  workspaceId: string,
  { calendars }: Settings,
  { memberId, now }: { memberId: string; now: Date },
) {
  const until = endOfDay(calendars[0], now)
  const since = new Date(now.getTime() - LOOKED_BACK * HOUR)
  const [counts, dues, done] = await Promise.all([
    dueCounts(db, workspaceId, memberId, now),
    sql<{ due: Date }>`
      select due from service_clock
      where workspace_id = ${workspaceId} and due >= ${now} and due <= ${until} order by due limit ${MOST}`.execute(
      db,
    ),
    sql<{ n: number }>`
      select count(distinct conversation_id)::int as n from service_span
      where workspace_id = ${workspaceId} and ended > ${since} and ended <= ${now} and by <> 'unanswered'`.execute(
      db,
    ),
  ])
  const ended = done.rows[0]?.n ?? 0
  const calendar = calendars[0] ?? null
  const spent = worked(calendar, since, now)
  const late = lateAtPace(
    dues.rows.map((row) => row.due),
    { ended, worked: spent },
    calendar,
    now,
  )
  const hours = late === null ? LOOKED_BACK : Math.round((10 * spent) / HOUR) / 10
  return { ...counts, pace: { until, dueBy: dues.rows.length, ended, hours, late } satisfies Pace }
}
