import { type Selectable, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import { conflict, notFound } from '../../../lib/errors/index.ts'
import type { AlarmEnd, AlarmKind, SubjectKind } from './alarm.ts'
import type { Evidence } from './evidence.ts'
import type { AlarmTable, AlarmTables } from './tables.ts'
import type { WatchState } from './watch/watch.ts'

export interface Subject {
  kind: SubjectKind
  id: string
}

export type AlarmRow = Selectable<AlarmTable>

export interface Watch {
  workspace_id: string
  subject_kind: SubjectKind
  subject: string
  query: string | null
  state: WatchState | null
  hushed: number | null
}

/** Has subjects looked at, at `at` or sooner if they were to be anyway. In the order of their key, so that two never wait for each other. */
export async function lookAt(
  db: Handle,
  workspaceId: string,
  subjects: readonly Subject[],
  at: Date,
): Promise<void> {
  if (subjects.length === 0) return
  const sorted = subjects.toSorted((a, b) => (`${a.kind}|${a.id}` < `${b.kind}|${b.id}` ? -1 : 1))
  await sql`
    insert into alarm_watch (workspace_id, subject_kind, subject, due)
    select ${workspaceId}::uuid, kind, id, ${at}::timestamptz
    from json_to_recordset(${JSON.stringify(sorted)}::json) as one (kind text, id text)
    on conflict (workspace_id, subject_kind, subject) do update set due = excluded.due
    where alarm_watch.due > excluded.due`.execute(db)
}

/** Whether any subject's time has come: asked every few seconds of every workspace, and told without a transaction. */
export async function isDue(db: Handle, workspaceId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from alarm_watch where workspace_id = ${workspaceId} and due <= ${now} limit 1`.execute(db)
  return rows.length > 0
}

/** One subject whose time has come, held until commit; another process takes another. */
export async function takeDue(tx: Handle, workspaceId: string, now: Date): Promise<Watch | undefined> {
  const { rows } = await sql<Watch>`
    select workspace_id, subject_kind, subject, query, state, hushed from alarm_watch
    where workspace_id = ${workspaceId} and due <= ${now} order by due, subject_kind limit 1 for update skip locked`.execute(
    tx,
  )
  return rows[0]
}

export async function keepWatch(
  tx: Handle,
  { workspace_id, subject_kind, subject }: Watch,
  kept: { due: Date; query: string | null; state: WatchState | null; hushed: number | null },
): Promise<void> {
  await tables<AlarmTables>(tx)
    .updateTable('alarm_watch')
    .set({
      due: kept.due,
      query: kept.query,
      state: kept.state ? JSON.stringify(kept.state) : null,
      hushed: kept.hushed,
    })
    .where((that) => that.and({ workspace_id, subject_kind, subject }))
    .execute()
}

/** Has a subject looked at later, with all that is known of it as it is. */
export async function putAside(
  db: Handle,
  { workspace_id, subject_kind, subject }: Watch,
  due: Date,
): Promise<void> {
  await tables<AlarmTables>(db)
    .updateTable('alarm_watch')
    .set({ due })
    .where((that) => that.and({ workspace_id, subject_kind, subject }))
    .execute()
}

export async function dropWatch(tx: Handle, { workspace_id, subject_kind, subject }: Watch): Promise<void> {
  await tables<AlarmTables>(tx)
    .deleteFrom('alarm_watch')
    .where((that) => that.and({ workspace_id, subject_kind, subject }))
    .execute()
}

export async function findWatch(
  db: Handle,
  workspaceId: string,
  subject: Subject,
): Promise<WatchState | null> {
  const row = await tables<AlarmTables>(db)
    .selectFrom('alarm_watch')
    .select('state')
    .where((that) => that.and({ workspace_id: workspaceId, subject_kind: subject.kind, subject: subject.id }))
    .executeTakeFirst()
  return row?.state ?? null
}

/** Channels and topics of which something is known. */
export async function watchesOf(
  db: Handle,
  workspaceId: string,
  limit: number,
): Promise<{ kind: 'channel' | 'topic'; id: string; state: WatchState }[]> {
  const { rows } = await sql<{ kind: 'channel' | 'topic'; id: string; state: WatchState }>`
    select subject_kind as kind, subject as id, state from alarm_watch
    where workspace_id = ${workspaceId} and subject_kind in ('channel', 'topic') and state is not null
    order by subject_kind, subject limit ${limit}`.execute(db)
  return rows
}

export async function openAlarmOf(
  db: Handle,
  workspaceId: string,
  subject: Subject,
): Promise<AlarmRow | undefined> {
  return await alarms(db, workspaceId)
    .where('subject_kind', '=', subject.kind)
    .where('subject', '=', subject.id)
    .where('ended', 'is', null)
    .executeTakeFirst()
}

/** Alarms of what is said that were raised, followed or ended since. */
export async function alarmsSince(db: Handle, workspaceId: string, since: Date): Promise<AlarmRow[]> {
  return await alarms(db, workspaceId)
    .where('kind', 'in', ['crisis', 'surge'])
    .where('updated', '>=', since)
    .execute()
}

export async function lastAlarmOf(
  db: Handle,
  workspaceId: string,
  subject: Subject,
): Promise<AlarmRow | undefined> {
  return await alarms(db, workspaceId)
    .where('subject_kind', '=', subject.kind)
    .where('subject', '=', subject.id)
    .orderBy('opened', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Raises an alarm and tells every window; the caller holds the subject's watch, so there is one at a time. */
export async function raise(
  tx: Handle,
  workspaceId: string,
  subject: Subject,
  alarm: { kind: AlarmKind; level: number; evidence: Evidence },
  now: Date,
): Promise<string> {
  const id = uuidv7()
  await tables<AlarmTables>(tx)
    .insertInto('alarm')
    .values({
      workspace_id: workspaceId,
      id,
      kind: alarm.kind,
      subject_kind: subject.kind,
      subject: subject.id,
      level: alarm.level,
      opened: now,
      updated: now,
      evidence: JSON.stringify(alarm.evidence),
    })
    .execute()
  await notify(tx, { w: workspaceId, k: 'alarm', id })
  return id
}

export async function refresh(
  tx: Handle,
  { workspace_id, id }: Pick<AlarmRow, 'workspace_id' | 'id'>,
  set: { kind: AlarmKind; level: number; evidence: Evidence; calm: Date | null },
  now: Date,
): Promise<void> {
  await tables<AlarmTables>(tx)
    .updateTable('alarm')
    .set({ ...set, evidence: JSON.stringify(set.evidence), updated: now })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
  await notify(tx, { w: workspace_id, k: 'alarm', id })
}

export async function end(
  tx: Handle,
  workspaceId: string,
  id: string,
  how: AlarmEnd,
  now: Date,
  by: string | null = null,
): Promise<void> {
  await tables<AlarmTables>(tx)
    .updateTable('alarm')
    .set({ ended: now, how, ended_by: by, updated: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('ended', 'is', null)
    .execute()
  await notify(tx, { w: workspaceId, k: 'alarm', id })
}

/** @throws Problem `not_found` */
export async function getAlarm(db: Handle, workspaceId: string, id: string): Promise<AlarmRow> {
  const row = await alarms(db, workspaceId).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('alarm')
  return row
}

export interface AlarmFilter {
  open?: boolean | undefined
  alertId?: string | undefined
  before?: { opened: Date; id: string } | undefined
}

/** Newest first. */
export async function listAlarms(
  db: Handle,
  workspaceId: string,
  filter: AlarmFilter,
  limit: number,
): Promise<AlarmRow[]> {
  let query = alarms(db, workspaceId).orderBy('opened', 'desc').orderBy('id', 'desc').limit(limit)
  if (filter.open !== undefined) query = query.where('ended', filter.open ? 'is' : 'is not', null)
  if (filter.alertId) query = query.where('subject_kind', '=', 'alert').where('subject', '=', filter.alertId)
  if (filter.before) {
    const { opened, id } = filter.before
    query = query.where(sql<boolean>`(opened, id) < (${opened}::timestamptz, ${id}::uuid)`)
  }
  return await query.execute()
}

/** Somebody is at it; the first who says so is shown. @throws Problem `not_found`, `alarm_over` (409) */
export async function acknowledge(
  tx: Handle,
  workspaceId: string,
  id: string,
  memberId: string,
  now: Date,
): Promise<void> {
  const alarm = await getAlarm(tx, workspaceId, id)
  if (alarm.ended) throw conflict('alarm_over')
  if (alarm.acknowledged) return
  await tables<AlarmTables>(tx)
    .updateTable('alarm')
    .set({ acknowledged: now, acknowledged_by: memberId })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('acknowledged', 'is', null)
    .execute()
  await notify(tx, { w: workspaceId, k: 'alarm', id })
}

/** A person has had enough of it: it is not raised again before calm, or far more. @throws Problem `not_found`, `alarm_over` (409) */
export async function close(
  tx: Handle,
  workspaceId: string,
  id: string,
  memberId: string,
  now: Date,
): Promise<void> {
  const alarm = await getAlarm(tx, workspaceId, id)
  if (alarm.ended) throw conflict('alarm_over')
  // The watch first, as whoever looks takes them in this order too.
  await tables<AlarmTables>(tx)
    .updateTable('alarm_watch')
    .set({ hushed: Math.max(1, alarm.evidence.peak) })
    .where('workspace_id', '=', workspaceId)
    .where('subject_kind', '=', alarm.subject_kind)
    .where('subject', '=', alarm.subject)
    .execute()
  await end(tx, workspaceId, id, 'closed', now, memberId)
}

/** Notes that one alarm may have: a conversation belongs elsewhere. */
export const MOST_NOTES = 200

/** @throws Problem `not_found`, `alarm_notes_full` (409) */
export async function addNote(
  tx: Handle,
  workspaceId: string,
  alarmId: string,
  memberId: string,
  text: string,
): Promise<void> {
  await getAlarm(tx, workspaceId, alarmId)
  const { count } = await tables<AlarmTables>(tx)
    .selectFrom('alarm_note')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('alarm_id', '=', alarmId)
    .executeTakeFirstOrThrow()
  if (count >= MOST_NOTES) throw conflict('alarm_notes_full', { max: MOST_NOTES })
  await tables<AlarmTables>(tx)
    .insertInto('alarm_note')
    .values({ workspace_id: workspaceId, alarm_id: alarmId, id: uuidv7(), member_id: memberId, text })
    .execute()
  await notify(tx, { w: workspaceId, k: 'alarm', id: alarmId })
}

/** Notes of an alarm, newest first; those before `before` where it is given. */
export async function notesOf(
  db: Handle,
  workspaceId: string,
  alarmId: string,
  limit: number,
  before?: string,
) {
  let query = tables<AlarmTables>(db)
    .selectFrom('alarm_note')
    .select(['id', 'at', 'member_id', 'text'])
    .where('workspace_id', '=', workspaceId)
    .where('alarm_id', '=', alarmId)
    .orderBy('id', 'desc')
    .limit(limit)
  if (before) query = query.where('id', '<', before)
  return await query.execute()
}

function alarms(db: Handle, workspaceId: string) {
  return tables<AlarmTables>(db).selectFrom('alarm').selectAll().where('workspace_id', '=', workspaceId)
}
