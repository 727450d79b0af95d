import { createHmac } from 'node:crypto'
import { constantTimeEqual } from '../../../lib/crypto/index.ts'
import { FeedRefused, readFeed } from '../../../lib/feed/index.ts'
import { HttpFailure } from '../../../lib/http/index.ts'
import type { Host, IncomingHook, Received } from '../channel.ts'
import { itemsOf } from './item.ts'
import type { Memory } from './pull.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
/** Asked of the hub; it decides. */
const LEASE = 10 * DAY
const MOST_LEASE = 30 * DAY

/** Whether to ask the hub now: nothing asked yet, no confirmation within the time of patience, or the lease ending. */
export function isTimeToAsk({ hub }: Memory, host: Host): boolean {
  if (!hub || !host.entrance) return false
  const now = host.now().getTime()
  const asked = hub.asked ? Date.parse(hub.asked) : 0
  const patience = Math.min(HOUR * 2 ** hub.tries, 7 * DAY)
  const left = hub.lease ? Date.parse(hub.lease) - now : 0
  return now - asked > patience && left < LEASE / 5
}

export function asking(memory: Memory, host: Host): Memory {
  const { hub } = memory
  return hub ? { ...memory, hub: { ...hub, asked: host.now().toISOString(), tries: hub.tries + 1 } } : memory
}

/**
 * Asks the hub to tell us what is new (WebSub). Its confirmation comes to the account's entrance; a hub that does not
 * answer costs nothing but the push, since the feed is read anyway.
 */
export async function ask({ hub }: Memory, host: Host): Promise<void> {
  if (!hub || !host.entrance) return
  const form = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.topic': hub.topic,
    'hub.callback': host.entrance.url,
    'hub.lease_seconds': String(LEASE / 1000),
  })
  // In clear, the secret would be everybody's: then a push only makes us look.
  if (hub.url.startsWith('https:')) form.set('hub.secret', host.entrance.secret)
  try {
    const { status } = await host.http.request(hub.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      signal: host.signal,
      timeoutMs: 15_000,
      maxBytes: 65_536,
    })
    host.status(status >= 200 && status < 300 ? 'hub-asked' : 'hub-refused', { hub: new URL(hub.url).host })
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    host.status('hub-refused', { hub: new URL(hub.url).host })
  }
}

/** The hub's confirmation (GET) or its news (POST). */
export function hear(memory: Memory, request: IncomingHook, host: Host): Received {
  if (request.method === 'GET') return confirm(memory, request, host)
  const { hub } = memory
  if (request.method !== 'POST' || !hub || !host.entrance) return nothing(404)
  if (!hub.url.startsWith('https:')) return { activities: [], pull: true }
  // The standard wants a wrong signature to look like a right one from outside.
  if (!isSigned(request, host.entrance.secret)) return nothing(202)
  return { activities: newsIn(memory, hub.topic, request, host), pull: true }
}

function nothing(status: number): Received {
  return { activities: [], status }
}

function confirm(memory: Memory, { query }: IncomingHook, host: Host): Received {
  const { hub } = memory
  const challenge = query['hub.challenge'] ?? ''
  const ours = hub !== undefined && query['hub.topic'] === hub.topic
  if (!ours || challenge.length > 2_000) return nothing(404)
  if (query['hub.mode'] === 'denied') {
    return {
      activities: [],
      status: 200,
      cursor: JSON.stringify({ ...memory, hub: { ...hub, lease: undefined } }),
    }
  }
  // Nobody here ever unsubscribes while the account is connected, so that a request to do so is a stranger's.
  if (query['hub.mode'] !== 'subscribe' || !challenge) return nothing(404)
  const seconds = Number(query['hub.lease_seconds'])
  const lease = Math.min(seconds > 0 ? seconds * 1000 : LEASE, MOST_LEASE)
  const until = new Date(host.now().getTime() + lease).toISOString()
  const kept: Memory = { ...memory, hub: { ...hub, tries: 0, lease: until } }
  return { activities: [], status: 200, body: challenge, cursor: JSON.stringify(kept) }
}

const HASHES = new Set(['sha1', 'sha256', 'sha384', 'sha512'])

function isSigned({ headers, body }: IncomingHook, secret: string): boolean {
  const [, name = '', hex = ''] =
    /^(\w{4,6})=([0-9a-f]{40,128})$/i.exec(headers['x-hub-signature'] ?? '') ?? []
  if (!HASHES.has(name.toLowerCase())) return false
  const expected = createHmac(name.toLowerCase(), secret).update(body).digest('hex')
  return constantTimeEqual(hex.toLowerCase(), expected)
}

/**
 * What a push brings is given at once as new; edits, which only a comparison shows, come with the reading that it
 * also causes. Ids make what both bring the same.
 */
function newsIn({ space }: Memory, url: string, { headers, body }: IncomingHook, host: Host) {
  try {
    const feed = readFeed(body, { url, contentType: headers['content-type'] })
    return itemsOf({ feed, space, now: host.now() }).items.map(({ activity }) => activity)
  } catch (error) {
    if (!(error instanceof FeedRefused)) throw error
    return []
  }
}
