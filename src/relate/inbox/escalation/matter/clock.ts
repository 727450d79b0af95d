import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../../../lib/db/index.ts'
import { linksOf } from '../link/link.ts'
import { lineUp, type Outgoing } from '../sender/line-up.ts'
import { nextStep, stepsOf } from '../service/plan.ts'
import { getService } from '../service/store.ts'
import type { EscalationTables } from '../tables.ts'
import { act, addEntry } from './act.ts'
import { isWaiting } from './escalation.ts'
import { type Escalation, findEscalation } from './store.ts'

/** Looked at in one go. */
const MOST = 200

/**
 * Does what the plans of a workspace say is due: reminds, tells managers, and ends what nobody answered. Each step once,
 * wherever it is cut: the step is counted in the transaction that lines its mails up. Steps that passed while nothing ran
 * are one.
 */
export async function stepEscalations(db: Handle, workspaceId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from escalation where workspace_id = ${workspaceId} and next_step <= ${now}
    order by next_step, id limit ${MOST}`.execute(db)
  let done = 0
  for (const { id } of rows) done += (await inTransaction(db, (tx) => step(tx, workspaceId, id, now))) ? 1 : 0
  return done
}

async function step(tx: Handle, workspaceId: string, id: string, now: Date): Promise<boolean> {
  // Asked again under the lock: another process may have done it meanwhile, the service answered, or it was erased.
  const row = await findEscalation(tx, workspaceId, id, true)
  if (!row?.next_step || row.next_step > now) return false
  if (!isWaiting(row.state)) {
    await moveTo(tx, row, null)
    return false
  }
  if (row.expires <= now) {
    await act(tx, workspaceId, id, { kind: 'expired', side: 'clock', via: 'clock', now })
    return true
  }
  const passed = stepsOf(row.due, new Date(row.next_step.getTime() - 1), row.timing).filter(
    ({ at }) => at <= now,
  )
  const legs = await legsOf(tx, row, new Set(passed.map(({ to }) => to)), now)
  await lineUp(tx, workspaceId, id, legs, now)
  await moveTo(tx, row, nextStep(row, now))
  await notify(tx, { w: workspaceId, k: 'conversation', id: row.conversation_id })
  return true
}

async function legsOf(
  tx: Handle,
  row: Escalation,
  to: ReadonlySet<'service' | 'manager'>,
  now: Date,
): Promise<Outgoing[]> {
  const legs: Outgoing[] = []
  const which = `${row.round}:${row.step + 1}`
  const base = { via: 'clock' as const, now }
  const links = to.has('service') ? await linksOf(tx, row.workspace_id, row.id) : []
  const live = links.filter(({ revoked }) => revoked === null)
  if (live.length > 0) {
    const entryId = uuidv7()
    await addEntry(tx, row, entryId, { kind: 'reminded', ...base })
    for (const { email } of live)
      legs.push({ subject: `remind:${which}:${email}`, what: 'remind', email, entryId })
  }
  const { manager } = await getService(tx, row.workspace_id, row.service_id)
  if (to.has('manager') && manager) {
    const entryId = uuidv7()
    await addEntry(tx, row, entryId, { kind: 'manager', ...base, text: manager })
    legs.push({ subject: `manager:${which}`, what: 'manager', email: manager, entryId })
  }
  return legs
}

async function moveTo(tx: Handle, { workspace_id, id, step }: Escalation, next: Date | null): Promise<void> {
  await tables<EscalationTables>(tx)
    .updateTable('escalation')
    .set({ step: next ? step + 1 : step, next_step: next })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}
