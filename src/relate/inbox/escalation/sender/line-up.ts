import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../../../lib/db/index.ts'
import type { EscalationTables, LegWhat } from '../tables.ts'

export interface Outgoing {
  /** What it is; of each there is one, whoever lines it up again. */
  subject: string
  what: LegWhat
  email?: string | null | undefined
  entryId?: string | undefined
}

/** Lines up what is to leave, in the transaction that decides it. What stands there already stays as it is. */
export async function lineUp(
  tx: Handle,
  workspaceId: string,
  escalationId: string,
  legs: readonly Outgoing[],
  now: Date,
): Promise<void> {
  if (legs.length === 0) return
  await tables<EscalationTables>(tx)
    .insertInto('escalation_leg')
    .values(
      legs.map(({ subject, what, email = null, entryId = null }) => ({
        workspace_id: workspaceId,
        id: uuidv7(),
        escalation_id: escalationId,
        subject,
        kind: what === 'issue' ? ('issue' as const) : ('mail' as const),
        what,
        email,
        entry_id: entryId,
        created: now,
        state: 'waiting' as const,
        next_try: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await notify(tx, { w: workspaceId, k: 'escalation' })
}
