import type { Handle } from '../../lib/db/index.ts'
import type { Entry } from './entry.ts'

/** What came together from one account of a channel. */
export interface AppendBatch {
  workspaceId: string
  channel: string
  accountId: string | null
  entries: Entry[]
  /** Arrival, for the delay between network and screen. */
  received: Date
  /** The generation of the alerts that the entries were matched with, and how to match them with those of today. */
  matched?: { generation: number | undefined; again(tx: Handle, entries: Entry[]): Promise<void> } | undefined
}
