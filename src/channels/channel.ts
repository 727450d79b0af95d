import type { z } from 'zod'
import type { Activity } from '../activity/index.ts'

/** Why an exchange with a network failed; closed, so that every caller knows what can be retried. */
export type Failure =
  | { kind: 'rate-limited'; until: Date }
  | { kind: 'quota-spent'; until?: Date }
  | { kind: 'token-dead'; detail: string }
  | { kind: 'refused'; detail: string }
  | { kind: 'bad-response'; detail: string }
  | { kind: 'unreachable'; detail: string }
  | { kind: 'gone'; detail: string }

/** Thrown by channel functions, and by nothing else in them; anything else that escapes is a bug of ours. */
export class ChannelFailure extends Error {
  override name = 'ChannelFailure' as const
  readonly failure: Failure
  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(`${failure.kind}${'detail' in failure ? `: ${failure.detail}` : ''}`, options)
    this.failure = failure
  }
}

/** A connected account: one feed address, one firehose, one webhook entrance, one mailbox. */
export interface Account<C = unknown> {
  id: string
  workspaceId: string
  channel: string
  name: string
  config: C
}

/** A batch out of a channel. `cursor` is opaque to everyone but the channel and is kept once the batch is committed. */
export interface Batch {
  activities: Activity[]
  cursor?: string
  /** For a stream: time of the network's newest event known to this batch, to show the lag. */
  head?: Date
  /** Foreign items that failed the guard, told with the reason and never with the content. */
  rejected?: { reason: string; at?: string }[]
  /** How many items of the network no query wanted; they were not even built. */
  skipped?: number
  /** External ids that the configuration itself asks for: kept whatever the queries say. */
  certain?: ReadonlySet<string>
}

/** What a channel may ask of its host. */
export interface Host {
  /** The one SSRF-safe fetch (lib/http). */
  http: import('../../lib/http/index.ts').SafeHttp
  now(): Date
  signal: AbortSignal
  /** Tells the health page what goes on, in a translation key `channel.<id>.<key>` with values. */
  status(key: string, values?: Record<string, string | number>): void
  /**
   * Whether anybody cares about this text (alerts of the workspaces that listen): a firehose asks before it builds
   * an activity, so that what concerns no query costs a parse and a lookup. `author` is all that will be known of them
   * (possibly nothing): without it any author is possible.
   */
  wanted?(text: string, lang?: string, author?: Pick<Activity['actor'], 'name' | 'handle'>): boolean
  /** Whether this object of the network is probably in the stream already (never a false no). */
  known?(objectId: string): boolean
  /**
   * Where networks can tell this account something: its address on the public Internet, and a secret of its own for
   * that purpose only (derived, never stored). Absent where the server is not reachable from outside.
   */
  entrance?: { url: string; secret: string }
}

export interface Limits {
  /** Longest text, in the network's own unit. */
  text: number
  media: number
}

/**
 * One network: data and a few optional functions. A capability exists if and only if its function does. The form that
 * connects it is made from `config` (zod with `.meta({title, description, secret})`, titles being translation keys).
 */
export interface Channel<C = unknown> {
  id: string
  /** The network's own name, not translated ("Bluesky"); or a translation key starting with `channel.`. */
  name: string
  config: z.ZodType<C>
  limits: Limits
  /** Where its items are conversations to answer (mail, reviews, comments) rather than only watched. */
  inbox: boolean
  /** `matched`: only what an alert wants, or what concerns something already kept, is stored. Default `all`. */
  keep?: 'all' | 'matched'
  /** Seconds between two pulls when the network says nothing. */
  every?: number
  /** When to pull next, asked after a pull that went well; `every` is for channels to which all moments are alike. */
  due?(account: Account<C>, cursor: string | undefined, now: Date): Date
  /** Reads what is new since `cursor`, oldest first; ends when caught up. */
  pull?(account: Account<C>, host: Host, cursor?: string): AsyncIterable<Batch>
  /** Stays connected and yields for as long as `host.signal` allows; reconnects by itself. */
  listen?(account: Account<C>, host: Host, cursor?: string): AsyncIterable<Batch>
  /** One incoming HTTP request; verifies its signature on the raw body. */
  receive?(account: Account<C>, request: IncomingHook, host: Host): Promise<Received>
  /** Proposals for a configuration from what a person pastes (a page address). */
  discover?(input: string, host: Host): Promise<Proposal<C>[]>
  /** Checks that the configuration works, without side effect; throws ChannelFailure. */
  test?(account: Account<C>, host: Host): Promise<void>
}

export interface IncomingHook {
  method: string
  /** Lower-case names. */
  headers: Record<string, string>
  query: Record<string, string>
  body: Uint8Array
  /** The account's, as the last committed batch left it. */
  cursor?: string
}

export interface Received {
  activities: Activity[]
  /** Answer to give; default 202 without a body. */
  status?: number
  body?: string
  /** Media type of `body`; default text/plain. */
  type?: string
  /** Id of the delivery, kept so that a replay is refused. */
  deliveryId?: string
  /** Items of the delivery that failed the guard, as in a batch. */
  rejected?: Batch['rejected']
  /** Kept with the activities, as a batch's is. */
  cursor?: string
  /** There is more than was told: pull the account now. */
  pull?: boolean
}

export interface Proposal<C> {
  title: string
  config: C
}

/** Identity, so that a channel's configuration type is inferred from its schema. */
export function defineChannel<C>(channel: Channel<C>): Channel<C> {
  return channel
}
