import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../../../lib/db/index.ts'
import { ChannelFailure, type Credential, type Keeper, type Profile } from '../../../channels/index.ts'
import { credentialPurpose, type Vault } from '../config.ts'
import { diesAt, readBack, renewed, written } from './credential.ts'
import { inTurn } from './turn.ts'

interface Whose {
  workspace_id: string
  id: string
}

interface Kept {
  sealed: string | null
  credential: Credential | undefined
}

/** A network that has given a new credential has often killed the old one: it is not dropped for a hiccup of ours. */
const TRIES = 8

export function keeperOf({ db, vault }: { db: Handle; vault: Vault }, row: Whose): Keeper {
  return {
    get: async () => (await read(db, vault, row)).credential,
    renew: (make) =>
      inTurn(db, `${row.workspace_id}:${row.id}`, async (held) => {
        const kept = await read(held, vault, row)
        const made = await make(kept.credential)
        if (made && made === kept.credential) return made
        const whole = renewed(kept.credential, made)
        if (kept.credential && written(whole) === written(kept.credential)) return whole
        const stored = await surely((db) => replace(db, vault, row, kept.sealed, whole), held, db)
        if (stored) return whole
        // A person gave another one meanwhile; theirs stands.
        const { credential } = await read(db, vault, row)
        if (!credential) throw new ChannelFailure({ kind: 'gone', detail: 'failure.no-account' })
        return credential
      }),
  }
}

async function read(db: Handle, vault: Vault, row: Whose): Promise<Kept> {
  const { rows } = await sql<{ sealed: string | null }>`
    select sealed_credential as sealed from channel_account
    where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(db)
  const sealed = rows[0]?.sealed ?? null
  if (!sealed) return { sealed, credential: undefined }
  return { sealed, credential: readBack(vault.open(sealed, credentialPurpose(row))) }
}

/** Compare-and-set: whoever lost the lock on the way must not undo what came after. */
async function replace(
  db: Handle,
  vault: Vault,
  row: Whose,
  before: string | null,
  credential: Credential,
): Promise<boolean> {
  const sealed = vault.seal(written(credential), credentialPurpose(row))
  const { numAffectedRows } = await sql`
    update channel_account set sealed_credential = ${sealed}, credential_expires = ${diesAt(credential)}::timestamptz
    where workspace_id = ${row.workspace_id} and id = ${row.id}
      and sealed_credential is not distinct from ${before}`.execute(db)
  return Number(numAffectedRows) > 0
}

/** First on the connection that holds the lock, then on any. */
async function surely<R>(write: (db: Handle) => Promise<R>, held: Handle, db: Handle): Promise<R> {
  for (let tried = 0; ; tried++) {
    try {
      return await write(tried === 0 ? held : db)
    } catch (error) {
      if (tried >= TRIES) throw error
      await pause(50 * 2 ** tried)
    }
  }
}

/**
 * Gives an account the credential that a person has just got for it, whatever it had: its failure is forgotten, and
 * whoever reads and sends for it goes on. Waits for a renewal that is under way.
 */
export function giveCredential(
  { db, vault }: { db: Handle; vault: Vault },
  row: Whose,
  given: { credential: Credential; profile: Profile; pulls: boolean; now: Date },
  also: (tx: Handle) => Promise<void> = async () => {},
): Promise<void> {
  return inTurn(db, `${row.workspace_id}:${row.id}`, async (held) => {
    const credential = renewed(undefined, given.credential)
    const sealed = vault.seal(written(credential), credentialPurpose(row))
    await inTransaction(held, async (tx) => {
      await sql`
        update channel_account set sealed_credential = ${sealed},
          credential_expires = ${diesAt(credential)}::timestamptz, credential_given = ${given.now}::timestamptz,
          profile = ${JSON.stringify(given.profile)}::jsonb, failure = null, failures = 0,
          next_pull = ${given.pulls ? given.now : null}::timestamptz
        where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(tx)
      await also(tx)
      await notify(tx, { w: row.workspace_id, k: 'account', id: row.id })
    })
  })
}
