import { type Selectable, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, tables } from '../../../../../lib/db/index.ts'
import { contactsOf, onCallNow, permissionsOf } from '../../../../access/index.ts'
import { tellMatters } from '../../../../deliver/index.ts'
import { changeConversations } from '../../change.ts'
import { raisePriority } from '../../priority/raise.ts'
import { getConversation } from '../../store.ts'
import type { InboxTables } from '../../tables.ts'
import type { Kind } from '../clock.ts'
import { runningOf } from '../keep.ts'
import { type Dues, type Policy, type Step, stepsAhead } from '../policy.ts'
import { serviceSettings } from '../settings.ts'
import type { ServiceTables } from '../tables.ts'

/** Conversations that are looked at in one turn. */
const AT_ONCE = 200

export interface Late {
  conversationId: string
  members: string[]
  /** Of what, and how it stands: `due` before it is, `late` after. */
  what: `${'due' | 'late'}_${Kind}` | 'handed'
  key: string
  facts: Record<string, string | number>
}

/** What steps are done by; handed over, as both stand elsewhere. */
export interface StepWays {
  tell(tx: Handle, workspaceId: string, late: Late, now: Date): Promise<void>
  /** Calls who is on call, until somebody takes it. */
  call(
    tx: Handle,
    workspaceId: string,
    conversationId: string,
    facts: Late['facts'],
    now: Date,
  ): Promise<void>
}

/**
 * Does what targets ask to be done at this moment, of all workspaces: each step in one transaction with the note that it is
 * done, so that killed anywhere it is done once.
 * @returns how many conversations were concerned
 */
export async function runSteps(db: Handle, ways: StepWays, now: Date): Promise<number> {
  const { rows } = await sql<{ workspace_id: string; conversation_id: string }>`
    select workspace_id, conversation_id from service_clock where step_at <= ${now} order by step_at limit ${AT_ONCE}`.execute(
    db,
  )
  for (const { workspace_id, conversation_id } of rows) {
    await inTransaction(db, (tx) => runOne(tx, ways, workspace_id, conversation_id, now))
  }
  return rows.length
}

async function runOne(tx: Handle, ways: StepWays, workspaceId: string, id: string, now: Date): Promise<void> {
  // Held as everybody who changes a conversation holds it; who has it at hand does, and we come back.
  const { rows: held } = await sql`
    select 1 from conversation where workspace_id = ${workspaceId} and id = ${id} for update skip locked`.execute(
    tx,
  )
  if (held.length === 0) return
  const { rows } = await sql<Selectable<ServiceTables['service_clock']>>`
    select * from service_clock where workspace_id = ${workspaceId} and conversation_id = ${id}`.execute(tx)
  const [row] = rows
  if (!row?.step_at || row.step_at > now) return
  const policy = (await serviceSettings(tx, workspaceId)).policies.find((one) => one.id === row.policy_id)
  const dues: Dues = { first: row.first_due, next: row.next_due, resolution: row.matter_due }
  const ahead = policy ? stepsAhead(policy, runningOf(row), dues, row.steps_done) : []
  const ripe = ahead.filter(({ at }) => at <= now)
  const [next] = ahead.filter(({ at }) => at > now)
  const done = [...row.steps_done, ...ripe.map(({ key }) => key)]
  await sql`
    update service_clock set steps_done = ${done}::text[], step_at = ${next?.at ?? null}
    where workspace_id = ${workspaceId} and conversation_id = ${id}`.execute(tx)
  for (const { step, key } of ripe) {
    const due = dues[step.of]
    if (policy && due) await act(tx, ways, { workspaceId, id, policy, step, key, due, now })
  }
}

interface Acting {
  workspaceId: string
  id: string
  policy: Policy
  step: Step
  key: string
  due: Date
  now: Date
}

async function act(tx: Handle, ways: StepWays, acting: Acting): Promise<void> {
  const { workspaceId, id, policy, step, key, due, now } = acting
  const talk = await getConversation(tx, workspaceId, id)
  const facts = { channel: talk.channel, dueAt: due.toISOString() }
  const assignee = await assigned(tx, acting)
  if (assignee) {
    const told = {
      conversationId: id,
      members: [assignee],
      what: 'handed' as const,
      key: `${id} ${key} to`,
      facts,
    }
    await ways.tell(tx, workspaceId, told, now)
  }
  const members = await toldOf(tx, workspaceId, step, assignee ?? talk.assignee_id)
  if (members.length > 0) {
    const what = `${now < due ? 'due' : 'late'}_${step.of}` as const
    await ways.tell(tx, workspaceId, { conversationId: id, members, what, key: `${id} ${key}`, facts }, now)
  }
  if (step.tell.includes('on-call')) await ways.call(tx, workspaceId, id, facts, now)
  if (step.raise > 0) await raisePriority(tx, workspaceId, [id], { weight: step.raise, name: policy.name })
  if (step.webhook)
    await tellMatters(tx, workspaceId, 'conversation.due', [{ subjectId: id, alerts: talk.alerts }])
  await tables<InboxTables>(tx)
    .insertInto('conversation_event')
    .values({
      ...{ workspace_id: workspaceId, conversation_id: id, id: uuidv7(), at: now, member_id: null },
      ...{ what: 'time-rule', value: policy.name },
    })
    .execute()
}

/** Gives it to whom the step names; undefined where nobody new has it. */
async function assigned(tx: Handle, { workspaceId, id, step, now }: Acting): Promise<string | undefined> {
  if (step.assign === null) return undefined
  const members = await contactsOf(tx, workspaceId)
  const there = new Set(members.map(({ memberId }) => memberId))
  const [onCall] = step.assign === 'on-call' ? await onCallNow(tx, workspaceId, now) : []
  const wanted = step.assign === 'nobody' ? null : step.assign === 'on-call' ? onCall : step.assign
  // Nobody is on call, or whoever was named has left: it stays where it is.
  if (wanted === undefined || (wanted !== null && !there.has(wanted))) return undefined
  const undo = await changeConversations(
    tx,
    workspaceId,
    [id],
    { assigneeId: wanted },
    { memberId: null, now },
  )
  return undo.length > 0 && wanted !== null ? wanted : undefined
}

async function toldOf(
  tx: Handle,
  workspaceId: string,
  { tell }: Step,
  assignee: string | null,
): Promise<string[]> {
  const members = await contactsOf(tx, workspaceId)
  const managers = members
    .filter(({ role }) => permissionsOf(role).has('team:manage'))
    .map((one) => one.memberId)
  const named = tell.flatMap((who) => {
    if (who === 'on-call') return []
    if (who === 'managers') return managers
    // Nobody has it: those who answer for the team are to know.
    if (who === 'assignee') return assignee ? [assignee] : managers
    return [who]
  })
  return [...new Set(named)]
}
