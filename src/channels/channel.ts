import type { z } from 'zod'
import type { Activity } from '../activity/index.ts'
import type { Credential, Keeper, Profile, Quota } from './credential.ts'
import type { Again, Errand, Sent } from './errand.ts'
import type { Limits } from './limits.ts'
import type { Found, Wish } from './search.ts'

export type { Credential, Keeper, Profile, Quota } from './credential.ts'
export {
  ACTS,
  type Act,
  type Again,
  AUDIENCES,
  type Audience,
  type Draft,
  type DraftCard,
  type DraftMedia,
  type Errand,
  type Reference,
  type Sent,
} from './errand.ts'
export { ChannelFailure, type Failure } from './failure.ts'
export type { Limits } from './limits.ts'
export { type Found, phraseOf, type Wish, wordsOf } from './search.ts'

/** A connected account: one feed address, one firehose, one webhook entrance, one mailbox. */
export interface Account<C = unknown> {
  id: string
  workspaceId: string
  channel: string
  name: string
  config: C
  /** What the network said of it the last time; absent before its first exchange, and where it has none. */
  profile?: Profile
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
  /**
   * Tells the health page what goes on, in a translation key `channel.<id>.<key>` with values; a key that has no words
   * takes back what was told.
   */
  status(key: string, values?: Record<string, string | number>): void
  /**
   * Whether anybody cares about this text (alerts of the workspaces that listen): a firehose asks before it builds
   * an activity, so that what concerns no query costs a parse and a lookup. `author` is all that will be known of them
   * (possibly nothing): without it any author is possible.
   */
  wanted?(text: string, lang?: string, author?: Pick<Activity['actor'], 'name' | 'handle'>): boolean
  /** Whether this object of the network is probably in the stream already (never a false no). */
  known?(objectId: string): boolean
  /** What acts for the account; absent where an account is only being thought of. */
  credential?: Keeper
  /** Notes who the account is and what it may do there. */
  profile?(profile: Profile): void
  /** Notes what the network said may still be sent; the outbox keeps to it. */
  quota?(quota: Quota): void
  /**
   * Keeps a file that came with an activity, sniffed by its content, and answers its address for `media.url`
   * (`attachment:<id>`). The same file kept twice has one address; one too large for the installation is `refused`.
   */
  keep?(file: { name: string; bytes: Uint8Array }): Promise<{ url: string; mediaType: string }>
  /**
   * Where networks can tell this account something: its address on the public Internet, and a secret of its own for
   * that purpose only (derived, never stored). Absent where the server is not reachable from outside.
   */
  entrance?: { url: string; secret: string }
}

/** A way in by the network's own page: OAuth 2 with PKCE. */
export interface SignIn<C> {
  /** What to ask before leaving (the server's address, a handle): zod, like `config`. */
  asks: z.ZodType<Record<string, unknown>>
  /** Where to send the person. `pending` is kept sealed until they come back; `state` must come back with them. */
  start(
    asked: Record<string, unknown>,
    way: { redirectUri: string; state: string; clientUrl: string },
    host: Host,
  ): Promise<{ url: string; pending: Record<string, unknown> }>
  /** What the network handed back becomes a configuration and a credential. */
  finish(
    pending: Record<string, unknown>,
    answer: Record<string, string>,
    host: Host,
  ): Promise<{ name: string; config: C; credential: Credential; profile: Profile }>
  /** The document that says who this client is, served at `clientUrl` where the network wants one. */
  client?(publicUrl: string, way: { redirectUri: string; clientUrl: string }): Record<string, unknown>
}

/**
 * One network: data and a few optional functions. A capability exists if and only if its function does. The form that
 * connects it is made from `config` (zod with `.meta({title, description, secret})`, titles being translation keys).
 */
export interface Channel<C = unknown> {
  id: string
  /**
   * Whose items these are in the stream; default `id`. Two kinds of account of one network (an account, its firehose)
   * name the same one, and what both see is one activity.
   */
  network?: string
  /** The network's own name, not translated ("Bluesky"); or a translation key starting with `channel.`. */
  name: string
  config: z.ZodType<C>
  limits: Limits
  /** Where its items are conversations to answer (mail, reviews, comments) rather than only watched. */
  inbox: boolean
  /** People write through pages of our own, which bring it into the stream; nothing is asked of any network. */
  visited?: true
  /** `matched`: only what an alert wants, or what concerns something already kept, is stored. Default `all`. */
  keep?: 'all' | 'matched'
  /** Seconds between two pulls when the network says nothing. */
  every?: number
  /** When to pull next, asked after a pull that went well; `every` is for channels to which all moments are alike. */
  due?(account: Account<C>, cursor: string | undefined, now: Date): Date
  /**
   * Reads what is new since `cursor`, oldest first; ends when caught up. A cursor outlives changes of the configuration:
   * where it says a place in something that `config` names, it says in which, and that of another is no cursor.
   */
  pull?(account: Account<C>, host: Host, cursor?: string): AsyncIterable<Batch>
  /** Stays connected and yields for as long as `host.signal` allows; reconnects by itself. */
  listen?(account: Account<C>, host: Host, cursor?: string): AsyncIterable<Batch>
  /** One incoming HTTP request; verifies its signature on the raw body. */
  receive?(account: Account<C>, request: IncomingHook, host: Host): Promise<Received>
  /**
   * Looks on the whole network, as far as it lets itself be searched, and keeps nothing. A network that cannot (it has
   * no such search, its quota is spent, the credential lacks the right) throws ChannelFailure: nothing found is an answer.
   */
  search?(account: Account<C>, wish: Wish, host: Host): Promise<Found>
  /** A way in by the network's own page, instead of a form or beside it. */
  signIn?: SignIn<C>
  /** Each does one errand; answers only once the network has accepted it. */
  publish?: Doing<C>
  reply?: Doing<C>
  like?: Doing<C>
  /** No longer, wherever it was liked; what is not liked any more is done. */
  unlike?: Doing<C>
  repost?: Doing<C>
  unrepost?: Doing<C>
  /** Deletes what is ours. */
  remove?: Doing<C>
  /** Puts what somebody answered out of sight in a thread of ours; what is out of sight already is what was asked for. */
  hide?: Doing<C>
  unhide?: Doing<C>
  /** We see no more of the author of `to`, and they are not told; or they can reach us no more. */
  mute?: Doing<C>
  unmute?: Doing<C>
  block?: Doing<C>
  unblock?: Doing<C>
  /** What may be done after a try of which nobody knows the end; default `never`. */
  again?(account: Account<C>, errand: Errand): Again
  /** Looks on the network for what an earlier try may have left; a failure says that it cannot be told now. */
  find?(account: Account<C>, errand: Errand, host: Host): Promise<Sent | undefined>
  /** Proposals for a configuration from what a person pastes (a page address). */
  discover?(input: string, host: Host): Promise<Proposal<C>[]>
  /** Checks that the configuration works, without side effect; throws ChannelFailure. */
  test?(account: Account<C>, host: Host): Promise<void>
}

export type Doing<C> = (account: Account<C>, errand: Errand, host: Host) => Promise<Sent>

/** The channel's name in the stream. */
export function networkOf(channel: Pick<Channel, 'id' | 'network'>): string {
  return channel.network ?? channel.id
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
