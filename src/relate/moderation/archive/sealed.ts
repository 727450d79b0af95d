import { sql } from 'kysely'
import type { SealedColumn } from '../../../../lib/crypto/index.ts'
import { appealPurpose } from '../appeal/appeal.ts'
import { archivePurpose } from './archive.ts'

interface SealedRow {
  workspace_id: string
  act_id: string
  sealed: string
}

/** What this module keeps sealed, for a change of the key. */
export const sealedModeration: readonly SealedColumn[] = [
  sealedOfActs('moderation_archive', archivePurpose),
  sealedOfActs('moderation_appeal', appealPurpose),
]

function sealedOfActs(
  table: 'moderation_archive' | 'moderation_appeal',
  purposeOf: (workspaceId: string, actId: string) => string,
): SealedColumn {
  return {
    name: `${table}.sealed`,
    async read(db, limit) {
      const { rows } = await sql<SealedRow>`
        select workspace_id, act_id, sealed from ${sql.table(table)} where sealed is not null limit ${limit}`.execute(
        db,
      )
      return rows.map((row) => presented(row, purposeOf))
    },
    async write(tx, { workspace_id, act_id }, sealed) {
      await sql`
        update ${sql.table(table)} set sealed = ${sealed}
        where workspace_id = ${workspace_id} and act_id = ${act_id}`.execute(tx)
    },
  }
}

function presented(
  { workspace_id, act_id, sealed }: SealedRow,
  purposeOf: (workspaceId: string, actId: string) => string,
) {
  const purposes: [string] = [purposeOf(workspace_id, act_id)]
  return { key: { workspace_id, act_id }, sealed, purposes }
}
