import type { Generated, JSONColumnType } from 'kysely'
import type { Failure } from '../../channels/index.ts'

export interface ChannelAccountTable {
  workspace_id: string
  id: string
  channel: string
  name: string
  /** Without its secrets. */
  config: JSONColumnType<Record<string, unknown>>
  /** The secret fields of the configuration, sealed with a key that is not in the database. */
  sealed_secrets: string | null
  paused: boolean
  /** What comes in here is to be answered: it makes conversations. */
  inbox: boolean
  /** False: shows what was brought in, and never reaches for a network (the demonstration). */
  connected: Generated<boolean>
  /** Where the channel is in its network; opaque. */
  cursor: string | null
  /** Time of the newest event seen, for the lag of a stream. */
  head: Date | null
  failure: JSONColumnType<Failure | null>
  failures: number
  /** What the channel says of itself, as a translation key. */
  status: JSONColumnType<{ key: string; values: Record<string, string | number> } | null>
  last_exchange: Date | null
  last_activity: Date | null
  next_pull: Date | null
  created: Date
}

export interface AccountTables {
  channel_account: ChannelAccountTable
  ingest_counter: { workspace_id: string; account_id: string; hour: Date; reason: string; count: number }
  hook_delivery: { workspace_id: string; account_id: string; delivery_id: string; received: Date }
}
