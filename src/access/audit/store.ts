import { uuidv7 } from 'uuidv7'
import { type Handle, tables } from '../../../lib/db/index.ts'
import type { AccessTables } from '../tables.ts'

/** A member (with or without a key), or what acted without being one (`veillee user`, `schedule`). */
export type Who = { userId: string; keyId?: string } | { label: string }

export interface AuditRecord {
  workspaceId: string
  who: Who
  /** `noun.verb`, for instance `member.role` or `person.read`. */
  action: string
  /** What it was done to: an id, or words where there is none. */
  target: string
  /** Small facts; never secrets nor the words of customers. */
  detail?: Record<string, unknown>
}

/** Adds a line to the journal of the workspace, in the transaction that does the thing. Lines are never changed. */
export async function audit(tx: Handle, record: AuditRecord): Promise<void> {
  const who = record.who
  await tables<AccessTables>(tx)
    .insertInto('audit_entry')
    .values({
      workspace_id: record.workspaceId,
      id: uuidv7(),
      user_id: 'userId' in who ? who.userId : null,
      key_id: 'userId' in who ? (who.keyId ?? null) : null,
      who: 'label' in who ? who.label : null,
      action: record.action,
      target: record.target,
      detail: JSON.stringify(record.detail ?? {}),
    })
    .execute()
}

export interface AuditRow {
  id: string
  at: Date
  /** Of the person as they are called today; null when they were none or are gone. */
  name: string | null
  who: string | null
  /** Name of the key that was used, if any. */
  key: string | null
  action: string
  target: string
  detail: Record<string, unknown>
}

export async function readAudit(
  handle: Handle,
  workspaceId: string,
  filter: { before?: string; action?: string; userId?: string; limit: number },
): Promise<AuditRow[]> {
  let query = tables<AccessTables>(handle)
    .selectFrom('audit_entry as entry')
    .leftJoin('app_user', 'app_user.id', 'entry.user_id')
    .leftJoin('api_key', (join) =>
      join.onRef('api_key.workspace_id', '=', 'entry.workspace_id').onRef('api_key.id', '=', 'entry.key_id'),
    )
    .select([
      'entry.id',
      'entry.at',
      'app_user.name as name',
      'entry.who',
      'api_key.name as key',
      'entry.action',
      'entry.target',
      'entry.detail',
    ])
    .where('entry.workspace_id', '=', workspaceId)
  if (filter.before !== undefined) query = query.where('entry.id', '<', filter.before)
  if (filter.action !== undefined) query = query.where('entry.action', '=', filter.action)
  if (filter.userId !== undefined) query = query.where('entry.user_id', '=', filter.userId)
  return await query.orderBy('entry.id', 'desc').limit(filter.limit).execute()
}
