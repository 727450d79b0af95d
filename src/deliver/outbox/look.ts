import { sql } from 'kysely'
import { inTransaction, notify } from '../../../lib/db/index.ts'
import { conflict } from '../../../lib/errors/index.ts'
import { seek } from '../sender/attempt.ts'
import type { DeliverDeps } from '../sender/deps.ts'
import { settle } from '../sender/settle.ts'
import { errandOf } from './delivery.ts'
import { log } from './log.ts'
import { getDelivery } from './store.ts'

const DEADLINE = 60_000

/**
 * Looks on the network, now and for a person, whether what is unknown is there: then it is sent; else it stays unknown,
 * and the log says what was seen.
 * @throws Problem `not_found`, `delivery_state`, `delivery_cannot_look` (409)
 */
export async function lookNow(
  deps: DeliverDeps,
  { workspaceId, id, by }: { workspaceId: string; id: string; by: string | null },
  signal: AbortSignal,
): Promise<void> {
  const row = await getDelivery(deps.db, workspaceId, id)
  if (row.state !== 'unknown') throw conflict('delivery_state')
  const opened = await deps.open(workspaceId, row.account_id, signal)
  if (!opened || typeof opened === 'string' || !opened.channel.find) throw conflict('delivery_cannot_look')
  const errand = errandOf(row, deps.readFile)
  const again = opened.channel.again?.(opened.account, errand) ?? { kind: 'never' }
  const seen = await seek(opened.channel, opened, errand, { signal, deadline: DEADLINE, deps })
  if (seen?.kind === 'sent') {
    const verdict = { state: 'sent' as const, wait: 0, tried: false, inDoubt: false, failure: null }
    return settle(deps, [{ row, outcome: seen, again, opened, verdict }])
  }
  // Whoever asked has gone.
  if (seen?.kind === 'given-back') return
  const failure =
    seen?.kind === 'cannot-tell' ? seen.failure : { kind: 'uncertain', detail: 'failure.absent' }
  await inTransaction(deps.db, async (tx) => {
    await sql`
      update delivery set failure = ${JSON.stringify(failure)}::jsonb
      where workspace_id = ${workspaceId} and id = ${id} and state = 'unknown'`.execute(tx)
    await log(tx, [{ workspaceId, deliveryId: id, what: seen ? 'cannot-tell' : 'absent', memberId: by }])
    await notify(tx, { w: workspaceId, k: 'delivery', id })
  })
}
