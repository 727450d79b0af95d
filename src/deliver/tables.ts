import type { Generated, JSONColumnType } from 'kysely'
import type { Act, Failure, Reference } from '../channels/index.ts'
import type { WrittenDraft } from './outbox/draft.ts'
import type { State } from './outbox/state.ts'

export interface DeliveryTable {
  workspace_id: string
  /** UUIDv7, and the key that the network is given: the same at each try. */
  id: string
  account_id: string
  /** Kind of channel, as the account's. */
  channel: string
  act: Act
  /** What stands in one lane of an account leaves in the order of `turn`. */
  lane: string
  turn: number
  state: State
  /** When it was decided. */
  at: Date
  /** Not before. */
  due: Date
  /** When a worker may take it; null while it stands behind another in its lane. */
  next_try: Date | null
  tries: Generated<number>
  first_try: Date | null
  /** End of the last try that may have reached the network; its start while it is under way. */
  last_try: Date | null
  /** The try under way may have reached the network. */
  begun: Generated<boolean>
  /** A try was made of which nobody knows the end. */
  in_doubt: Generated<boolean>
  /** Worker that has it, by the number of its advisory lock. */
  claim: number | null
  lease: Date | null
  draft: JSONColumnType<WrittenDraft | null>
  /** What it is about, as it was when it was decided. */
  target: JSONColumnType<Reference | null>
  target_id: string | null
  conversation_id: string | null
  /** The member who decided it. */
  by_member: string | null
  /** The API key by which they did. */
  by_key: string | null
  /** SHA-256 of the draft that may leave, as the database writes it; what else stands in its place does not. */
  cleared: Buffer | null
  failure: JSONColumnType<Failure | null>
  url: string | null
  external_id: string | null
  /** What it became in the stream. */
  activity_id: string | null
  sent_at: Date | null
}

export interface DeliverTables {
  delivery: DeliveryTable
  delivery_log: {
    workspace_id: string
    delivery_id: string
    id: string
    at: Generated<Date>
    what: string
    detail: string | null
    member_id: string | null
  }
  outbox_account: {
    workspace_id: string
    account_id: string
    /** Only a person can mend it: paused, token-dead, gone. */
    blocked: string | null
    /** What the network allows, or a server that does not answer. */
    wait_until: Date | null
    failures: Generated<number>
    /** When it last had its turn. */
    served: Generated<Date>
  }
  /** Workspaces where words wait until they are let through. */
  outbox_gate: { workspace_id: string; at: Generated<Date> }
  /** The nil UUID stops every workspace. */
  outbox_stop: { workspace_id: string; at: Generated<Date>; by_member: string | null; reason: string }
}
