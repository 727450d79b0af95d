import { Parser } from 'htmlparser2'
import { decodeFeed, type Feed, FeedRefused, readFeed, readOutlines } from '../../../lib/feed/index.ts'
import { HttpFailure, type HttpReply } from '../../../lib/http/index.ts'
import { ChannelFailure, type Host, type Proposal } from '../channel.ts'
import { type FeedConfig, get, linksIn, parse } from './pull.ts'

const MOST_PROBES = 16
const AT_ONCE = 4
const MOST_PROPOSALS = 50
const PROBE_BYTES = 16 * 1024 * 1024
const PROBE_TIMEOUT = 8_000

const FEED_TYPES =
  /^application\/(rss|atom|rdf|feed)\+(xml|json)|^(application|text)\/(xml|rss)$|^application\/json$/
/** Where blogs keep their feeds when their pages do not say so. */
const PLACES = [
  'feed',
  'rss.xml',
  'atom.xml',
  'feed.xml',
  'index.xml',
  'rss',
  'feed.json',
  'feeds/posts/default',
]
const COMMENT_PLACES = ['comments/feed', 'feeds/comments/default']

/**
 * The feeds behind what a person pastes: the address of a feed, of a page, of a channel on YouTube or Reddit, of a
 * list (OPML), or a bare domain. Every proposal was read and is a feed. Posts come before comments.
 */
export async function discover(input: string, host: Host): Promise<Proposal<FeedConfig>[]> {
  const { url, reply } = await open(shortcut(addressOf(input)), host)
  const own = readOr(reply)
  if (own) return [proposal(own, reply.moved ?? url)]
  const listed = outlinesOf(reply)
  if (listed.length > 0) return listed
  const found = await probe(candidatesOf(reply), host)
  const guess = async (places: string[]) =>
    probe(
      places.flatMap((place) => placesFor(place, reply.url)),
      host,
      1,
    )
  const posts = found.some(({ feed }) => !isComments(feed)) ? [] : await guess(PLACES)
  const comments = found.some(({ feed }) => isComments(feed)) ? [] : await guess(COMMENT_PLACES)
  return distinct([...found, ...posts, ...comments]).map(({ feed, url: at }) => proposal(feed, at))
}

/** What people paste: `feed:` links, addresses without a scheme, with spaces around. */
function addressOf(input: string): string {
  const bare = input.trim().replace(/^feed:(\/\/)?/i, '')
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `https://${bare}`
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new ChannelFailure({ kind: 'refused', detail: 'feed.not-an-address' })
  return url.href
}

/** Feeds of services whose pages do not name them, or not to strangers. */
function shortcut(address: string): string {
  const url = new URL(address)
  const channel = /^\/channel\/(UC[\w-]{22})/.exec(url.pathname)?.[1]
  if (/(^|\.)youtube\.com$/.test(url.host) && channel)
    return `https://www.youtube.com/feeds/videos.xml?channel_id=${channel}`
  const playlist = url.searchParams.get('list')
  if (/(^|\.)youtube\.com$/.test(url.host) && url.pathname === '/playlist' && playlist) {
    return `https://www.youtube.com/feeds/videos.xml?playlist_id=${encodeURIComponent(playlist)}`
  }
  const reddit = /(^|\.)reddit\.com$/.test(url.host) && /^\/(r|user|u)\/[\w-]+/.test(url.pathname)
  if (reddit && !url.pathname.endsWith('.rss')) return `${url.origin}${url.pathname.replace(/\/?$/, '/')}.rss`
  return address
}

/** Typed without a scheme, an old site may answer in clear only. */
async function open(url: string, host: Host): Promise<{ url: string; reply: HttpReply }> {
  try {
    return { url, reply: await get(url, host) }
  } catch (error) {
    const failed = error instanceof ChannelFailure && error.failure.kind === 'unreachable'
    if (!failed || !url.startsWith('https:') || new URL(url).port) throw error
    const clear = url.replace(/^https:/, 'http:')
    return { url: clear, reply: await get(clear, host) }
  }
}

/** The feed in an answer; undefined for a page or a list, in which feeds may be found. */
function readOr(reply: HttpReply): Feed | undefined {
  try {
    return parse(reply)
  } catch (error) {
    const refused = error instanceof ChannelFailure && error.cause instanceof FeedRefused
    if (!refused) throw error
    return undefined
  }
}

function outlinesOf(reply: HttpReply): Proposal<FeedConfig>[] {
  try {
    const at = { url: reply.url, contentType: reply.headers['content-type'] }
    return readOutlines(reply.body, at)
      .slice(0, MOST_PROPOSALS)
      .map(({ title, url }) => ({ title, config: { url } }))
  } catch (error) {
    if (error instanceof FeedRefused) return []
    throw error
  }
}

/** Deeper than any page; a parser's stack costs time where there is no end to it. */
const DEEPEST = 1_000

/** Thrown through the parser, which has no other way to be stopped. */
class Enough extends Error {}

/** Addresses that a page declares as its feeds, in its headers and head, then the links that look like one. */
function candidatesOf({ body, headers, url }: HttpReply): string[] {
  const declared = linksIn(headers.link ?? '', url)
    .filter(({ rel, type }) => rel === 'alternate' && FEED_TYPES.test(type))
    .map((link) => link.url)
  const linked: string[] = []
  let base = url
  let depth = 0
  const parser = new Parser({
    onopentag(name, { href = '', rel = '', type = '' }) {
      if (++depth > DEEPEST) throw new Enough()
      const target = href ? URL.parse(href, base) : null
      if (!target || !/^https?:$/.test(target.protocol)) return
      if (name === 'base') base = target.href
      else if (name === 'link' && /\b(alternate|feed)\b/i.test(rel) && FEED_TYPES.test(type.toLowerCase())) {
        declared.push(target.href)
      } else if (name === 'a' && looksLikeFeed(target)) linked.push(target.href)
    },
    onclosetag() {
      depth--
    },
  })
  try {
    parser.end(decodeFeed(body.subarray(0, 2_000_000), headers['content-type']).text)
  } catch (error) {
    if (!(error instanceof Enough || error instanceof FeedRefused)) throw error
  }
  return [...new Set([...declared, ...linked])].slice(0, MOST_PROBES)
}

function looksLikeFeed({ pathname, search }: URL): boolean {
  return (
    /\.(rss|atom|rdf)$|\/(feed|rss|atom)(\.xml|\.json)?\/?$|\/(feed|rss|atom|index)\.xml$/i.test(pathname) ||
    /[?&]feed=/.test(search)
  )
}

/** A place under the page's own folder, and under the root of its site. */
function placesFor(place: string, page: string): string[] {
  const folder = page.replace(/[?#].*$/, '').replace(/\/[^/]*$/, '/')
  return [...new Set([new URL(place, folder).href, new URL(`/${place}`, page).href])]
}

interface Found {
  feed: Feed
  url: string
}

/** Those of the addresses that are feeds, in their order; stops when it has `enough`. */
async function probe(addresses: string[], host: Host, enough = Number.POSITIVE_INFINITY): Promise<Found[]> {
  const found: (Found | undefined)[] = []
  const queue = addresses.slice(0, MOST_PROBES).entries()
  const work = async () => {
    for (const [i, address] of queue) {
      found[i] = await tryFeed(address, host)
      if (found.filter(Boolean).length >= enough) return
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return found.filter((each) => each !== undefined)
}

async function tryFeed(address: string, { http, signal }: Host): Promise<Found | undefined> {
  try {
    const reply = await http.request(address, { signal, timeoutMs: PROBE_TIMEOUT, maxBytes: PROBE_BYTES })
    if (reply.status !== 200) return undefined
    const feed = readFeed(reply.body, { url: reply.url, contentType: reply.headers['content-type'] })
    return { feed, url: reply.moved ?? address }
  } catch (error) {
    if (error instanceof HttpFailure || error instanceof FeedRefused) return undefined
    throw error
  }
}

function isComments({ self = '', entries }: Feed): boolean {
  return (
    /\/comments\//.test(self) ||
    (entries.length > 0 && entries.every(({ url = '', replyTo }) => replyTo || /#comment-/.test(url)))
  )
}

/** One address twice, or the same entries in another format at another address: the first is enough. */
function distinct(found: Found[]): Found[] {
  const seen = new Set<string>()
  const once = found.filter(({ feed, url }) => {
    const first = feed.entries[0]
    const marks = [url, feed.self, first && `${feed.entries.length} ${first.url ?? first.id}`]
    const known = marks.some((mark) => mark && seen.has(mark))
    for (const mark of marks) if (mark) seen.add(mark)
    return !known
  })
  return [...once.filter(({ feed }) => !isComments(feed)), ...once.filter(({ feed }) => isComments(feed))]
}

function proposal(feed: Feed, url: string): Proposal<FeedConfig> {
  return { title: feed.title ?? new URL(url).host, config: { url } }
}
