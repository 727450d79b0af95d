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
