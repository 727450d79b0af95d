import type { HttpReply } from '../../../../lib/http/index.ts'
import { type Account, ChannelFailure, type Failure, type Host, type Quota } from '../../channel.ts'
import type { Place } from '../config.ts'
import { jsonOf, networkFailure, statusFailure } from './failure.ts'
import { nextToken, tokenOf } from './token.ts'

export interface Call {
  method?: 'GET' | 'POST' | 'DELETE'
  query?: Record<string, string | string[] | undefined>
  json?: Record<string, unknown>
  raw?: { type: string; bytes: Uint8Array }
  headers?: Record<string, string>
  /** Something is to be done: what may have been done without an answer is told as uncertain. */
  effect?: boolean
  timeoutMs?: number
}

export interface Answer {
  status: number
  json: unknown
  headers: Record<string, string>
  /** Our clock when the answer came, to compare with the server's `date`. */
  at: Date
}

/** One account's way to its server. */
export interface Client {
  origin: string
  /** As it is now: a server that ends tokens has it renewed on the way. */
  readonly token: string
  host: Host
  /** Throws ChannelFailure for every status that is no success. */
  call(path: string, call?: Call): Promise<Answer>
  /** As `call`, with undefined for what is not there, as the server itself says. */
  look(path: string, call?: Call): Promise<Answer | undefined>
  /** As `call`, with undefined where the server has no such thing to call: an older one, or another program. */
  offered(path: string, call?: Call): Promise<Answer | undefined>
  /** What may still be asked before the server wants a pause; undefined where it does not tell. */
  left(): Pick<Quota, 'remaining' | 'resets'> | undefined
}

const MOST_BYTES = 16 * 1024 * 1024

export function originOf(server: string): string {
  return new URL(server).origin
}

export async function clientOf(account: Account<Place>, host: Host): Promise<Client> {
  const token = await tokenOf(account, host)
  return clientAt(originOf(account.config.server), token, host, (used) => nextToken(used, host))
}

/**
 * With a token at hand; empty for what a server tells everybody. `next` gives another where the server takes this one no
 * longer: what it refused so it has not done, and is asked again.
 */
export function clientAt(
  origin: string,
  token: string,
  host: Host,
  next?: (used: string) => Promise<string | undefined>,
): Client {
  const quotas = quotaNoter(host)
  let held = token
  const exchange = async (path: string, call: Call): Promise<Answer> => {
    const used = held
    let reply = await request(origin, used, host, path, call)
    if (reply.status === 401 && next) {
      const renewed = held === used ? await next(used) : held
      if (renewed) {
        held = renewed
        reply = await request(origin, renewed, host, path, call)
      }
    }
    quotas.note(path, call, reply)
    const at = host.now()
    if (reply.status < 200 || reply.status >= 300) throw statusFailure(reply, call.effect ?? false, at)
    const json = jsonOf(reply.body)
    if (json === undefined) {
      throw new ChannelFailure({
        kind: call.effect ? 'uncertain' : 'bad-response',
        detail: 'mastodon.no-json',
      })
    }
    return { status: reply.status, json, headers: reply.headers, at }
  }
  return {
    origin,
    get token() {
      return held
    },
    host,
    call: (path, call = {}) => exchange(path, call),
    look: (path, call = {}) => unless(exchange(path, call), (error) => error.told),
    offered: (path, call = {}) => unless(exchange(path, call), () => true),
    left: quotas.left,
  }
}

const MISSING = new Set([404, 405, 410, 501])
const SAID = new Set([404, 410])

/** What is asked for is not there, or no server of this kind has it. */
export class Missing extends ChannelFailure {
  /** Said by the program itself, in JSON, and not by something in front of it. */
  readonly told: boolean
  constructor(failure: Failure, told: boolean) {
    super(failure)
    this.told = told
  }
}

async function unless(
  answer: Promise<Answer>,
  isNothing: (error: Missing) => boolean,
): Promise<Answer | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Missing && isNothing(error)) return undefined
    throw error
  }
}

async function request(
  origin: string,
  token: string,
  host: Host,
  path: string,
  call: Call,
): Promise<HttpReply> {
  const { method = 'GET', json, raw, effect = false } = call
  const type = raw?.type ?? (json && 'application/json')
  const url = new URL(path, origin)
  for (const [name, value] of Object.entries(call.query ?? {})) {
    for (const one of [value ?? []].flat()) url.searchParams.append(name, one)
  }
  let reply: HttpReply
  try {
    reply = await host.http.request(url.href, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(type ? { 'content-type': type } : {}),
        ...call.headers,
      },
      body: raw?.bytes ?? (json && JSON.stringify(json)),
      accept: 'application/json',
      signal: host.signal,
      maxBytes: MOST_BYTES,
      timeoutMs: call.timeoutMs ?? 30_000,
      ...(method === 'GET' ? {} : { redirects: 0 }),
    })
  } catch (error) {
    throw networkFailure(error, effect)
  }
  if (MISSING.has(reply.status)) {
    const told = SAID.has(reply.status) && jsonOf(reply.body) !== undefined
    throw new Missing(statusFailure(reply, effect, host.now()).failure, told)
  }
  return reply
}

/** Mastodon counts these apart, and names none of them. */
function familyOf(path: string, { method = 'GET' }: Call): string {
  if (method === 'DELETE' || path.endsWith('/unreblog')) return 'deletions'
  if (method === 'POST' && /\/media$/.test(path)) return 'media'
  return method === 'POST' && (path === '/api/v1/statuses' || path.endsWith('/reblog'))
    ? 'statuses'
    : 'requests'
}

/** Reading tells its quota only where it matters: it would otherwise be written down at every request. */
const TELL_EVERY = 60_000

function quotaNoter(host: Host) {
  let told = 0
  let last: Quota | undefined
  return {
    left: () => last,
    note(path: string, call: Call, { headers }: HttpReply) {
      const { 'x-ratelimit-remaining': left = '', 'x-ratelimit-limit': most = '' } = headers
      const resets = new Date(headers['x-ratelimit-reset'] ?? '')
      if (!/^\d{1,9}$/.test(left) || Number.isNaN(resets.getTime())) return
      const name = familyOf(path, call)
      const remaining = Number(left)
      const limit = /^\d{1,9}$/.test(most) ? Number(most) : undefined
      const quota: Quota = { name, remaining, resets, ...(limit === undefined ? {} : { limit }) }
      if (name === 'requests') last = quota
      const now = host.now().getTime()
      if (name === 'requests' && remaining > (limit ?? 300) / 5 && now - told < TELL_EVERY) return
      told = now
      host.quota?.(quota)
    },
  }
}
