import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { sql } from 'kysely'
import { keyFor, type SealedColumn } from '../../lib/crypto/index.ts'

type Of = 'secret' | 'backup_codes'

/** What this module keeps sealed, for a change of the key. */
export const sealedAccess: readonly SealedColumn[] = [
  {
    name: 'idempotency_key.body',
    async read(db, limit) {
      const { rows } = await sql<{ workspace_id: string; member_id: string; key: string; body: string }>`
        select workspace_id, member_id, key, body from idempotency_key where body is not null limit ${limit}`.execute(
        db,
      )
      return rows.map(({ workspace_id, member_id, key, body }) => ({
        key: { workspace_id, member_id, key },
        sealed: body,
        purposes: [`answer:${workspace_id}:${member_id}:${key}`],
      }))
    },
    async write(tx, { workspace_id, member_id, key }, sealed) {
      await sql`
        update idempotency_key set body = ${sealed}
        where workspace_id = ${workspace_id} and member_id = ${member_id} and key = ${key}`.execute(tx)
    },
  },
  secondFactor('secret'),
  secondFactor('backup_codes'),
]

/** The sign-in library seals second factors itself, with the secret that it is given. */
function secondFactor(column: Of): SealedColumn {
  const name = sql.ref(column)
  return {
    name: `app_two_factor.${column}`,
    async read(db, limit) {
      const { rows } = await sql<{ id: string; sealed: string }>`
        select id, ${name} as sealed from app_two_factor limit ${limit}`.execute(db)
      return rows.map(({ id, sealed }) => ({ key: { id }, sealed, purposes: ['session'] }))
    },
    async write(tx, { id }, sealed) {
      await sql`update app_two_factor set ${name} = ${sealed} where id = ${id}`.execute(tx)
    },
    cipher: {
      open: (key, purpose, data) =>
        symmetricDecrypt({ key: keyFor(key, purpose).toString('base64url'), data }),
      seal: (key, purpose, data) =>
        symmetricEncrypt({ key: keyFor(key, purpose).toString('base64url'), data }),
    },
  }
}
