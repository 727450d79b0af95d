import { sql } from 'kysely'
import { hashToken, newToken, openLink, packIds } from '../../../../lib/crypto/index.ts'
import type { Handle } from '../../../../lib/db/index.ts'
import type { ModerationTables } from '../tables.ts'

export type Appeal = ModerationTables['moderation_appeal']

/** Opens the way to appeal; the token is nowhere but in what this answers. */
export async function openAppeal(
  tx: Handle,
  { workspaceId, actId, expires }: { workspaceId: string; actId: string; expires: Date },
): Promise<string> {
  const token = newToken()
  await sql`
    insert into moderation_appeal (workspace_id, act_id, token_hash, expires, state)
    values (${workspaceId}, ${actId}, ${hashToken('appeal', token)}, ${expires}, 'open')`.execute(tx)
  return packIds(workspaceId, actId) + token
}

/** The appeal that a token opens, run out or not; undefined where it was never made here. */
export function findAppeal(db: Handle, given: string, lock = false): Promise<Appeal | undefined> {
  return openLink(
    'appeal',
    given,
    ({ workspaceId, id }) => appealOf(db, workspaceId, id, lock),
    (row) => row.token_hash,
  )
}

export async function appealOf(
  db: Handle,
  workspaceId: string,
  actId: string,
  lock = false,
): Promise<Appeal | undefined> {
  const { rows } = await sql<Appeal>`
    select * from moderation_appeal where workspace_id = ${workspaceId} and act_id = ${actId}
    ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

export async function appealsOf(
  db: Handle,
  workspaceId: string,
  actIds: readonly string[],
): Promise<Map<string, Appeal>> {
  if (actIds.length === 0) return new Map()
  const { rows } = await sql<Appeal>`
    select * from moderation_appeal
    where workspace_id = ${workspaceId} and act_id = any(${[...actIds]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.act_id, row]))
}
