import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify } from '../../../lib/db/index.ts'
import { conflict } from '../../../lib/errors/index.ts'
import { holdAttachments, releaseAttachments } from '../../activity/index.ts'
import { isGated } from '../gate/gate.ts'
import type { Delivery } from './delivery.ts'
import { filesOf, type WrittenDraft } from './draft.ts'
import { comeForward, joinLane } from './lane.ts'
import { log } from './log.ts'
import type { State } from './state.ts'
import { getDelivery } from './store.ts'

export interface Decision {
  workspaceId: string
  id: string
  /** The member who decides; null: nobody, it ran out. */
  by: string | null
  /** The state in which they saw it: what has become something else meanwhile is looked at again. */
  seen?: State
}

/**
 * Has it tried again now. What may have been done before is done again: that is what the person decides, and where the
 * network knows its key nothing comes of it.
 * @throws Problem `not_found`, `delivery_state` (409)
 */
export function retry(db: Handle, decision: Decision): Promise<void> {
  return decide(db, decision, ['waiting', 'refused', 'unknown'], 'retry', async (tx, row) => {
    if (row.state === 'waiting') {
      await sql`
        update delivery set next_try = now()
        where workspace_id = ${row.workspace_id} and id = ${row.id} and next_try is not null`.execute(tx)
      return
    }
    // What was refused left its lane, and takes its turn anew behind what stands in it.
    const place = row.state === 'refused' ? await joinLane(tx, row) : { turn: row.turn, first: true }
    await sql`
      update delivery set state = 'waiting', in_doubt = false, failure = null, first_try = null, turn = ${place.turn},
        next_try = ${place.first ? sql`now()` : null}
      where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(tx)
  })
}

/**
 * Gives it up; what stands behind it comes forward.
 * @throws Problem `not_found`, `delivery_state` (409)
 */
export function drop(db: Handle, decision: Decision): Promise<void> {
  return decide(db, decision, ['waiting', 'refused', 'unknown', 'approval'], 'dropped', async (tx, row) => {
    await sql`
      update delivery set state = 'dropped', next_try = null, target = null
      where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(tx)
    await comeForward(tx, [row])
    await releaseAttachments(tx, row.workspace_id, [row.id])
  })
}

/**
 * A person has seen it there.
 * @throws Problem `not_found`, `delivery_state` (409)
 */
export function sayIsSent(db: Handle, decision: Decision & { url?: string }): Promise<void> {
  return decide(db, decision, ['unknown'], 'said-sent', async (tx, row) => {
    await sql`
      update delivery set state = 'sent', in_doubt = false, failure = null, next_try = null, sent_at = now(),
        target = null, url = coalesce(${decision.url ?? null}::text, url)
      where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(tx)
    await comeForward(tx, [row])
  })
}

/**
 * Changes what has certainly not left; where words need approval, those that are new need it anew.
 * @throws Problem `not_found`, `delivery_state`, `delivery_in_doubt` (409)
 */
export function rewrite(db: Handle, decision: Decision & { draft: WrittenDraft }): Promise<void> {
  return decide(db, decision, ['waiting', 'refused', 'approval'], 'changed', async (tx, row) => {
    // What may stand on the network is looked for by its words.
    if (row.in_doubt) throw conflict('delivery_in_doubt')
    if (!row.draft) throw conflict('delivery_state')
    const gated = await isGated(tx, row.workspace_id)
    const given = sql`${JSON.stringify(decision.draft)}::jsonb`
    await sql`
      update delivery set draft = ${given}, ${
        gated
          ? sql`cleared = null, state = 'approval', next_try = null`
          : sql`cleared = sha256(convert_to((${given})::text, 'UTF8'))`
      }
      where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(tx)
    if (gated && row.state === 'waiting') await comeForward(tx, [row])
    // Held under the id of the change first: what stays must not go with what is let go.
    const files = filesOf(decision.draft)
    const meanwhile = uuidv7()
    await holdAttachments(tx, row.workspace_id, files, meanwhile)
    await releaseAttachments(tx, row.workspace_id, [row.id])
    await holdAttachments(tx, row.workspace_id, files, row.id)
    await releaseAttachments(tx, row.workspace_id, [meanwhile])
  })
}

function decide(
  db: Handle,
  { workspaceId, id, by, seen }: Decision,
  from: readonly State[],
  what: string,
  work: (tx: Handle, row: Delivery) => Promise<void>,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const row = await getDelivery(tx, workspaceId, id, true)
    if (!from.includes(row.state) || (seen && seen !== row.state)) throw conflict('delivery_state')
    await work(tx, row)
    await log(tx, [{ workspaceId, deliveryId: id, what, memberId: by }])
    await notify(tx, { w: workspaceId, k: 'delivery', id })
    await notify(tx, { w: workspaceId, k: 'outbox' })
  })
}
