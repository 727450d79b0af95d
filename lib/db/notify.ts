import { sql } from 'kysely'
import type { Handle } from './handle.ts'

/** What travels on the one NOTIFY channel `veillee`; delivered to listeners when the transaction commits. */
export interface Notice {
  /** Workspace id. */
  w: string
  /** What changed: `stream`, `conversation`, `account`, `import`, `alert` … */
  k: string
  /** Id of the thing, where there is one. */
  id?: string
}

/** Tells every process that listens (see `lib/live`) that something changed, once the transaction commits. */
export async function notify(db: Handle, notice: Notice): Promise<void> {
  await sql`select pg_notify('veillee', ${JSON.stringify(notice)})`.execute(db)
}
