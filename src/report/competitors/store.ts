import { type Handle, inTransaction, tables } from '../../../lib/db/index.ts'
import { invalid, notFound } from '../../../lib/errors/index.ts'
import { audit, type Who } from '../../access/index.ts'
import { type Alert, changeTally, createTally, deleteTally, getAlert } from '../../match/index.ts'
import { voiceQuery } from './account.ts'
import type { CompetitorTables, RivalTable } from './tables.ts'

/** Competitors whose own accounts are known, by their alert. */
export async function listRivals(db: Handle, workspaceId: string): Promise<Map<string, RivalTable>> {
  const rows = await tables<CompetitorTables>(db)
    .selectFrom('rival')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .execute()
  return new Map(rows.map((row) => [row.alert_id, row]))
}

/** @throws Problem `not_found` unless it is the alert of a competitor */
export async function getCompetitor(db: Handle, workspaceId: string, id: string): Promise<Alert> {
  const alert = await getAlert(db, workspaceId, id)
  if (alert.kind !== 'competitor') throw notFound('alert')
  return alert
}

/**
 * Says which accounts are a competitor's own: what they publish is listened for and counted apart from what others say of it.
 * @throws Problem `not_found`, `accounts_unreadable` (422)
 */
export function setAccounts(
  db: Handle,
  workspaceId: string,
  alertId: string,
  accounts: readonly string[],
  who: Who,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    await getCompetitor(tx, workspaceId, alertId)
    const own = [...new Set(accounts)]
    const was = (await listRivals(tx, workspaceId)).get(alertId)
    try {
      if (own.length === 0) await forget(tx, workspaceId, was)
      else await keep(tx, workspaceId, alertId, own, was)
    } catch (error) {
      if ((error as { id?: string }).id !== 'alert_query_invalid') throw error
      throw invalid('accounts_unreadable', {}, { accounts: 'accounts_unreadable' })
    }
    const detail = { accounts: own }
    await audit(tx, { workspaceId, who, action: 'competitor.accounts', target: alertId, detail })
  })
}

async function forget(tx: Handle, workspaceId: string, was: RivalTable | undefined): Promise<void> {
  if (!was) return
  await tables<CompetitorTables>(tx)
    .deleteFrom('rival')
    .where('workspace_id', '=', workspaceId)
    .where('alert_id', '=', was.alert_id)
    .execute()
  await deleteTally(tx, workspaceId, was.voice_id)
  await deleteTally(tx, workspaceId, was.others_id)
}

async function keep(
  tx: Handle,
  workspaceId: string,
  alertId: string,
  accounts: string[],
  was: RivalTable | undefined,
): Promise<void> {
  const voice = voiceQuery(accounts)
  if (was) {
    await changeTally(tx, workspaceId, was.voice_id, { words: voice })
    await changeTally(tx, workspaceId, was.others_id, { without: voice })
    await tables<CompetitorTables>(tx)
      .updateTable('rival')
      .set({ accounts })
      .where('workspace_id', '=', workspaceId)
      .where('alert_id', '=', alertId)
      .execute()
    return
  }
  const voiceId = await createTally(tx, workspaceId, { base: 'none', alertId, words: voice })
  const othersId = await createTally(tx, workspaceId, { base: 'alert', alertId, without: voice })
  await tables<CompetitorTables>(tx)
    .insertInto('rival')
    .values({
      workspace_id: workspaceId,
      alert_id: alertId,
      accounts,
      voice_id: voiceId,
      others_id: othersId,
    })
    .execute()
}
