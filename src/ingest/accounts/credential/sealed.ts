import { sql } from 'kysely'
import type { SealedColumn } from '../../../../lib/crypto/index.ts'
import { credentialPurpose, secretsPurpose } from '../config.ts'

/** What this module keeps sealed, for a change of the key. */
export const sealedAccounts: readonly SealedColumn[] = [
  // Before purposes named the row, secrets were sealed for accounts at large.
  column('sealed_secrets', (row) => [secretsPurpose(row), 'account']),
  column('sealed_credential', (row) => [credentialPurpose(row)]),
]

interface Whose {
  workspace_id: string
  id: string
}

function column(
  of: 'sealed_secrets' | 'sealed_credential',
  purposes: (row: Whose) => [string, ...string[]],
): SealedColumn {
  const name = sql.ref(of)
  return {
    name: `channel_account.${of}`,
    async read(db, limit) {
      const { rows } = await sql<Whose & { sealed: string }>`
        select workspace_id, id, ${name} as sealed from channel_account where ${name} is not null limit ${limit}`.execute(
        db,
      )
      return rows.map(({ sealed, ...row }) => ({ key: { ...row }, sealed, purposes: purposes(row) }))
    },
    async write(tx, { workspace_id, id }, sealed) {
      await sql`
        update channel_account set ${name} = ${sealed} where workspace_id = ${workspace_id} and id = ${id}`.execute(
        tx,
      )
    },
  }
}
