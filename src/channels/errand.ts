import type { Activity } from '../activity/index.ts'

/** What can be asked of a network; a channel does those for which it has a function of that name. */
export const ACTS = [
  'publish',
  'reply',
  'like',
  'unlike',
  'repost',
  'unrepost',
  'remove',
  'hide',
  'unhide',
  'mute',
  'unmute',
  'block',
  'unblock',
] as const
export type Act = (typeof ACTS)[number]

export const AUDIENCES = ['public', 'unlisted', 'followers', 'direct'] as const
export type Audience = (typeof AUDIENCES)[number]

/** What a person wrote, in no network's own shape. */
export interface Draft {
  /** Plain text, as typed; the channel makes links, mentions and tags of it. */
  text: string
  /** Subject of a mail, title of an article. */
  title?: string
  /** BCP 47. */
  lang?: string
  /** Content warning, shown before the rest. */
  warning?: string
  /** Default: as the network does; for a reply, as what it answers. */
  audience?: Audience
  /** For mails: quote what is answered under the answer. */
  quote?: boolean
  media: DraftMedia[]
  /** What is shown of a link, where the network shows what it is given (`limits.card` being `attached`). */
  card?: DraftCard
}

export interface DraftCard {
  url: string
  title: string
  description: string
  thumb?: DraftMedia
}

export interface DraftMedia {
  name: string
  /** By its content, not by its name. */
  mediaType: string
  size: number
  alt: string
  bytes(): Promise<Uint8Array>
}

/** What an errand is about: an activity of the stream, with what its channel noted in `extra`. */
export interface Reference {
  /** The network's id of the object. */
  id: string
  verb: Activity['verb']
  ours: boolean
  published: Date
  actor: Activity['actor']
  title?: string
  text?: string
  url?: string
  inReplyTo?: string
  thread?: string
  visibility: Activity['visibility']
  extra: Record<string, unknown>
}

/** One thing to do on a network, once. Everything in it but `tries` is the same at each try. */
export interface Errand {
  act: Act
  /** UUIDv7, from which the network's own idempotency is made (record key, Idempotency-Key, Message-ID). */
  key: string
  /** When it was decided: the date that what is written bears. */
  at: Date
  /** Tries before this one. */
  tries: number
  /** Start of the first try; absent at the first. */
  firstTry?: Date
  /** For `publish` and `reply`. */
  draft?: Draft
  /** What is answered, liked, shared (or no longer), or deleted; for `publish`, whose author alone is written to. */
  to?: Reference
  /**
   * External ids that other errands of this account are known to have left since shortly before the first try: whatever
   * `find` sees, it is none of these. Without it two errands with the same words could be taken for one.
   */
  others?: ReadonlySet<string>
}

/** What an errand left on the network: the activity as the channel would read it, with the same external id. */
export interface Sent {
  activity: Activity
  url?: string
}

/** What a network promises of one and the same errand tried twice. */
export type Again =
  /** A second try with the same key changes nothing: it may simply be made. */
  | { kind: 'harmless' }
  /** `find` tells; what it does not see is believed absent so many seconds after the last try has ended. */
  | { kind: 'find'; after: number }
  /** Nobody can tell: a person is asked. */
  | { kind: 'never' }
