import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { open, type SecretKey, seal } from '../../../lib/crypto/index.ts'
import { type Handle, inTransaction, tables } from '../../../lib/db/index.ts'
import { conflict, invalid } from '../../../lib/errors/index.ts'
import type { AccessTables } from '../tables.ts'
import { listWorkspaces } from '../workspaces/store.ts'

export interface KeptAnswer {
  status: number
  contentType: string | null
  body: string
}

export interface Attempt {
  workspaceId: string
  memberId: string
  key: string
  /** Everything that makes the request what it is: method, address, body. */
  request: string[]
  now: Date
  /** Answers are kept sealed: some show a secret that is shown once. */
  sealing: SecretKey
}

const LIFE = 24 * 3_600_000
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Does `work` once for its key, in one transaction with the memory of having done it: a repeat within a day gets the
 * same answer, a duplicate at the same moment waits for the first (10 s at most), a failure leaves no trace. An answer
 * that is not a success is not kept, and its effects are undone.
 * @throws Problem `idempotency_invalid`, `idempotency_reuse` (422), `idempotency_busy` (409)
 */
export async function once(
  db: Handle,
  attempt: Attempt,
  work: (tx: Handle) => Promise<KeptAnswer>,
): Promise<KeptAnswer & { replayed: boolean }> {
  if (!/^[\x21-\x7e]{1,255}$/.test(attempt.key)) throw invalid('idempotency_invalid')
  const hash = createHash('sha256').update(JSON.stringify(attempt.request)).digest('base64url')
  try {
    return await inTransaction(db, async (tx) => {
      const kept = await claim(tx, attempt, hash)
      if (kept) return { ...kept, replayed: true }
      const answer = await work(tx)
      if (answer.status >= 400) throw new Undone(answer)
      await keep(tx, attempt, answer)
      return { ...answer, replayed: false }
    })
  } catch (error) {
    if (error instanceof Undone) return { ...error.answer, replayed: false }
    throw error
  }
}

class Undone extends Error {
  readonly answer: KeptAnswer
  constructor(answer: KeptAnswer) {
    super('the answer is not a success')
    this.answer = answer
  }
}

/** The answer kept for this key, or null once the key is ours. */
async function claim(tx: Handle, attempt: Attempt, hash: string): Promise<KeptAnswer | null> {
  const db = tables<AccessTables>(tx)
  const row = { workspace_id: attempt.workspaceId, member_id: attempt.memberId, key: attempt.key }
  await sql`set local lock_timeout = '10s'`.execute(tx)
  try {
    // The stale one is taken over by the same statement that inserts, so that both wait on the same row.
    const { rows } = await sql<{ key: string }>`
      insert into idempotency_key (workspace_id, member_id, key, request_hash, created_at)
      values (${row.workspace_id}, ${row.member_id}, ${row.key}, ${hash}, ${attempt.now})
      on conflict (workspace_id, member_id, key) do update
        set request_hash = excluded.request_hash, created_at = excluded.created_at,
            status = null, content_type = null, body = null
        where idempotency_key.created_at < ${new Date(attempt.now.getTime() - LIFE)}
      returning key`.execute(tx)
    if (rows.length > 0) return null
  } catch (error) {
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) throw conflict('idempotency_busy')
    throw error
  } finally {
    await sql`set local lock_timeout to default`.execute(tx).catch(() => undefined)
  }
  const kept = await db
    .selectFrom('idempotency_key')
    .select(['request_hash', 'status', 'content_type', 'body'])
    .where('workspace_id', '=', row.workspace_id)
    .where('member_id', '=', row.member_id)
    .where('key', '=', row.key)
    .executeTakeFirstOrThrow()
  if (kept.request_hash !== hash) throw invalid('idempotency_reuse')
  return { status: kept.status ?? 200, contentType: kept.content_type, body: unsealed(attempt, kept.body) }
}

function purpose(attempt: Attempt): string {
  return `answer:${attempt.workspaceId}:${attempt.memberId}:${attempt.key}`
}

function unsealed(attempt: Attempt, body: string | null): string {
  return body === null ? '' : open(attempt.sealing, purpose(attempt), body)
}

async function keep(tx: Handle, attempt: Attempt, answer: KeptAnswer): Promise<void> {
  await tables<AccessTables>(tx)
    .updateTable('idempotency_key')
    .set({
      status: answer.status,
      content_type: answer.contentType,
      body: seal(attempt.sealing, purpose(attempt), answer.body),
    })
    .where('workspace_id', '=', attempt.workspaceId)
    .where('member_id', '=', attempt.memberId)
    .where('key', '=', attempt.key)
    .execute()
}

/** Forgets the answers older than a day; for the schedule, hourly. */
export async function forgetAnswers(db: Handle, now: Date): Promise<void> {
  for (const { id } of await listWorkspaces(db)) {
    await tables<AccessTables>(db)
      .deleteFrom('idempotency_key')
      .where('workspace_id', '=', id)
      .where('created_at', '<', new Date(now.getTime() - LIFE))
      .execute()
  }
}
