import { sql } from 'kysely'
import type { SealedColumn } from '../../../lib/crypto/index.ts'
import { secretPurpose } from './endpoint.ts'

/** What this module keeps sealed, for a change of the key. */
export const sealedWebhooks: readonly SealedColumn[] = [
  column('sealed_secret'),
  column('sealed_secret_before'),
]

function column(of: 'sealed_secret' | 'sealed_secret_before'): SealedColumn {
  const name = sql.ref(of)
  return {
    name: `webhook_endpoint.${of}`,
    async read(db, limit) {
      const { rows } = await sql<{ workspace_id: string; id: string; sealed: string }>`
        select workspace_id, id, ${name} as sealed from webhook_endpoint where ${name} is not null limit ${limit}`.execute(
        db,
      )
      return rows.map(({ workspace_id, id, sealed }) => ({
        key: { workspace_id, id },
        sealed,
        purposes: [secretPurpose({ workspace_id, id })],
      }))
    },
    async write(tx, { workspace_id, id }, sealed) {
      await sql`
        update webhook_endpoint set ${name} = ${sealed} where workspace_id = ${workspace_id} and id = ${id}`.execute(
        tx,
      )
    },
  }
}
