import { uuidv7 } from 'uuidv7'
import { hashToken, matchesToken, newToken } from '../../../lib/crypto/index.ts'
import { type Handle, inTransaction, tables } from '../../../lib/db/index.ts'
import { anyOwner } from '../members/store.ts'
import type { AccessTables } from '../tables.ts'

/** A link serves for a day. */
const LIFE = 24 * 3_600_000

/**
 * While nobody owns a workspace, makes the one link that opens the set-up page; links made before stop working.
 * The token stands after `#`, where neither logs nor other sites see it.
 * @returns null once there is an owner
 */
export async function setupLink(
  db: Handle,
  options: { publicUrl: string; now: Date },
): Promise<string | null> {
  return await inTransaction(db, async (tx) => {
    if (await anyOwner(tx)) return null
    const token = newToken()
    await tables<AccessTables>(tx).deleteFrom('setup_token').where('used_at', 'is', null).execute()
    await tables<AccessTables>(tx)
      .insertInto('setup_token')
      .values({
        id: uuidv7(),
        token_hash: hashToken('setup', token),
        expires_at: new Date(options.now.getTime() + LIFE),
      })
      .execute()
    return `${options.publicUrl.replace(/\/$/, '')}/set-up#${token}`
  })
}

/** Uses the token up, in the transaction that makes the first owner. Of two at the same moment one gets false. */
export async function useSetupToken(tx: Handle, token: string, now: Date): Promise<boolean> {
  const rows = await tables<AccessTables>(tx)
    .selectFrom('setup_token')
    .select(['id', 'token_hash'])
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute()
  const row = rows.find((one) => matchesToken('setup', token, one.token_hash))
  if (!row) return false
  const { numUpdatedRows } = await tables<AccessTables>(tx)
    .updateTable('setup_token')
    .set({ used_at: now })
    .where('id', '=', row.id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
