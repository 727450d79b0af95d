import { createHash } from 'node:crypto'
import type { Enclosure, Entry, Feed, Person } from '../../../lib/feed/index.ts'
import { clip } from '../../../lib/text/index.ts'
import type { Activity, Actor, Media } from '../../activity/index.ts'

/** What an entry becomes: an activity, with the hash of what readers see, by which an edit is noticed. */
export interface Item {
  activity: Activity
  content: string
}

export interface Reading {
  feed: Feed
  /** Says whose ids these are: two feeds may use the same ones, and no feed may speak for another. */
  space: string
  now: Date
}

export interface Rejected {
  reason: string
  /** The id it would have had. */
  at: string
}

const LONGEST_ID = 400
const MOST_MEDIA = 20
/** Feeds written by clocks that are wrong or set to another zone; more than that ahead is no date at all. */
const AHEAD = 24 * 3_600_000
const OLDEST = Date.UTC(1990, 0, 1)

/** Entries in the order of the stream, oldest first; `rejected` counts those with nothing in them. */
export function itemsOf(reading: Reading): { items: Item[]; rejected: Rejected[] } {
  const ids = idsOf(reading)
  const seen = new Set<string>()
  const items: Item[] = []
  const rejected: Rejected[] = []
  for (const entry of [...reading.feed.entries].reverse()) {
    const id = ids.get(entry) ?? ''
    if (!entry.title && !entry.text && entry.enclosures.length === 0) {
      rejected.push({ reason: 'empty-entry', at: id })
    } else if (!seen.has(id)) {
      seen.add(id)
      items.push(itemOf(entry, id, ids, reading))
    }
  }
  items.sort((a, b) => a.activity.published.getTime() - b.activity.published.getTime())
  return { items, rejected }
}

function itemOf(entry: Entry, id: string, ids: Map<Entry, string>, { feed, now }: Reading): Item {
  const url = unwrapped(entry.url)
  const comment = isComment(entry, url)
  const thread = threadOf(comment ? (entry.replyTo?.url ?? url) : url)
  const text = spoken(entry, feed)
  const title = comment || repeats(entry.title, text) ? undefined : entry.title
  const media = mediaOf(entry.enclosures)
  const object = {
    type: comment || !title ? ('Note' as const) : ('Article' as const),
    id,
    title,
    text: text ?? (title ? undefined : entry.title),
    url,
    lang: entry.lang,
    media: media.length > 0 ? media : undefined,
    inReplyTo: comment ? (parentOf(entry, ids) ?? thread) : undefined,
    thread: thread ?? id,
  }
  const activity: Activity = {
    verb: 'Create',
    externalId: id,
    published: publishedOf(entry, now),
    actor: actorOf(entry, id, url, feed),
    object,
    visibility: 'public',
    extra: extraOf(entry, feed),
  }
  // Without what addresses carry for machines: signatures of a picture host change at every reading.
  const pictures = media.map((each) => each.url.replace(/[?#].*$/, ''))
  const words = [object.title, object.text, threadOf(url), ...pictures].join('\u0000')
  return { activity, content: digest(words, 8) }
}

/** Short enough for a cursor that keeps hundreds, long enough that two never meet by chance. */
export function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length)
}

/** The name space of a feed's ids: its address without what may change while it stays the same feed. */
export function spaceOf(address: string): string {
  const { host, pathname, search } = new URL(address)
  return digest(`${host.replace(/^www\./, '')}${pathname.replace(/\/$/, '')}${search}`, 12)
}

/** What a feed calls `ref`, as the stream calls it. */
export function externalId(space: string, ref: string): string {
  return `${space}:${ref.length > LONGEST_ID ? `sha256-${digest(ref, 43)}` : ref}`
}

/** guid or id, else the address, else the words; ids that a feed gives to several entries are no ids. */
function idsOf({ feed, space }: Reading): Map<Entry, string> {
  const owners = new Map<string, Set<string>>()
  for (const { id, url, title } of feed.entries) {
    if (id) owners.set(id, (owners.get(id) ?? new Set()).add(url ?? title ?? ''))
  }
  return new Map(
    feed.entries.map((entry) => {
      const { id, url, title = '', text = '' } = entry
      const own = id && owners.get(id)?.size === 1 ? id : undefined
      return [entry, externalId(space, own ?? url ?? `sha256-${digest(`${title}\u0000${text}`, 43)}`)]
    }),
  )
}

function publishedOf({ published, updated }: Entry, now: Date): Date {
  const time = (published ?? updated)?.getTime() ?? Number.NaN
  if (!(time >= OLDEST && time <= now.getTime() + AHEAD)) return now
  return new Date(Math.min(time, now.getTime()))
}

/** Google wraps the addresses in its alerts to count the clicks. */
function unwrapped(address: string | undefined): string | undefined {
  const url = address ? URL.parse(address) : null
  if (!url || !/(^|\.)google\.[a-z.]{2,6}$/.test(url.hostname) || url.pathname !== '/url') return address
  const inner = URL.parse(url.searchParams.get('url') ?? url.searchParams.get('q') ?? '')
  return inner && /^https?:$/.test(inner.protocol) ? inner.href : address
}

const REDDIT = /^(https?:\/\/[\w.]*reddit\.com\/r\/[^/]+\/comments\/[^/]+\/)([^/]+\/)?([^/]+\/?)?$/
const DISCOURSE = /^(https?:\/\/[^/]+(?:\/.+)?\/t\/[^/]+\/\d+)(\/\d+)?$/
/** WordPress and Disqus; Blogger; Dotclear. */
const COMMENT = /#comment-?\w+$|[?&]showComment=\d+|#c\d+$/

/** Whether an entry answers something: said by the feed, or by the shape of its address. */
function isComment(entry: Entry, url = ''): boolean {
  return Boolean(entry.replyTo || COMMENT.test(url) || REDDIT.exec(url)?.[3] || DISCOURSE.exec(url)?.[2])
}

/** The page that a conversation is about: the same for an article and for the comments on it, from whichever feed. */
function threadOf(address: string | undefined): string | undefined {
  const found = address && (REDDIT.exec(address)?.[1] ?? DISCOURSE.exec(address)?.[1] ?? address)
  const url = found ? URL.parse(found) : null
  if (!url) return undefined
  url.hash = ''
  for (const name of [...url.searchParams.keys()]) {
    if (/^(utm_\w+|showComment|fbclid|gclid|at_\w+)$/i.test(name)) url.searchParams.delete(name)
  }
  return url.href
}

/** The comment answered, where it is in the same feed. */
function parentOf({ replyTo }: Entry, ids: Map<Entry, string>): string | undefined {
  if (!replyTo) return undefined
  for (const [entry, id] of ids) {
    if ((replyTo.ref && entry.id === replyTo.ref) || (replyTo.url && entry.url === replyTo.url)) return id
  }
  return undefined
}

/** Titles of networks without titles are the beginning of the text. */
function repeats(title: string | undefined, text: string | undefined): boolean {
  if (!title || !text) return false
  const start = title.replace(/(\.\.\.|…)$/, '').trim()
  return text.replace(/\s+/g, ' ').startsWith(start.replace(/\s+/g, ' ')) && text.length < 1_000
}

/**
 * What the author wrote, without the lines that software adds: Reddit's "submitted by /u/x [link] [comments]",
 * WordPress's "In reply to X." before and "The post X appeared first on Y." after. They repeat names and titles, and
 * would be found by every query for these.
 */
function spoken({ text, title, url = '', replyTo }: Entry, feed: Feed): string | undefined {
  if (!text) return undefined
  if (REDDIT.test(url)) return text.replace(/submitted by\s+\/u\/\S+[\s\S]{0,80}$/, '').trim() || undefined
  const paragraphs = text.split('\n\n')
  const [first = '', last = ''] = [paragraphs[0], paragraphs.at(-1)]
  if (paragraphs.length === 1) return text
  if (replyTo?.url?.includes('#comment-') && first.length < 100) return paragraphs.slice(1).join('\n\n')
  const signed =
    (feed.title && last.includes(feed.title)) || /appeared first on|apparu en premier sur/.test(last)
  return title && last.length < 500 && last.includes(title) && signed
    ? paragraphs.slice(0, -1).join('\n\n')
    : text
}

/** Addresses that a whole service shares, so that they name nobody. */
const NOBODY = /^(no-?reply|do-?not-?reply|noemail|nobody|webmaster|example)@|@(example\.(com|org|net))$/i

/** Names that many share: each such entry has an author of its own. */
const UNNAMED = /^(anonym(e|ous|us)?|unknown|inconnu|guest|invité|visiteur)$/i

function actorOf(entry: Entry, entryId: string, url: string | undefined, feed: Feed): Actor {
  const [author] = entry.authors
  const site = siteOf(entry.source ?? url ?? feed.url ?? feed.self)
  if (!author) return siteActor(site, feed)
  // Reddit signs "/u/name", Discourse "@name Full Name".
  const [, handle, full] = /^(?:\/u\/|@)([\w.-]+)(?:\s+(.+))?$/.exec(author.name ?? '') ?? []
  const id = UNNAMED.test(author.name ?? '') ? `${site}#${digest(entryId, 12)}` : idOf(author, handle, site)
  if (!id) return siteActor(site, feed)
  return { id, name: full ?? handle ?? author.name ?? id, handle, url: author.url, avatar: author.avatar }
}

function idOf({ url, email, name }: Person, handle: string | undefined, site: string): string | undefined {
  if (url) return url.replace(/\/$/, '')
  if (email && !NOBODY.test(email)) return email.toLowerCase()
  const called = handle ?? name
  return called && `${site}#${called.toLowerCase()}`
}

/** Where nobody signs, the site speaks. */
function siteActor(site: string, feed: Feed): Actor {
  const own = siteOf(feed.url ?? feed.self) === site
  const name = (own && feed.title) || site || feed.title || 'feed'
  return {
    id: site || name,
    name,
    url: site ? `https://${site}/` : undefined,
    avatar: own ? feed.image : undefined,
  }
}

function siteOf(address: string | undefined): string {
  return (address ? (URL.parse(address)?.host ?? '') : '').replace(/^www\./, '')
}

const EXTENSIONS: [RegExp, Media['type']][] = [
  [/\.(jpe?g|png|gif|webp|avif|svg)$/i, 'image'],
  [/\.(mp4|webm|mov|m4v|mkv)$/i, 'video'],
  [/\.(mp3|m4a|ogg|oga|opus|wav|flac|aac)$/i, 'audio'],
]

function mediaOf(enclosures: Enclosure[]): Media[] {
  return enclosures.slice(0, MOST_MEDIA).map(({ url, mediaType, medium, alt }) => ({
    type: kindOf(mediaType ?? medium ?? '', url),
    url,
    ...(alt ? { alt: clip(alt, 1_500) } : {}),
    ...(mediaType ? { mediaType: clip(mediaType, 100) } : {}),
  }))
}

function kindOf(said: string, url: string): Media['type'] {
  const kind = /^(image|video|audio)/.exec(said.toLowerCase())?.[1]
  if (kind) return kind as Media['type']
  const path = URL.parse(url)?.pathname ?? ''
  return EXTENSIONS.find(([pattern]) => pattern.test(path))?.[1] ?? 'file'
}

function extraOf({ categories, commentCount, commentFeed }: Entry, feed: Feed): Record<string, unknown> {
  return {
    ...(feed.title ? { feed: clip(feed.title, 200) } : {}),
    ...(categories.length > 0 ? { categories: categories.slice(0, 20) } : {}),
    ...(commentCount === undefined ? {} : { comments: commentCount }),
    ...(commentFeed ? { commentFeed } : {}),
  }
}
