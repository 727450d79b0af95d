import { z } from 'zod'
import { HttpFailure } from '../../../../lib/http/index.ts'
import { type Account, ChannelFailure, type Host, type Proposal } from '../../channel.ts'
import { type BlueskyConfig, config, DID } from './config.ts'
import { follow, type Pace } from './line/index.ts'
import { hostOf, sourceOf } from './source.ts'

/** Hears one event and leaves, or at the latest once every address has refused. */
export async function test(account: Account<BlueskyConfig>, host: Host, pace: Pace): Promise<void> {
  const limit = AbortSignal.timeout(pace.connect + pace.stall)
  const refused = new AbortController()
  let last = ''
  let refusals = 0
  const source = await sourceOf(account, host)
  const lineHost = hostOf(host, AbortSignal.any([host.signal, limit, refused.signal]))
  lineHost.status = (key) => {
    last = key
    if (key === 'refused' && ++refusals >= source.urls.length) refused.abort()
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
export async function discover(input: string, host: Host): Promise<Proposal<BlueskyConfig>[]> {
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
