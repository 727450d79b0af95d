import type { Handle } from '../../../lib/db/index.ts'
import type { Activity } from '../../activity/index.ts'
import type { Account, Channel, Failure, Host } from '../../channels/index.ts'
import type { ReadFile } from '../outbox/delivery.ts'

/** Why nothing leaves by an account until a person has mended it. */
export type Blocked = 'paused' | 'token-dead' | 'gone'

export interface OpenedAccount {
  channel: Channel
  account: Account
  host: Host
}

/** Something sent, on its way into the stream. */
export interface SentItem {
  accountId: string
  activity: Activity
}

/** What the outbox needs of the stages below it, handed in by the server. */
export interface DeliverDeps {
  db: Handle
  /** Of the database, for the connection that shows that the worker lives. */
  url: string
  /** An account ready to act; or why it must wait; undefined where there is none of that id any more. */
  open(
    workspaceId: string,
    accountId: string,
    signal: AbortSignal,
  ): Promise<OpenedAccount | Blocked | undefined>
  /** Notes on the account what only a person can mend. */
  noteFailure(workspaceId: string, accountId: string, failure: Failure): Promise<void>
  /**
   * Appends what was sent to one network to the stream, in the transaction that ends the deliveries; what the network's
   * own echo brought before is made ours. Ids of the activities in the order given, null where one is not kept.
   */
  record(
    tx: Handle,
    stream: { workspaceId: string; network: string },
    items: readonly SentItem[],
  ): Promise<(string | null)[]>
  readFile: ReadFile
  log: { info(values: object, message: string): void; error(values: object, message: string): void }
  /** Told of each step that can be cut; for tests that cut there. */
  point?(name: string): void | Promise<void>
}

export interface SenderOptions {
  /** Deliveries in hand at once, in this process. */
  slots: number
  /** At once by one account, in all processes. */
  perAccount: number
  /** Milliseconds that one try may last. */
  deadline: number
  /** Milliseconds after which what a worker had in hand may be taken over, if it is gone; longer than `deadline`. */
  lease: number
  /** Milliseconds between two looks for what no notice told. */
  every: number
  /** Milliseconds between two questions to accounts that wait for a person. */
  recheck: number
  /** Longest time, in milliseconds, that what is only unreachable is tried again. */
  patience: number
  /** First wait, in milliseconds, before something is tried again; doubles each time. */
  pause: number
}

export const USUAL: SenderOptions = {
  slots: 512,
  perAccount: 8,
  deadline: 60_000,
  lease: 90_000,
  every: 1000,
  recheck: 30_000,
  patience: 3 * 86_400_000,
  pause: 5000,
}
