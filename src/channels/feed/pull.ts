import { z } from 'zod'
import { type Feed, FeedRefused, readFeed } from '../../../lib/feed/index.ts'
import { HttpFailure, type HttpReply } from '../../../lib/http/index.ts'
import type { Activity } from '../../activity/index.ts'
import { type Account, type Batch, ChannelFailure, type Failure, type Host } from '../channel.ts'
import { digest, externalId, type Item, itemsOf, spaceOf } from './item.ts'

export interface FeedConfig {
  url: string
}

const MOST_BYTES = 32 * 1024 * 1024
const TIMEOUT = 60_000
const BATCH = 500
/** Entries remembered besides those that the feed shows: what slides out and comes back is still known. */
const REMEMBERED = 300
/** An entry that changes at every reading (a counter, an advertisement) is no news after that many times. */
const MOST_EDITS = 20
const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5'

const line = z.string().max(2_000)
const instant = z.iso.datetime()

/** What the channel keeps between two readings, as JSON; whatever does not fit starts anew. */
const memory = z.object({
  v: z.literal(1),
  /** Name space of the ids; stays when the feed moves. */
  space: z.string().max(20),
  /** Where it has moved for good. */
  url: line.optional(),
  etag: line.optional(),
  modified: line.optional(),
  /** Hash of an entry's id to hash of its content, with the number of edits after a dot; latest sighting last. */
  seen: z.record(z.string().max(20), z.string().max(20)),
  rhythm: z
    .object({ minutes: z.number().optional(), skipHours: z.array(z.number()), skipDays: z.array(z.string()) })
    .optional(),
  hub: z
    .object({
      url: line,
      topic: line,
      asked: instant.optional(),
      tries: z.number().int().default(0),
      lease: instant.optional(),
    })
    .optional(),
})
export type Memory = z.output<typeof memory>

/** @returns what a cursor says; a new memory for none, for one that cannot be read, and for that of another feed. */
export function recall(cursor: string | undefined, config: FeedConfig): Memory {
  let parsed: unknown
  try {
    parsed = JSON.parse(cursor ?? 'null')
  } catch {
    parsed = null
  }
  const kept = memory.safeParse(parsed).data
  const space = spaceOf(config.url)
  return kept?.space === space ? kept : { v: 1, space, seen: {} }
}

/** One reading: nothing when nothing changed, else what is new, edited and deleted, oldest first. */
export async function* read(
  account: Account<FeedConfig>,
  host: Host,
  before: Memory,
): AsyncGenerator<Batch, Memory> {
  const reply = await fetchFeed(account.config, host, before)
  const feed = reply.status === 304 ? undefined : parse(reply)
  const after = feed ? remembered(before, reply, feed) : { ...before, url: reply.moved ?? before.url }
  if (feed) yield* newsOf(feed, before.space, after, host.now())
  if (JSON.stringify(after) !== JSON.stringify(before))
    yield { activities: [], cursor: JSON.stringify(after) }
  return after
}

/** The cursor goes with the last batch: until then, a crash must make the next reading see the whole again. */
function* newsOf(feed: Feed, space: string, after: Memory, now: Date): Generator<Batch> {
  const { items, rejected } = itemsOf({ feed, space, now })
  const activities = [...freshOf(items, after), ...gone(feed, after, now)]
  const told = rejected.filter(({ at }) => isNew(`rejected ${at}`, after))
  forget(after, items.length + rejected.length + feed.tombstones.length)
  if (told.length > 0) yield { activities: [], rejected: told }
  for (let i = 0; i < activities.length; i += BATCH) yield { activities: activities.slice(i, i + BATCH) }
}

/** Creates for what was never seen, Updates for what reads otherwise than it did; notes both. */
function freshOf(items: Item[], { seen }: Memory): Activity[] {
  return items.flatMap(({ activity, content }) => {
    const key = digest(activity.externalId, 12)
    const [known, edits = '0'] = seen[key]?.split('.') ?? []
    delete seen[key]
    const changed = known !== undefined && known !== content && Number(edits) < MOST_EDITS
    const count = Number(edits) + (changed ? 1 : 0)
    seen[key] = count > 0 ? `${content}.${count}` : content
    if (known === undefined) return [activity]
    return changed
      ? [{ ...activity, verb: 'Update', externalId: `${activity.externalId}@${count}-${content}` } as const]
      : []
  })
}

/** RFC 6721: the only way in which a feed says that something is no more. */
function gone({ tombstones }: Feed, after: Memory, now: Date): Activity[] {
  return tombstones.flatMap(({ id: ref, when }) => {
    const id = externalId(after.space, ref)
    if (!isNew(`deleted ${id}`, after)) return []
    const published = when && when < now ? when : now
    const object = { type: 'Note', id } as const
    return [
      {
        verb: 'Delete',
        externalId: `${id}@deleted`,
        published,
        actor: { id: after.space },
        object,
        visibility: 'public',
      } as const,
    ]
  })
}

/** Whether this is told for the first time. */
function isNew(what: string, { seen }: Memory): boolean {
  const key = digest(what, 12)
  const known = key in seen
  delete seen[key]
  seen[key] = 'told'
  return !known
}

/** Oldest sightings first out. */
function forget({ seen }: Memory, shown: number): void {
  const keys = Object.keys(seen)
  for (const key of keys.slice(0, Math.max(0, keys.length - shown - REMEMBERED))) delete seen[key]
}

function remembered(before: Memory, reply: HttpReply, feed: Feed): Memory {
  const { etag, 'last-modified': modified, 'cache-control': cache = '' } = reply.headers
  const hub = hubOf(reply, feed)
  const fresh = Number(/(?:^|[,\s])max-age=(\d{1,9})/i.exec(cache)?.[1] ?? 0) / 60
  const minutes = Math.max(feed.rhythm.minutes ?? 0, fresh)
  return {
    ...before,
    url: reply.moved ?? before.url,
    etag: validator(etag),
    modified: validator(modified),
    seen: { ...before.seen },
    rhythm: { ...feed.rhythm, ...(minutes > 0 ? { minutes } : {}) },
    hub: hub && {
      ...(before.hub?.url === hub.url && before.hub.topic === hub.topic ? before.hub : { tries: 0 }),
      ...hub,
    },
  }
}

/** Sent back as it came, when it is what may stand in a header. */
function validator(value: string | undefined): string | undefined {
  return value && value.length <= 1_000 && /^[\x20-\x7e]+$/.test(value) ? value : undefined
}

/** The hub that the feed or its HTTP headers name, https before http, and what to subscribe to there. */
function hubOf(reply: HttpReply, feed: Feed): { url: string; topic: string } | undefined {
  const linked = linksIn(reply.headers.link ?? '', reply.url)
  const hubs = [...linked.filter(({ rel }) => rel === 'hub').map(({ url }) => url), ...feed.hubs]
  const url = hubs.find((each) => each.startsWith('https:')) ?? hubs[0]
  const topic = linked.find(({ rel }) => rel === 'self')?.url ?? feed.self ?? reply.url
  return url && url.length <= 2_000 && topic.length <= 2_000 ? { url, topic } : undefined
}

/** RFC 8288, as far as feeds use it. */
export function linksIn(header: string, base: string): { url: string; rel: string; type: string }[] {
  return [...header.matchAll(/<([^<>]{1,2000})>([^<]{0,500})/g)].flatMap(([, address = '', rest = '']) => {
    const url = URL.parse(address, base)
    const rels = /;\s*rel\s*=\s*"?([^";,]+)"?/i.exec(rest)?.[1]?.toLowerCase().split(/\s+/) ?? []
    const type = /;\s*type\s*=\s*"?([^";,]+)"?/i.exec(rest)?.[1]?.toLowerCase() ?? ''
    return url && /^https?:$/.test(url.protocol) ? rels.map((rel) => ({ url: url.href, rel, type })) : []
  })
}

/** The feed's answer; a new address that no longer answers gives way to the one the account was made with. */
async function fetchFeed(
  config: FeedConfig,
  host: Host,
  { url, etag, modified }: Memory,
): Promise<HttpReply> {
  const headers = {
    ...(etag ? { 'If-None-Match': etag } : {}),
    ...(modified ? { 'If-Modified-Since': modified } : {}),
  }
  if (!url || url === config.url) return get(config.url, host, headers)
  try {
    return await get(url, host, headers)
  } catch (error) {
    if (!(error instanceof ChannelFailure) || error.failure.kind === 'rate-limited') throw error
    return get(config.url, host, {})
  }
}

/** Throws ChannelFailure for whatever is neither a document nor "not modified". */
export async function get(url: string, host: Host, headers: Record<string, string> = {}): Promise<HttpReply> {
  let reply: HttpReply
  try {
    const { signal } = host
    reply = await host.http.request(url, {
      headers,
      signal,
      accept: ACCEPT,
      maxBytes: MOST_BYTES,
      timeoutMs: TIMEOUT,
    })
  } catch (error) {
    throw new ChannelFailure(networkFailure(error), { cause: error })
  }
  if (reply.status === 304 || (reply.status >= 200 && reply.status < 300)) return reply
  throw new ChannelFailure(statusFailure(reply, host.now()))
}

/** What lib/http says, in the words of channels; errors of ours go on as they are. */
function networkFailure(error: unknown): Failure {
  if (!(error instanceof HttpFailure)) throw error
  const detail = `http.${error.kind}`
  if (error.refusedByUs || error.kind === 'too-large') return { kind: 'refused', detail }
  if (error.kind === 'bad-response' || error.kind === 'redirects') return { kind: 'bad-response', detail }
  return { kind: 'unreachable', detail }
}

const LONGEST_WAIT = 24 * 3_600_000

function statusFailure({ status, headers }: HttpReply, now: Date): Failure {
  const detail = `HTTP ${status}`
  const until = retryAfter(headers['retry-after'], now)
  if (status === 429) return { kind: 'rate-limited', until: until ?? new Date(now.getTime() + 15 * 60_000) }
  if (status === 503 && until) return { kind: 'rate-limited', until }
  if (status === 410) return { kind: 'gone', detail }
  if (status === 401 || status === 402 || status === 403 || status === 451) return { kind: 'refused', detail }
  return status >= 500 ? { kind: 'unreachable', detail } : { kind: 'bad-response', detail }
}

/** Seconds or a date; a day at most, for some servers answer with years. */
function retryAfter(value: string | undefined, now: Date): Date | undefined {
  if (!value) return undefined
  const seconds = /^\d{1,9}$/.test(value.trim()) ? Number(value) : (Date.parse(value) - now.getTime()) / 1000
  if (Number.isNaN(seconds)) return undefined
  return new Date(now.getTime() + Math.min(Math.max(seconds * 1000, 60_000), LONGEST_WAIT))
}

/** Throws ChannelFailure `refused` with the reason, as a key of `channel.feed.refused`. */
export function parse(reply: HttpReply): Feed {
  try {
    return readFeed(reply.body, { url: reply.url, contentType: reply.headers['content-type'] })
  } catch (error) {
    if (!(error instanceof FeedRefused)) throw error
    throw new ChannelFailure(
      { kind: 'bad-response', detail: `feed.refused.${error.reason}` },
      { cause: error },
    )
  }
}

const MINUTE = 60_000
const SHORTEST = 5
const LONGEST = 60
const USUAL = 15
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/**
 * When to read next: as the feed wishes, between five minutes and an hour, an hour also while a hub tells us what
 * comes; and not in the hours and days when it says that nothing appears, as long as it leaves some.
 */
export function nextReading({ rhythm, hub }: Memory, now: Date): Date {
  const pushed = hub?.lease !== undefined && new Date(hub.lease) > now
  const wished = Math.min(Math.max(rhythm?.minutes ?? USUAL, SHORTEST), LONGEST)
  let next = new Date(now.getTime() + (pushed ? LONGEST : wished) * MINUTE)
  const { skipHours = [], skipDays = [] } = rhythm ?? {}
  const quiet = (at: Date) =>
    skipHours.includes(at.getUTCHours()) || skipDays.includes(DAYS[at.getUTCDay()] ?? '')
  for (let hours = 0; hours < 24 && quiet(next); hours++) {
    next = new Date((Math.floor(next.getTime() / 3_600_000) + 1) * 3_600_000)
  }
  return next
}
