import { z } from 'zod'
import { ChannelFailure, type Host } from '../../channel.ts'
import { jsonOf, networkFailure } from '../api/failure.ts'
import { clientAt, type Instance, instanceOf } from '../api/index.ts'

export interface Found {
  origin: string
  instance: Instance
}

const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.)+[\p{L}\p{N}-]{2,63}(?::\d{1,5})?$/u

/** What a person pastes of a server: its address, a domain, a profile's address, or `@name@domain`. */
export function serverIn(input: string): { origin: string; acct?: string } | undefined {
  const text = input.trim()
  const handle = /^@?([\w.-]+)@([^@\s/]+)$/.exec(text)
  const domain = handle?.[2] ?? text
  if (DOMAIN.test(domain)) {
    const origin = URL.parse(`https://${domain}`)?.origin
    return origin ? { origin, ...(handle ? { acct: `${handle[1]}@${domain}` } : {}) } : undefined
  }
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null
  return url && !url.username && url.host ? { origin: url.origin } : undefined
}

/** The server that speaks the API there, which may live at another address than the domain that people bear. */
export async function serverAt(input: string, host: Host): Promise<Found> {
  const asked = serverIn(input)
  if (!asked) throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.no-server' })
  const origin =
    (await apiOf(asked.origin, host)) ?? (asked.acct && (await webfinger(asked.origin, asked.acct, host)))
  if (!origin) throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.no-server' })
  return { origin, instance: await instanceOf(clientAt(origin, '', host)) }
}

/** Where the description of the server is found in the end. */
async function apiOf(origin: string, host: Host): Promise<string | undefined> {
  for (const path of ['/api/v2/instance', '/api/v1/instance']) {
    const reply = await get(`${origin}${path}`, host)
    const said = z.object({ version: z.string() }).safeParse(jsonOf(reply.body))
    if (reply.status === 200 && said.success) return new URL(reply.url).origin
  }
  return undefined
}

const links = z.object({ links: z.array(z.object({ rel: z.string(), href: z.string().optional() })) })

async function webfinger(origin: string, acct: string, host: Host): Promise<string | undefined> {
  const reply = await get(`${origin}/.well-known/webfinger?resource=acct:${encodeURIComponent(acct)}`, host)
  const self = links.safeParse(jsonOf(reply.body)).data?.links.find(({ rel }) => rel === 'self')
  const url = self?.href ? URL.parse(self.href) : null
  return url && url.origin !== origin ? apiOf(url.origin, host) : undefined
}

async function get(url: string, host: Host) {
  try {
    return await host.http.request(url, {
      accept: 'application/json',
      signal: host.signal,
      maxBytes: 1_000_000,
      timeoutMs: 15_000,
    })
  } catch (error) {
    throw networkFailure(error, false)
  }
}
