import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Failure, Profile, Quota } from '../../channels/index.ts'

/** A quota as it is kept. */
export type StoredQuota = Omit<Quota, 'name' | 'resets'> & { resets: string }

export interface ChannelAccountTable {
  workspace_id: string
  id: string
  channel: string
  name: string
  /** Without its secrets. */
  config: JSONColumnType<Record<string, unknown>>
  /** The secret fields of the configuration, sealed with a key that is not in the database. */
  sealed_secrets: string | null
  /** What the network gave to act for the account, sealed for this account alone. */
  sealed_credential: string | null
  /** When a person must give a new one; null where it renews itself, or the network does not tell. */
  credential_expires: Date | null
  /** When a person last gave one: whoever is connected starts again with it. */
  credential_given: Date | null
  /** Who the account is on its network, as the network last said. */
  profile: JSONColumnType<Profile | null>
  /** What may still be sent, by the name of the network's limit; dates as text. */
  quotas: ColumnType<Record<string, StoredQuota>, string | undefined, string>
  paused: boolean
  /** What comes in here is to be answered: it makes conversations. */
  inbox: boolean
  /** False: shows what was brought in, and never reaches for a network (the demonstration). */
  connected: Generated<boolean>
  /** What it is asked is done as if its network had taken it, and nothing leaves (the demonstration). */
  rehearsal: Generated<boolean>
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
  sign_in: {
    workspace_id: string
    id: string
    member_id: string
    channel: string
    account_id: string | null
    token_hash: string
    sealed_pending: string
    expires: Date
  }
  hook_delivery: { workspace_id: string; account_id: string; delivery_id: string; received: Date }
}
