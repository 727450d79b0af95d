import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import { HttpFailure } from '../../../lib/http/index.ts'
import type { Activity } from '../../activity/index.ts'
import {
  type Account,
  type Batch,
  ChannelFailure,
  defineChannel,
  type Host,
  type Proposal,
} from '../channel.ts'
import { COLLECTIONS, createMemory, type Interest, type Kind, type Memory, sift } from './bluesky.ts'
import { attend } from './hub.ts'
import { type Chunk, follow, type LineHost, PACE, type Pace, type Source } from './line.ts'

/** The instances that Bluesky runs for everybody; no account is needed. */
const PUBLIC = ['us-east', 'us-west'].flatMap((region) =>
  [2, 1].map((n) => `wss://jetstream${n}.${region}.bsky.network/subscribe`),
)
const DID = /^did:[a-z]+:[A-Za-z0-9._:%-]{1,240}$/

const config = z.object({
  urls: z
    .array(z.string().regex(/^wss?:\/\/[^\s]{1,2000}$/))
    .min(1)
    .max(8)
    .default(PUBLIC)
    .meta({ title: 'channel.bluesky.urls', description: 'channel.bluesky.urls.help' }),
  collections: z
    .array(z.enum(Object.keys(COLLECTIONS) as [Kind, ...Kind[]]))
    .min(1)
    .default(['post', 'like', 'repost'])
    .meta({ title: 'channel.bluesky.collections', description: 'channel.bluesky.collections.help' }),
  accounts: z
    .array(z.string().regex(DID))
    .max(200)
    .default([])
    .meta({ title: 'channel.bluesky.accounts', description: 'channel.bluesky.accounts.help' }),
  zstdDictionary: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: 'channel.bluesky.zstdDictionary', description: 'channel.bluesky.zstdDictionary.help' }),
})
export type BlueskyConfig = z.output<typeof config>

/** How batches are cut. */
interface Cut {
  /** Activities a batch. */
  most: number
  /** Milliseconds that the first activity of a batch waits for company. */
  linger: number
  /** Milliseconds after which a batch goes out with its cursor though nothing was kept. */
  beat: number
}

const CUT: Cut = { most: 500, linger: 50, beat: 1_000 }
/** Milliseconds of sifting between two chances for the rest of the process. */
const TURN_MS = 8

/** The channel, at another pace where a test wants one. */
export function createBluesky(pace: Pace = PACE, cut: Cut = CUT) {
  return defineChannel<BlueskyConfig>({
    id: 'bluesky',
    name: 'Bluesky',
    config,
    limits: { text: 300, media: 4 },
    inbox: false,
    keep: 'matched',
    listen: (account, host, cursor) => listen(account, host, cursor, pace, cut),
    test: (account, host) => test(account, host, pace),
    discover,
  })
}

export const bluesky = createBluesky()

async function* listen(
  account: Account<BlueskyConfig>,
  host: Host,
  cursor: string | undefined,
  pace: Pace,
  cut: Cut,
): AsyncGenerator<Batch, void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([host.signal, stop.signal])
  const interest: Interest = {
    wanted: (text, lang, author) => host.wanted?.(text, lang, author) ?? true,
    known: (id) => host.known?.(id) ?? false,
    accounts: new Set(account.config.accounts),
  }
  const chunks = attend(await sourceOf(account, host), startOf(cursor), hostOf(host, signal), pace)
  try {
    yield* batches(chunks, interest, createMemory(), cut)
  } finally {
    // Wakes whoever waits for the next chunk, so that leaving never waits for the network.
    stop.abort()
    await chunks.return()
  }
}

function hostOf(host: Host, signal: AbortSignal): LineHost {
  return { http: host.http, signal, now: () => host.now(), status: (key, values) => host.status(key, values) }
}

/** Cursors are microseconds, as Jetstream's own; anything else begins at the live end. */
function startOf(cursor: string | undefined): number | undefined {
  return cursor && /^\d{1,16}$/.test(cursor) ? Number(cursor) : undefined
}

async function sourceOf(account: Account<BlueskyConfig>, host: Host): Promise<Source> {
  const { urls, collections, zstdDictionary } = account.config
  return {
    urls,
    collections: [...new Set(collections)].sort().map((kind) => COLLECTIONS[kind]),
    dictionary: zstdDictionary ? await dictionaryAt(zstdDictionary, host) : undefined,
  }
}

/** Without its dictionary the plain stream is still the whole stream. */
async function dictionaryAt(url: string, host: Host): Promise<Uint8Array | undefined> {
  try {
    const { status, body } = await host.http.request(url, { maxBytes: 1024 * 1024, signal: host.signal })
    if (status === 200 && body.byteLength > 0) return body
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
  }
  host.status('no-dictionary')
  return undefined
}

/** What is being gathered for the next batch. */
interface Gathering {
  activities: Activity[]
  certain: Set<string>
  rejected: { reason: string; at?: string }[]
  skipped: number
  /** Newest time sifted, microseconds: what the next start resumes from. */
  position: number | undefined
  /** When it goes out at the latest. */
  due: number
}

async function* batches(
  chunks: AsyncGenerator<Chunk, void>,
  interest: Interest,
  memory: Memory,
  cut: Cut,
): AsyncGenerator<Batch, void> {
  let gathering = gather(undefined, cut)
  let coming = chunks.next()
  for (;;) {
    const turn = await within(coming, gathering.due - performance.now())
    if (turn?.done) return
    if (turn) {
      coming = chunks.next()
      // Left unread when the consumer leaves; its failure then belongs to nobody.
      coming.catch(() => undefined)
      for (const { reason, at } of turn.value.refused) gathering.rejected.push({ reason, at })
      let breath = performance.now()
      for (const event of turn.value.events) {
        take(gathering, sift(event, interest, memory), cut)
        gathering.position = Math.max(gathering.position ?? 0, Math.min(event.time_us, turn.value.position))
        if (gathering.activities.length >= cut.most) {
          yield batchOf(gathering)
          gathering = gather(gathering.position, cut)
        }
        if (performance.now() - breath < TURN_MS) continue
        await breathe()
        breath = performance.now()
      }
      gathering.position = Math.max(gathering.position ?? 0, turn.value.position)
    }
    if (performance.now() < gathering.due) continue
    if (gathering.position !== undefined) yield batchOf(gathering)
    gathering = gather(gathering.position, cut)
  }
}

function gather(position: number | undefined, cut: Cut): Gathering {
  const due = performance.now() + cut.beat
  return { activities: [], certain: new Set(), rejected: [], skipped: 0, position, due }
}

function take(gathering: Gathering, verdict: ReturnType<typeof sift>, cut: Cut): void {
  if (!verdict) gathering.skipped++
  else if (verdict.kind === 'refused') gathering.rejected.push({ reason: verdict.reason, at: verdict.at })
  else {
    gathering.activities.push(verdict.activity)
    if (verdict.certain) gathering.certain.add(verdict.activity.externalId)
    gathering.due = Math.min(gathering.due, performance.now() + cut.linger)
  }
}

function batchOf({ activities, certain, rejected, skipped, position }: Gathering): Batch {
  const cursor = position === undefined ? undefined : String(Math.floor(position))
  const head = position === undefined ? undefined : new Date(position / 1000)
  return { activities, cursor, head, rejected, skipped, certain }
}

/** The turn if it comes within so many milliseconds. */
async function within<T>(turn: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => late.resolve(undefined), Math.max(0, milliseconds))
  try {
    return await Promise.race([turn, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Hears one event and leaves. */
async function test(account: Account<BlueskyConfig>, host: Host, pace: Pace): Promise<void> {
  const limit = AbortSignal.timeout(pace.connect + pace.stall)
  let last = ''
  const source = await sourceOf(account, host)
  const lineHost = hostOf(host, AbortSignal.any([host.signal, limit]))
  lineHost.status = (key) => {
    last = key
  }
  for await (const chunk of follow(source, undefined, lineHost, pace)) {
    if (chunk.events.length > 0) return
  }
  const detail = last === 'connected' ? 'connected, and nothing was said' : last
  throw new ChannelFailure({ kind: last === 'refused' ? 'refused' : 'unreachable', detail })
}

const RESOLVER = 'https://public.api.bsky.app/xrpc/com.atproto.identity.resolveHandle?handle='
const HANDLE = /^(?:@|https?:\/\/bsky\.app\/profile\/)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,63})(?:\/|$)/i

/** From a profile's address or a handle: the public stream, with all that is addressed to this account. */
async function discover(input: string, host: Host): Promise<Proposal<BlueskyConfig>[]> {
  const text = input.trim()
  const did = /did:[a-z]+:[A-Za-z0-9._:%-]{1,240}/.exec(text)?.[0]
  if (did) return [proposal(did, did)]
  const handle = HANDLE.exec(text)?.[1]?.toLowerCase()
  if (!handle) return []
  try {
    const reply = await host.http.request(RESOLVER + encodeURIComponent(handle), {
      maxBytes: 10_000,
      signal: host.signal,
    })
    const found = z
      .object({ did: z.string().regex(DID) })
      .safeParse(reply.status === 200 ? JSON.parse(Buffer.from(reply.body).toString()) : undefined)
    return found.success ? [proposal(`@${handle}`, found.data.did)] : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    if (!(error instanceof HttpFailure)) throw error
    throw new ChannelFailure({ kind: 'unreachable', detail: error.message }, { cause: error })
  }
}

function proposal(title: string, did: string): Proposal<BlueskyConfig> {
  return {
    title,
    config: config.parse({ accounts: [did], collections: ['post', 'like', 'repost', 'follow'] }),
  }
}
