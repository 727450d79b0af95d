import { sql } from 'kysely'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import type { AlertTables } from './tables.ts'

/** Alerts and counters whose query may name a list of terms; reading it tells which do. */
export async function mayAskForLists(
  db: Handle,
  workspaceId: string,
): Promise<{ id: string; name: string; kind: string; query: string }[]> {
  return await tables<AlertTables>(db)
    .selectFrom('alert')
    .select(['id', 'name', 'kind', 'query'])
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`query ilike '%list%'`)
    .orderBy('position')
    .execute()
}

/** The terms of an alert changed though its query did not: who listens reads it again, and history is asked anew. */
export async function termsChanged(tx: Handle, workspaceId: string, id: string): Promise<void> {
  await tables<AlertTables>(tx)
    .updateTable('alert')
    .set((e) => ({ linked_query: null, terms_version: e('terms_version', '+', 1) }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await notify(tx, { w: workspaceId, k: 'alert', id })
}
