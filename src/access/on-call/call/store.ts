import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import type { Calendar } from '../../../../lib/hours/index.ts'
import { contactsOf } from '../../members/contacts.ts'
import { permissionsOf } from '../../policy.ts'
import type { AccessTables, OnCallCallTable } from '../../tables.ts'
import { findWorkspace } from '../../workspaces/store.ts'
import { listShifts } from '../store.ts'
import { type Cover, callOrder, firstHole } from './call.ts'

export type CallFacts = Record<string, string | number>

/** Something that somebody on call is to take in hand. */
export interface Calling {
  about: 'conversation' | 'alarm'
  subjectId: string
  /** Small facts for the words; none of a customer's. */
  facts: CallFacts
  /** Members who have been told of it by other ways: it is theirs first all the same. */
  told?: readonly string[]
}

/** How members are told; handed over, as telling stands further down. */
export type TellCall = (
  tx: Handle,
  workspaceId: string,
  telling: {
    key: string
    what: 'call_conversation' | 'call_alarm' | 'call_unanswered' | 'roster_hole'
    members: string[]
    callId: string | null
    conversationId: string | null
    calls: boolean
    facts: CallFacts
  },
  now: Date,
) => Promise<void>

export interface CallSetting {
  /** Until the next is called. */
  minutes: number
  cover: Cover
}

const USUAL: CallSetting = { minutes: 10, cover: 'none' }

export async function callSetting(db: Handle, workspaceId: string): Promise<CallSetting> {
  const row = await tables<AccessTables>(db)
    .selectFrom('on_call_setting')
    .select(['minutes', 'cover'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ?? USUAL
}

export async function keepCallSetting(tx: Handle, workspaceId: string, setting: CallSetting): Promise<void> {
  await sql`
    insert into on_call_setting (workspace_id, minutes, cover)
    values (${workspaceId}, ${setting.minutes}, ${setting.cover})
    on conflict (workspace_id) do update set minutes = excluded.minutes, cover = excluded.cover, hole_told = null`.execute(
    tx,
  )
}

/** Calls who is on call, in the transaction that decides it; what is being called for already is called for once. */
export async function startCall(
  tx: Handle,
  workspaceId: string,
  { about, subjectId, facts, told = [] }: Calling,
  tell: TellCall,
  now: Date,
): Promise<string | undefined> {
  const id = uuidv7()
  const { rows } = await sql<{ id: string }>`
    insert into on_call_call (workspace_id, id, about, subject_id, facts, began, state, next_at)
    values (${workspaceId}, ${id}, ${about}, ${subjectId}, ${JSON.stringify(facts)}, ${now}, 'calling', ${now})
    on conflict do nothing returning id`.execute(tx)
  if (rows.length === 0) return undefined
  if (told.length > 0) {
    const { minutes } = await callSetting(tx, workspaceId)
    await noteTold(tx, workspaceId, id, told, now)
    await sql`
      update on_call_call set next_at = ${later(now, minutes)}
      where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
  } else await passOn(tx, workspaceId, id, tell, now)
  await notify(tx, { w: workspaceId, k: 'on-call', id })
  return id
}

function later(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000)
}

async function noteTold(tx: Handle, workspaceId: string, id: string, members: readonly string[], now: Date) {
  for (const member of members) {
    await sql`
      insert into on_call_told (workspace_id, call_id, member_id, at) values (${workspaceId}, ${id}, ${member}, ${now})
      on conflict do nothing`.execute(tx)
  }
}

/** Tells the next who has not been told; where nobody is left, those who answer for the workspace, and it ends. */
async function passOn(tx: Handle, workspaceId: string, id: string, tell: TellCall, now: Date): Promise<void> {
  const call = await getCall(tx, workspaceId, id, true)
  if (call?.state !== 'calling') return
  const [shifts, members, { timeZone }, told, { minutes }] = await Promise.all([
    listShifts(tx, workspaceId),
    contactsOf(tx, workspaceId),
    findWorkspace(tx, workspaceId),
    toldOf(tx, workspaceId, id),
    callSetting(tx, workspaceId),
  ])
  const next = callOrder(shifts, members, now, timeZone).find((one) => !told.has(one))
  const conversationId = call.about === 'conversation' ? call.subject_id : null
  const base = { callId: id, conversationId, calls: true }
  if (next) {
    const facts = { ...call.facts, minutes }
    const key = `call:${id}:${next}`
    await tell(tx, workspaceId, { ...base, key, what: `call_${call.about}`, members: [next], facts }, now)
    await noteTold(tx, workspaceId, id, [next], now)
    await sql`
      update on_call_call set next_at = ${later(now, minutes)}
      where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
    return
  }
  const answering = members
    .filter(({ role }) => permissionsOf(role).has('team:manage'))
    .map((one) => one.memberId)
  const facts = { count: told.size, beganAt: call.began.toISOString() }
  const telling = {
    ...base,
    key: `call:${id}:end`,
    what: 'call_unanswered' as const,
    members: answering,
    facts,
  }
  await tell(tx, workspaceId, telling, now)
  await sql`
    update on_call_call set state = 'unanswered', ended = ${now}, next_at = null
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
}

export type Call = Omit<OnCallCallTable, 'facts'> & { facts: CallFacts }

async function getCall(db: Handle, workspaceId: string, id: string, lock = false): Promise<Call | undefined> {
  const { rows } = await sql<Call>`
    select * from on_call_call where workspace_id = ${workspaceId} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    db,
  )
  return rows[0]
}

async function toldOf(db: Handle, workspaceId: string, id: string): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ member_id: string; at: Date }>`
    select member_id, at from on_call_told where workspace_id = ${workspaceId} and call_id = ${id} order by at`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.member_id, row.at]))
}

/**
 * Somebody takes what is called for: nobody else is called. Taken again by the same it stays; by another it is refused.
 * @throws Problem `not_found`
 * @returns who has it
 */
export function takeCall(
  db: Handle,
  workspaceId: string,
  id: string,
  by: { memberId: string; now: Date },
): Promise<{ takenBy: string; first: boolean }> {
  return inTransaction(db, async (tx) => {
    const call = await getCall(tx, workspaceId, id, true)
    if (!call) throw notFound('on_call')
    if (call.taken_by) return { takenBy: call.taken_by, first: false }
    await sql`
      update on_call_call set state = 'taken', taken_by = ${by.memberId}, ended = ${by.now}, next_at = null
      where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
    await notify(tx, { w: workspaceId, k: 'on-call', id })
    return { takenBy: by.memberId, first: true }
  })
}

/** Passes on what nobody has taken in time; of all workspaces, each once whoever looks. */
export async function passCalls(db: Handle, tell: TellCall, now: Date): Promise<number> {
  const { rows } = await sql<{ workspace_id: string; id: string }>`
    select workspace_id, id from on_call_call where state = 'calling' and next_at <= ${now} order by next_at limit 100`.execute(
    db,
  )
  for (const { workspace_id: workspaceId, id } of rows) {
    await inTransaction(db, async (tx) => {
      const call = await getCall(tx, workspaceId, id, true)
      if (call?.state !== 'calling' || !call.next_at || call.next_at > now) return
      await passOn(tx, workspaceId, id, tell, now)
      await notify(tx, { w: workspaceId, k: 'on-call', id })
    })
  }
  return rows.length
}

export interface ToldCall extends Call {
  told: { memberId: string; at: Date }[]
}

/** The log of calls, newest first. */
export async function listCalls(
  db: Handle,
  workspaceId: string,
  ask: { open?: boolean | undefined; limit: number; before?: string | undefined },
): Promise<ToldCall[]> {
  const { rows } = await sql<Call>`
    select * from on_call_call
    where workspace_id = ${workspaceId} ${ask.open ? sql`and state <> 'taken'` : sql``}
      ${ask.before ? sql`and id < ${ask.before}::uuid` : sql``}
    order by id desc limit ${ask.limit}`.execute(db)
  const calls: ToldCall[] = []
  for (const row of rows) {
    const told = await toldOf(db, workspaceId, row.id)
    calls.push({ ...row, told: [...told].map(([memberId, at]) => ({ memberId, at })) })
  }
  return calls
}

/** Tells those who answer for the workspace of a hole in the roster as soon as there is one, once a hole. */
export async function tellHole(
  db: Handle,
  workspaceId: string,
  hours: Calendar | null,
  tell: TellCall,
  now: Date,
): Promise<void> {
  const { cover } = await callSetting(db, workspaceId)
  if (cover === 'none') return
  const [shifts, members, { timeZone: zone }] = await Promise.all([
    listShifts(db, workspaceId),
    contactsOf(db, workspaceId),
    findWorkspace(db, workspaceId),
  ])
  const there = new Set(members.map(({ memberId }) => memberId))
  const roster = { shifts: shifts.filter(({ memberId }) => there.has(memberId)), zone, cover, hours }
  const hole = firstHole(roster, now)
  await inTransaction(db, async (tx) => {
    const { rows } = await sql<{ hole_told: Date | null }>`
      select hole_told from on_call_setting where workspace_id = ${workspaceId} for update`.execute(tx)
    const known = rows[0]?.hole_told ?? null
    // Of one that has begun the beginning moves with the clock: the same, until it is over.
    if (
      !hole ||
      (known && (known.getTime() === hole.from.getTime() || (known <= now && isOpenHole(roster, known, now))))
    )
      return
    await sql`update on_call_setting set hole_told = ${hole.from} where workspace_id = ${workspaceId}`.execute(
      tx,
    )
    const answering = members
      .filter(({ role }) => permissionsOf(role).has('team:manage'))
      .map((one) => one.memberId)
    const facts = { fromAt: hole.from.toISOString(), untilAt: hole.until.toISOString() }
    const key = `hole:${hole.from.toISOString()}`
    const base = {
      key,
      what: 'roster_hole' as const,
      members: answering,
      callId: null,
      conversationId: null,
      facts,
    }
    // What begins within the day is told at any hour.
    await tell(tx, workspaceId, { ...base, calls: hole.from.getTime() - now.getTime() < 86_400_000 }, now)
  })
}

/** Whether nobody has been on call from the moment that was told until now. */
function isOpenHole(roster: Parameters<typeof firstHole>[0], from: Date, now: Date): boolean {
  const there = firstHole(roster, from)
  return there !== undefined && there.from <= from && there.until > now
}
