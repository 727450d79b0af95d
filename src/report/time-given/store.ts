import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, tables } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { AREAS, type Area, type ByArea, counted, nothing } from './area.ts'
import { type Day, fromBits, plusDays, toBits } from './day.ts'
import type { TimeGivenTables } from './tables.ts'

const on = (db: Handle) => tables<TimeGivenTables>(db)

export interface Choice {
  counted: boolean
  sharedSince: Day | null
}

export interface Entry {
  id: string
  day: Day
  area: Area
  minutes: number
  note: string | null
}

/** Whose time it is; nobody else's is ever asked for by these. */
export interface Owner {
  workspaceId: string
  memberId: string
}

export async function choiceOf(db: Handle, { workspaceId, memberId }: Owner): Promise<Choice> {
  const row = await on(db)
    .selectFrom('time_choice')
    .select(['counted', sql<Day | null>`shared_since::text`.as('since')])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return { counted: row?.counted ?? false, sharedSince: row?.since ?? null }
}

export async function choose(db: Handle, { workspaceId, memberId }: Owner, choice: Choice): Promise<void> {
  const values = { counted: choice.counted, shared_since: choice.sharedSince }
  await on(db)
    .insertInto('time_choice')
    .values({ workspace_id: workspaceId, member_id: memberId, ...values })
    .onConflict((oc) => oc.columns(['workspace_id', 'member_id']).doUpdateSet(values))
    .execute()
}

export interface Seen {
  day: Day
  area: Area
  minutes: number[]
}

/** Adds minutes in which somebody was at work; the same ones again change nothing. A settled day takes no more. */
export async function addSeen(db: Handle, { workspaceId, memberId }: Owner, seen: Seen[]): Promise<void> {
  const rows = seen.map(({ day, area, minutes }) => ({ day, area, bits: toBits(minutes) }))
  await sql`
    insert into time_given as known (workspace_id, member_id, day, area, seen)
    select ${workspaceId}::uuid, ${memberId}::uuid, day, area, bits::bit(1560)
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (day date, area text, bits text)
    order by day, area
    on conflict (workspace_id, member_id, day, area)
    do update set seen = known.seen | excluded.seen where known.seen is not null`.execute(db)
}

interface DayRow {
  member: string
  day: Day
  area: Area
  minutes: number
  seen: string | null
}

/** Minutes of each day from `from` to before `to` of a member, or of several, each counted once. */
async function daysOf(
  db: Handle,
  workspaceId: string,
  members: readonly string[],
  from: Day,
  to: Day,
): Promise<{ member: string; day: Day; minutes: ByArea }[]> {
  const { rows } = await sql<DayRow>`
    select member_id as member, day::text, area, minutes, seen::text
    from time_given
    where workspace_id = ${workspaceId} and member_id = any(${members}::uuid[]) and day >= ${from} and day < ${to}
    order by day`.execute(db)
  return [...Map.groupBy(rows, (row) => `${row.member} ${row.day}`).values()].flatMap((same) => {
    const [{ member, day } = { member: '', day: '' }] = same
    return [{ member, day, minutes: minutesOf(same) }]
  })
}

function minutesOf(rows: readonly DayRow[]): ByArea {
  const minutes = nothing()
  for (const { area, minutes: settled, seen } of rows) if (seen === null) minutes[area] += settled
  const open = rows.flatMap(({ area, seen }) => (seen === null ? [] : [[area, fromBits(seen)] as const]))
  const more = counted(Object.fromEntries(open))
  for (const area of AREAS) minutes[area] += more[area]
  return minutes
}

export async function readDays(db: Handle, { workspaceId, memberId }: Owner, from: Day, to: Day) {
  return daysOf(db, workspaceId, [memberId], from, to)
}

export async function listEntries(
  db: Handle,
  { workspaceId, memberId }: Owner,
  from: Day,
  to: Day,
): Promise<Entry[]> {
  return on(db)
    .selectFrom('time_entry')
    .select(['id', sql<Day>`day::text`.as('day'), 'area', 'minutes', 'note'])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('day', '>=', from)
    .where('day', '<', to)
    .orderBy('day', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export async function addEntry(
  db: Handle,
  { workspaceId, memberId }: Owner,
  entry: Omit<Entry, 'id'>,
): Promise<Entry> {
  const id = uuidv7()
  await on(db)
    .insertInto('time_entry')
    .values({ workspace_id: workspaceId, member_id: memberId, id, ...entry })
    .execute()
  return { id, ...entry }
}

/** @throws Problem `not_found` where it is not theirs */
export async function removeEntry(db: Handle, { workspaceId, memberId }: Owner, id: string): Promise<void> {
  const { numDeletedRows } = await on(db)
    .deleteFrom('time_entry')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw notFound('time_entry')
}

/** All that was ever counted or written down of a member, and what they chose. */
export async function forgetAll(db: Handle, { workspaceId, memberId }: Owner): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const table of ['time_given', 'time_entry', 'time_choice'] as const) {
      await on(tx)
        .deleteFrom(table)
        .where('workspace_id', '=', workspaceId)
        .where('member_id', '=', memberId)
        .execute()
    }
  })
}

export interface SharedWeek {
  from: Day
  people: ByArea[]
}

/** Of each week, the minutes of each who let the team's figures hold the whole of it, in no order. */
export async function sharedWeeks(
  db: Handle,
  workspaceId: string,
  mondays: readonly Day[],
): Promise<SharedWeek[]> {
  const first = mondays[0]
  const last = mondays.at(-1)
  if (!first || !last) return []
  const { rows } = await sql<{ member: string; since: Day }>`
    select member_id as member, shared_since::text as since from time_choice
    where workspace_id = ${workspaceId} and shared_since is not null`.execute(db)
  const since = new Map(rows.map((row) => [row.member, row.since]))
  const end = plusDays(last, 7)
  const days = await daysOf(db, workspaceId, [...since.keys()], first, end)
  const written = await sql<{ member: string; day: Day; area: Area; minutes: number }>`
    select member_id as member, day::text, area, minutes from time_entry
    where workspace_id = ${workspaceId} and member_id = any(${[...since.keys()]}::uuid[])
      and day >= ${first} and day < ${end}`.execute(db)
  const all = [
    ...days,
    ...written.rows.map(({ member, day, area, minutes }) => ({
      member,
      day,
      minutes: { ...nothing(), [area]: minutes },
    })),
  ]
  return mondays.map((from) => {
    const inside = all.filter(
      ({ member, day }) => day >= from && day < plusDays(from, 7) && (since.get(member) ?? '9999') <= from,
    )
    const people = [...Map.groupBy(inside, ({ member }) => member).values()].map((some) =>
      some.reduce((sum, { minutes }) => {
        for (const area of AREAS) sum[area] += minutes[area]
        return sum
      }, nothing()),
    )
    return { from, people }
  })
}

/** Days at once; the rest waits for the next turn. */
const AT_ONCE = 500

/** Makes figures of the minutes of days before `before`, of which it is no longer known when they were. */
export async function settleDays(db: Handle, before: Day): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<DayRow & { workspace: string }>`
      select workspace_id as workspace, member_id as member, day::text, area, minutes, seen::text from time_given
      where (workspace_id, member_id, day) in (
        select distinct workspace_id, member_id, day from time_given where seen is not null and day < ${before}
        limit ${AT_ONCE})
      order by workspace_id, member_id, day, area for update`.execute(tx)
    const settled = [...Map.groupBy(rows, (row) => `${row.workspace} ${row.member} ${row.day}`).values()]
    for (const same of settled) {
      const minutes = minutesOf(same)
      for (const { workspace, member, day, area } of same)
        await on(tx)
          .updateTable('time_given')
          .set({ minutes: minutes[area], seen: null })
          .where('workspace_id', '=', workspace)
          .where('member_id', '=', member)
          .where('day', '=', day)
          .where('area', '=', area)
          .execute()
    }
    return settled.length
  })
}
