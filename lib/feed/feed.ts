/** More than any feed shows at once; what a flood puts after that is not read. */
export const MOST_ENTRIES = 5_000

/** Why bytes are not read as a feed; closed. `too-deep` is nesting that no honest feed has. */
export type FeedRefusal = 'empty' | 'html-page' | 'opml' | 'not-a-feed' | 'bad-json' | 'too-deep' | 'encoding'

export class FeedRefused extends Error {
  override name = 'FeedRefused' as const
  readonly reason: FeedRefusal
  constructor(reason: FeedRefusal, options?: { cause?: unknown }) {
    super(reason, options)
    this.reason = reason
  }
}

export interface Person {
  name?: string
  email?: string
  url?: string
  avatar?: string
}

export interface Enclosure {
  url: string
  mediaType?: string
  /** Coarse kind where the feed says it without a media type (Media RSS). */
  medium?: string
  alt?: string
}

/** Where a comment stands: RFC 4685 and what blogs write in its place. */
export interface ReplyTo {
  /** Id of the entry answered, as its own feed gives it. */
  ref?: string
  url?: string
}

export interface Entry {
  /** guid, id or rdf:about as written, white space around it removed. */
  id?: string
  /** Plain text. */
  title?: string
  /** Plain text of the fullest content there is. */
  text?: string
  /** Absolute. */
  url?: string
  authors: Person[]
  published?: Date
  updated?: Date
  categories: string[]
  enclosures: Enclosure[]
  /** BCP 47, inherited from the feed. */
  lang?: string
  replyTo?: ReplyTo
  /** The feed of comments on this entry. */
  commentFeed?: string
  commentCount?: number
  /** Host of the feed that this one took the entry from. */
  source?: string
}

/** An entry that the feed says is no more (RFC 6721). */
export interface Tombstone {
  id: string
  when?: Date
}

/** How often a feed wishes to be read, as far as it says. */
export interface Rhythm {
  /** Minutes between two readings. */
  minutes?: number
  /** Hours of the day in UTC (0 to 23) and English day names in lower case, when nothing appears. */
  skipHours: number[]
  skipDays: string[]
}

export interface Feed {
  format: 'rss' | 'rdf' | 'atom' | 'json'
  /** "2.0", "1.0", "0.91" … as written. */
  version: string
  encoding: string
  title?: string
  description?: string
  /** The page that this feed is of. */
  url?: string
  self?: string
  /** WebSub hubs. */
  hubs: string[]
  /** The older entries (RFC 5005). */
  next?: string
  image?: string
  lang?: string
  authors: Person[]
  rhythm: Rhythm
  entries: Entry[]
  tombstones: Tombstone[]
  /** The document broke off: the entries before the break are here, the one it broke is not. */
  cut: boolean
}
