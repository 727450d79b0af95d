import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { hashToken, matchesToken, newToken, packIds, unpackIds } from '../../../../lib/crypto/index.ts'
import type { Handle } from '../../../../lib/db/index.ts'
import type { Vault } from '../config.ts'

/** A sign-in that a member has begun at a network and not yet come back from. */
export interface Pending {
  memberId: string
  channel: string
  /** The account to heal; undefined for a new one. */
  accountId: string | undefined
  /** What the channel needs when they come back (the PKCE verifier is in it): it never leaves the server. */
  pending: Record<string, unknown>
}

const LASTS_MS = 15 * 60_000

export interface Ticket {
  workspaceId: string
  id: string
  state: string
  hash: string
}

/** What travels to the network and back: which row, and a secret that only its hash is kept of. */
export function newTicket(workspaceId: string): Ticket {
  const [id, token] = [uuidv7(), newToken()]
  const state = `${packIds(workspaceId, id)}.${token}`
  return { workspaceId, id, state, hash: hashToken('sign-in', token) }
}

/** The workspace that a state was made in, as far as it says so itself. */
export function workspaceOf(state: string): string | undefined {
  return unpackIds(state.split('.')[0] ?? '')?.workspaceId
}

export async function keepPending(
  db: Handle,
  vault: Vault,
  { workspaceId, id, hash }: Ticket,
  { memberId, channel, accountId, pending }: Pending,
  now: Date,
): Promise<void> {
  await sql`
    insert into sign_in (workspace_id, id, member_id, channel, account_id, token_hash, sealed_pending, expires)
    values (${workspaceId}, ${id}, ${memberId}, ${channel}, ${accountId ?? null}, ${hash},
      ${vault.seal(JSON.stringify(pending), purposeOf(workspaceId, id))}, ${new Date(now.getTime() + LASTS_MS)})`.execute(
    db,
  )
}

function purposeOf(workspaceId: string, id: string): string {
  return `sign-in:${workspaceId}:${id}`
}

/** Takes what was begun, once: whoever comes second with the same state finds nothing, and so does a stranger. */
export async function takePending(
  db: Handle,
  vault: Vault,
  state: string,
  by: { workspaceId: string; memberId: string; now: Date },
): Promise<Pending | undefined> {
  const [packed = '', token = ''] = state.split('.')
  const ids = unpackIds(packed)
  if (!ids || ids.workspaceId !== by.workspaceId) return undefined
  const { rows } = await sql<{
    member_id: string
    channel: string
    account_id: string | null
    token_hash: string
    sealed_pending: string
    expires: Date
  }>`
    delete from sign_in where workspace_id = ${ids.workspaceId} and id = ${ids.id}
    returning member_id, channel, account_id, token_hash, sealed_pending, expires`.execute(db)
  const row = rows[0]
  if (!row || !matchesToken('sign-in', token, row.token_hash)) return undefined
  if (row.member_id !== by.memberId || row.expires <= by.now) return undefined
  const pending = JSON.parse(vault.open(row.sealed_pending, purposeOf(ids.workspaceId, ids.id)))
  return { memberId: row.member_id, channel: row.channel, accountId: row.account_id ?? undefined, pending }
}

/** Nobody comes back from these any more. */
export async function forgetSignIns(db: Handle, now: Date): Promise<void> {
  await sql`delete from sign_in where expires < ${now}`.execute(db)
}
