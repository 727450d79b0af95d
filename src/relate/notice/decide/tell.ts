import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify } from '../../../../lib/db/index.ts'
import { type Listener, type Plan, planOf, type Subject } from './plan.ts'

/** Subjects that one notice holds; what comes beyond is counted. */
export const MOST_ITEMS = 200
/** The one lock of each workspace stands among these. */
const LOCKS = 7_501

interface Line extends Plan {
  memberId: string
  subjects: Subject[]
}

/**
 * Decides, in the caller's transaction, what each listener is told of some subjects and when. Nobody is told of a subject
 * twice; what waits for later is brought forward where it turns out to press.
 */
export async function tell(
  tx: Handle,
  workspaceId: string,
  subjects: readonly Subject[],
  listeners: readonly Listener[],
  now: Date,
): Promise<void> {
  if (subjects.length === 0 || listeners.length === 0) return
  // Alarms and posts are told apart: in one order, or each would wait for a notice of the other's.
  await sql`select pg_advisory_xact_lock(${LOCKS}, hashtext(${workspaceId}))`.execute(tx)
  const before = await dueOf(tx, workspaceId, subjects)
  const lines = new Map<string, Line>()
  for (const listener of listeners) {
    let lately = listener.lately
    for (const subject of subjects) {
      const plan = planOf({ ...listener, lately }, subject, now)
      const known = before.get(`${listener.memberId} ${subject.key}`)
      if (!plan || (known !== undefined && known <= plan.due.getTime())) continue
      if (plan.slot.startsWith('once:story:')) lately++
      const key = `${listener.memberId} ${plan.slot}`
      const line = lines.get(key) ?? { ...plan, memberId: listener.memberId, subjects: [] }
      line.subjects.push(subject)
      line.ways = [...new Set([...line.ways, ...plan.ways])]
      line.urgent ||= plan.urgent
      line.capped ||= plan.capped
      lines.set(key, line)
    }
  }
  // In one order, so that two who tell at once never wait for each other.
  const sorted = [...lines.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  for (const line of sorted) await gather(tx, workspaceId, line)
  if (sorted.some(({ due }) => due <= now)) await notify(tx, { w: workspaceId, k: 'notice' })
}

function keyOf({ memberId, slot }: Line): string {
  return `${memberId} ${slot}`
}

/**
 * When each member is told of each of these, in milliseconds; minus infinity: they have been. What waits cannot be told
 * until the caller has decided.
 */
async function dueOf(
  tx: Handle,
  workspaceId: string,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ member_id: string; subject: string; due: Date; told: Date | null }>`
    select item.member_id, item.subject, notice.due, notice.told
    from notice_item as item join notice on notice.workspace_id = item.workspace_id and notice.id = item.notice_id
    where item.workspace_id = ${workspaceId} and item.subject = any(${subjects.map((one) => one.key)}::text[])
    for update of notice`.execute(tx)
  return new Map(
    rows.map((row) => [`${row.member_id} ${row.subject}`, row.told ? -Infinity : row.due.getTime()]),
  )
}

/** Adds to what waits in a slot, or opens it; of a slot that has been told meanwhile, another. */
async function gather(tx: Handle, workspaceId: string, line: Line): Promise<void> {
  for (let slot = line.slot; ; slot += '+') {
    const { rows } = await sql<{ id: string; items: number }>`
      insert into notice (workspace_id, member_id, id, slot, ways, urgent, capped, due)
      values (${workspaceId}, ${line.memberId}, ${uuidv7()}, ${slot}, ${line.ways}::text[], ${line.urgent},
        ${line.capped}, ${line.due})
      on conflict (workspace_id, member_id, slot) do update set
        ways = array(select unnest(notice.ways || excluded.ways) group by 1 order by 1),
        urgent = notice.urgent or excluded.urgent, capped = notice.capped or excluded.capped
      where notice.told is null
      returning id, items`.execute(tx)
    const [notice] = rows
    if (notice) return fill(tx, workspaceId, line, notice)
  }
}

async function fill(
  tx: Handle,
  workspaceId: string,
  line: Line,
  notice: { id: string; items: number },
): Promise<void> {
  const { subjects } = line
  const held = subjects.slice(0, Math.max(0, MOST_ITEMS - notice.items))
  if (held.length > 0) await hold(tx, workspaceId, line, notice.id, held)
  await sql`
    update notice set more = more + ${subjects.length - held.length},
      items = (select count(*) from notice_item where workspace_id = ${workspaceId} and notice_id = ${notice.id})
    where workspace_id = ${workspaceId} and id = ${notice.id}`.execute(tx)
}

/**
 * What waited in another notice leaves it for this one, as does an alarm from when it was less grave; that one goes where
 * nothing is left in it.
 */
async function hold(
  tx: Handle,
  workspaceId: string,
  { memberId, due }: Line,
  noticeId: string,
  subjects: readonly Subject[],
): Promise<void> {
  const keys = subjects.map((one) => one.key)
  const alarms = subjects.flatMap((one) => (one.kind === 'alarm' ? [one.alarmId] : []))
  const { rows: left } = await sql<{ notice_id: string }>`
    delete from notice_item as item using notice
    where item.workspace_id = ${workspaceId} and item.member_id = ${memberId}
      and notice.workspace_id = item.workspace_id and notice.id = item.notice_id
      and (item.subject = any(${keys}::text[])
        or item.alarm_id = any(${alarms}::uuid[]) and notice.told is null and notice.due >= ${due})
    returning item.notice_id`.execute(tx)
  const rows = subjects.map((one) => ({
    id: uuidv7(),
    subject: one.key,
    story_id: one.kind === 'story' ? one.storyId : null,
    alarm_id: one.kind === 'alarm' ? one.alarmId : null,
    activity_id: one.activityId,
    ...matterRow(one),
    alerts: one.alerts,
  }))
  await sql`
    insert into notice_item (workspace_id, member_id, notice_id, id, subject, story_id, alarm_id, activity_id, matter,
      conversation_id, call_id, facts, alerts)
    select ${workspaceId}::uuid, ${memberId}::uuid, ${noticeId}::uuid, id, subject, story_id, alarm_id, activity_id,
      matter, conversation_id, call_id, facts, array(select json_array_elements_text(alerts)::uuid)
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as item (id uuid, subject text, story_id uuid, alarm_id uuid, activity_id uuid, matter text,
        conversation_id uuid, call_id uuid, facts jsonb, alerts json)`.execute(tx)
  for (const { notice_id } of left.filter((one) => one.notice_id !== noticeId)) {
    await sql`
      update notice set items = items - 1
      where workspace_id = ${workspaceId} and id = ${notice_id} and told is null`.execute(tx)
    await sql`
      delete from notice
      where workspace_id = ${workspaceId} and id = ${notice_id} and told is null and items <= 0 and more = 0`.execute(
      tx,
    )
  }
}

function matterRow(subject: Subject) {
  if (subject.kind !== 'matter') return {}
  const { what, conversationId, callId, facts } = subject
  return { matter: what, conversation_id: conversationId, call_id: callId, facts }
}
