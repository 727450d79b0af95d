import { sql } from 'kysely'
import type { SealedColumn } from '../../../lib/crypto/index.ts'

/** Seals the key of an endpoint; a purpose names what is sealed and whose. */
export interface Sealing {
  seal(text: string, purpose: string): string
  open(sealed: string, purpose: string): string
}

export function keyPurpose(workspaceId: string): string {
  return `analyser:${workspaceId}`
}

/** What this module keeps sealed, for a change of the key. */
export const sealedAnalysers: readonly SealedColumn[] = [
  {
    name: 'analyser.sealed_key',
    async read(db, limit) {
      const { rows } = await sql<{ workspace_id: string; sealed: string }>`
        select workspace_id, sealed_key as sealed from analyser where sealed_key is not null limit ${limit}`.execute(
        db,
      )
      return rows.map(({ workspace_id, sealed }) => ({
        key: { workspace_id },
        sealed,
        purposes: [keyPurpose(workspace_id)],
      }))
    },
    async write(tx, { workspace_id }, sealed) {
      await sql`update analyser set sealed_key = ${sealed} where workspace_id = ${workspace_id}`.execute(tx)
    },
  },
]
