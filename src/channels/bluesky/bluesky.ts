import type { Activity, Media } from '../../activity/index.ts'
import {
  type Commit,
  type Facet,
  isRefused,
  type Post,
  type Reaction,
  type Refused,
  readPost,
  readReaction,
  type Shown,
  type WireEvent,
} from './wire.ts'

/** The collections that are understood, by what a person calls them. */
export const COLLECTIONS = {
  post: 'app.bsky.feed.post',
  like: 'app.bsky.feed.like',
  repost: 'app.bsky.feed.repost',
  follow: 'app.bsky.graph.follow',
} as const
export type Kind = keyof typeof COLLECTIONS

const KIND_OF = new Map<string, Kind>(
  Object.entries(COLLECTIONS).map(([kind, collection]) => [collection, kind as Kind]),
)

/** Who decides what is kept: asked before an activity is built. */
export interface Interest {
  wanted(text: string, lang?: string, author?: { handle?: string }): boolean
  known(objectId: string): boolean
  /** Our DIDs: what they post is kept, and all that is addressed to them, whatever the queries say. */
  accounts: ReadonlySet<string>
}

/** What one listener remembers of the stream, bounded. */
export interface Memory {
  /** DID to handle, from identity events: posts themselves carry no name. */
  handles: Bounded<string>
  /** External ids given out lately: the host may not know them yet, and a rewind brings them again. */
  given: Bounded<true>
  /** Deleted posts and the revision that did it: a replay may bring the post after its deletion. */
  gone: Bounded<string>
}

export interface Kept {
  kind: 'kept'
  activity: Activity
  /** Asked for by the configuration rather than by a query. */
  certain: boolean
}

export function createMemory(size = 20_000): Memory {
  return { handles: new Bounded(size), given: new Bounded(size), gone: new Bounded(size) }
}

/** A map that forgets its oldest entry when it is full. */
export class Bounded<V> {
  readonly #entries = new Map<string, V>()
  readonly #size: number
  constructor(size: number) {
    this.#size = size
  }
  get(key: string): V | undefined {
    return this.#entries.get(key)
  }
  set(key: string, value: V): void {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= this.#size) return
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest)
      return
    }
  }
}

/**
 * The decision on one event: kept as an activity, refused by the guard, or of no concern (undefined). The order is
 * the point: identifiers and text are asked about first, and only what somebody wants becomes an activity.
 */
export function sift(event: WireEvent, interest: Interest, memory: Memory): Kept | Refused | undefined {
  if (event.kind === 'identity') {
    if (event.identity.handle) memory.handles.set(event.did, event.identity.handle)
    return undefined
  }
  if (event.kind === 'account') return give(ofAccount(event, interest), memory)
  const kind = KIND_OF.get(event.commit.collection)
  if (!kind) return undefined
  const kept = kind === 'post' ? ofPost(event, interest, memory) : ofReaction(kind, event, interest, memory)
  if (!kept) return undefined
  return isRefused(kept) ? { ...kept, at: uriOf(event) } : give(kept, memory)
}

function give(kept: Kept | undefined, memory: Memory): Kept | undefined {
  if (!kept || memory.given.get(kept.activity.externalId)) return undefined
  memory.given.set(kept.activity.externalId, true)
  return kept
}

function isKnown(id: string, interest: Interest, memory: Memory): boolean {
  return memory.given.get(id) === true || interest.known(id)
}

function ofPost(event: Commit, interest: Interest, memory: Memory): Kept | Refused | undefined {
  const uri = uriOf(event)
  const { operation, rev } = event.commit
  if (operation === 'delete') {
    memory.gone.set(uri, rev)
    if (!isKnown(uri, interest, memory)) return undefined
    return keep({ ...base(event, interest, memory), verb: 'Delete', object: { type: 'Note', id: uri } })
  }
  // Revisions of one repository sort as text (they are TIDs), so a replayed post is recognised as older than its end.
  if ((memory.gone.get(uri) ?? '') > rev) return undefined
  const post = readPost(event.commit.record)
  if (isRefused(post)) return post
  const text = withLinks(post)
  const title = cardOf(post)?.title.slice(0, 300) || undefined
  const certain = concerns(event.did, post, interest.accounts)
  const revises = operation === 'update' && isKnown(uri, interest, memory)
  const lang = post.langs[0]
  const common = base(event, interest, memory)
  if (!certain && !revises && !interest.wanted(`${title ?? ''}\n${text}`, lang, common.actor))
    return undefined
  return keep(
    {
      ...common,
      verb: operation === 'update' ? 'Update' : 'Create',
      externalId: operation === 'update' ? common.externalId : uri,
      published: operation === 'update' ? common.published : publishedOf(post.createdAt, event.time_us),
      object: {
        type: 'Note',
        id: uri,
        title,
        text,
        url: postUrl(uri),
        lang,
        media: mediaOf(event.did, post),
        inReplyTo: post.reply?.parent.uri,
        thread: post.reply?.root.uri ?? uri,
      },
      extra: extraOf(post, event.time_us),
    },
    certain,
  )
}

const VERB_OF = { like: 'Like', repost: 'Announce', follow: 'Follow' } as const

function ofReaction(
  kind: Exclude<Kind, 'post'>,
  event: Commit,
  interest: Interest,
  memory: Memory,
): Kept | Refused | undefined {
  const uri = uriOf(event)
  const type = kind === 'follow' ? 'Person' : 'Note'
  if (event.commit.operation === 'delete') {
    if (!isKnown(uri, interest, memory)) return undefined
    return keep({ ...base(event, interest, memory), verb: 'Undo', object: { type, id: uri } })
  }
  const reaction: Reaction | Refused = readReaction(kind, event.commit.record)
  if (isRefused(reaction)) return reaction
  const { subject, createdAt } = reaction
  const certain = interest.accounts.has(authorityOf(subject))
  if (!certain && !isKnown(subject, interest, memory)) return undefined
  return keep(
    {
      ...base(event, interest, memory),
      verb: VERB_OF[kind],
      externalId: uri,
      published: publishedOf(createdAt, event.time_us),
      object: { type, id: subject, url: kind === 'follow' ? profileUrl(subject) : postUrl(subject) },
    },
    certain,
  )
}

/** An account taken away for good takes its posts with it; one that only sleeps may come back with them. */
function ofAccount(event: Extract<WireEvent, { kind: 'account' }>, interest: Interest): Kept | undefined {
  const { active, status, time } = event.account
  if (active || (status !== 'deleted' && status !== 'takendown')) return undefined
  if (!interest.accounts.has(event.did) && !interest.known(event.did)) return undefined
  return keep({
    verb: 'Delete',
    externalId: `${event.did}#${status}@${time}`,
    published: at(event.time_us),
    actor: { id: event.did, url: profileUrl(event.did) },
    object: { type: 'Person', id: event.did },
    visibility: 'public',
    extra: { status },
  })
}

function keep(activity: Activity, certain = false): Kept {
  return { kind: 'kept', activity, certain }
}

/** What every activity of a commit shares; its own id is the record's with the revision, for an act upon a record. */
function base(event: Commit, { accounts }: Interest, memory: Memory) {
  const { did } = event
  return {
    ...(accounts.has(did) && { ours: true }),
    externalId: `${uriOf(event)}#${event.commit.rev}`,
    published: at(event.time_us),
    actor: { id: did, handle: memory.handles.get(did), url: profileUrl(did) },
    visibility: 'public' as const,
  }
}

/** Written to the person, by the person, about their post. */
function concerns(author: string, post: Post, accounts: ReadonlySet<string>): boolean {
  if (accounts.size === 0) return false
  if (accounts.has(author)) return true
  const { reply } = post
  const referred = [reply?.parent.uri, reply?.root.uri, quoteOf(post)]
  if (referred.some((uri) => uri && accounts.has(authorityOf(uri)))) return true
  return mentionsOf(post).some((did) => accounts.has(did))
}

const DAY_MS = 86_400_000

/**
 * The author's device writes `createdAt`, and may lie: imports carry dates of years ago, jokers dates of 2099. The
 * author is believed within the day before the network saw the post; otherwise the network's time stands, for a
 * watch cares when it could be read.
 */
export function publishedOf(createdAt: string, timeUs: number): Date {
  const seen = timeUs / 1000
  const claimed = claimedTime(createdAt)
  return new Date(claimed <= seen && claimed >= seen - DAY_MS ? claimed : seen)
}

/** NaN where it is no date. Without an offset it is UTC: `Date.parse` would read it in this machine's zone. */
function claimedTime(createdAt: string): number {
  const zoned = /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(createdAt)
  return Date.parse(zoned ? createdAt : `${createdAt}Z`)
}

function extraOf(post: Post, timeUs: number): Record<string, unknown> | undefined {
  const card = cardOf(post)
  const claimed = claimedTime(post.createdAt)
  const believed = publishedOf(post.createdAt, timeUs).getTime() === claimed
  const extra = {
    quote: quoteOf(post),
    link: card && { url: card.uri, title: card.title, description: card.description },
    links: some(linksOf(post)),
    mentions: some(mentionsOf(post)),
    tags: some(post.tags),
    labels: some(post.labels?.values.map((label) => label.val) ?? []),
    claimedAt: believed || Number.isNaN(claimed) ? undefined : new Date(claimed).toISOString(),
  }
  return Object.values(extra).some((value) => value !== undefined) ? extra : undefined
}

function some<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined
}

function shownOf({ embed }: Post): Shown | undefined {
  switch (embed?.$type) {
    case undefined:
    case 'app.bsky.embed.record':
      return undefined
    case 'app.bsky.embed.recordWithMedia':
      return embed.media
    default:
      return embed
  }
}

function quoteOf({ embed }: Post): string | undefined {
  if (embed?.$type === 'app.bsky.embed.record') return embed.record.uri
  return embed?.$type === 'app.bsky.embed.recordWithMedia' ? embed.record.record.uri : undefined
}

function cardOf(post: Post) {
  const shown = shownOf(post)
  return shown?.$type === 'app.bsky.embed.external' ? shown.external : undefined
}

const CDN = 'https://cdn.bsky.app/img/feed_fullsize/plain'

function mediaOf(did: string, post: Post): Media[] | undefined {
  const shown = shownOf(post)
  switch (shown?.$type) {
    case 'app.bsky.embed.images':
      return some(shown.images.map((picture) => imageOf(did, picture)))
    case 'app.bsky.embed.gallery':
      return some(shown.media.map((picture) => imageOf(did, picture)))
    case 'app.bsky.embed.video': {
      const url = `https://video.bsky.app/watch/${encodeURIComponent(did)}/${shown.video.cid}/playlist.m3u8`
      return [{ type: 'video', url, alt: shown.alt || undefined, mediaType: shown.video.mimeType }]
    }
    default:
      return undefined
  }
}

function imageOf(
  did: string,
  { image, alt }: { image: { cid?: string; mimeType?: string }; alt: string },
): Media {
  return {
    type: 'image',
    url: `${CDN}/${did}/${image.cid}@jpeg`,
    alt: alt || undefined,
    mediaType: image.mimeType,
  }
}

function facetsOf(post: Post): Facet[] {
  return post.facets.filter((facet) => facet !== undefined)
}

function linksOf(post: Post): string[] {
  return [...new Set(facetsOf(post).flatMap((facet) => facet.features.flatMap(({ uri }) => uri ?? [])))]
}

function mentionsOf(post: Post): string[] {
  return facetsOf(post).flatMap((facet) => facet.features.flatMap(({ did }) => did ?? []))
}

/**
 * The text with the addresses that clients show cut short ("shop.example/prod…") written out, so that a query on an
 * address finds it. Facets count bytes of UTF-8; one that does not fit the text is left alone.
 */
export function withLinks(post: Post): string {
  const links = facetsOf(post).filter((facet) => facet.features.some(({ uri }) => uri))
  if (links.length === 0) return post.text
  const bytes = Buffer.from(post.text)
  links.sort((a, b) => a.index.byteStart - b.index.byteStart)
  let text = ''
  let done = 0
  for (const { index, features } of links) {
    const uri = features.find((feature) => feature.uri)?.uri ?? ''
    const { byteStart, byteEnd } = index
    if (byteStart < done || byteEnd <= byteStart || byteEnd > bytes.length) continue
    if (!isCutShort(bytes.toString('utf8', byteStart, byteEnd), uri)) continue
    text += bytes.toString('utf8', done, byteStart) + uri
    done = byteEnd
  }
  return text + bytes.toString('utf8', done)
}

function isCutShort(words: string, uri: string): boolean {
  const head = words.replace(/(?:…|\.\.\.)$/, '')
  return (
    head !== words &&
    head !== '' &&
    uri.replace(/^https?:\/\/(?:www\.)?/, '').startsWith(head.replace(/^https?:\/\/(?:www\.)?/, ''))
  )
}

function at(timeUs: number): Date {
  return new Date(timeUs / 1000)
}

function uriOf(event: Commit): string {
  return `at://${event.did}/${event.commit.collection}/${event.commit.rkey}`
}

/** The DID in an at-uri, or the whole where it is a DID. */
function authorityOf(id: string): string {
  if (!id.startsWith('at://')) return id
  const end = id.indexOf('/', 5)
  return end < 0 ? id.slice(5) : id.slice(5, end)
}

function profileUrl(did: string): string {
  return `https://bsky.app/profile/${did}`
}

/** Only posts have a page; a like of a feed or of a list has none that is certain. */
function postUrl(uri: string): string | undefined {
  const match = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([^/]+)$/.exec(uri)
  return match ? `${profileUrl(match[1] ?? '')}/post/${match[2]}` : undefined
}
