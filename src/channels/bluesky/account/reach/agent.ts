import type { z } from 'zod'
import type { HttpReply } from '../../../../../lib/http/index.ts'
import { type Account, ChannelFailure, type Credential, type Host, type Keeper } from '../../../channel.ts'
import type { AccountConfig } from '../config.ts'
import { sendProven } from '../sign-in/proof.ts'
import { refreshGrant } from '../sign-in/refresh.ts'
import { failed, isTokenError, jsonOf, networkFailure, toldBy } from './failure.ts'
import { refresh, signIn } from './password.ts'
import { noteQuota } from './quota.ts'
import { credentialOf, type Secret, secretIn } from './secret.ts'

/** One exchange with the account's server, by the name of its method. */
export interface Ask {
  method: 'GET' | 'POST'
  nsid: string
  params?: Record<string, string | number | boolean | string[] | undefined>
  json?: unknown
  file?: { bytes: Uint8Array; mediaType: string }
  /** It changes something that shows: what ends unheard is then uncertain. */
  writes?: boolean
}

/** Speaks for one account. */
export interface Agent {
  did: string
  pds: string
  /** The answer to a request that went well; throws ChannelFailure for all others. */
  exchange(ask: Ask): Promise<HttpReply>
}

/** For the account, with what is kept of its sign-in, or else with a new session by its app password. */
export async function agentFor(account: Account<AccountConfig>, host: Host): Promise<Agent> {
  const keeper = host.credential ?? memoryKeeper()
  const own = (credential: Credential | undefined) => {
    const kept = secretIn(credential)
    return kept?.identifier === account.config.identifier ? kept : undefined
  }
  const renew = async (used?: Secret): Promise<Secret> => {
    const renewed = await keeper.renew(async (credential) => {
      const kept = own(credential)
      // Somebody else was faster.
      if (credential && kept && kept.access !== used?.access) return credential
      return credentialOf(await next(kept, account, host))
    })
    const fresh = secretIn(renewed)
    if (!fresh) throw new ChannelFailure({ kind: 'bad-response', detail: 'http.bad-response' })
    return fresh
  }
  const kept = own(await keeper.get()) ?? (await renew())
  return agentWith(kept, host, renew)
}

/** As long as a person is only trying, nothing is kept. */
function memoryKeeper(): Keeper {
  let kept: Credential | undefined
  return {
    get: async () => kept,
    async renew(make) {
      kept = await make(kept)
      return kept
    },
  }
}

function next(kept: Secret | undefined, account: Account<AccountConfig>, host: Host): Promise<Secret> {
  if (kept?.kind === 'oauth') return refreshGrant(kept, host)
  return kept ? refresh(kept, account, host) : signIn(account, host)
}

/** With this secret; `renew` is asked for the next one when it is refused. */
export function agentWith(secret: Secret, host: Host, renew?: (used: Secret) => Promise<Secret>): Agent {
  let kept = secret
  const { did, pds } = secret
  return {
    did,
    pds,
    async exchange(ask) {
      let reply = await send(kept, ask, host)
      if (renew && isStale(reply, kept)) {
        kept = await renew(kept)
        reply = await send(kept, ask, host)
      }
      noteQuota(reply, ask.writes === true, host)
      if (reply.status >= 200 && reply.status < 300) return reply
      throw failed(reply, host.now(), ask.writes ?? false)
    },
  }
}

function isStale(reply: HttpReply, kept: Secret): boolean {
  if (reply.status !== 400 && reply.status !== 401) return false
  const { error } = toldBy(reply)
  return (
    isTokenError(error) || (kept.kind === 'oauth' && reply.status === 401 && !error.startsWith('Account'))
  )
}

const MOST_BYTES = 8 * 1024 * 1024

async function send(kept: Secret, ask: Ask, host: Host): Promise<HttpReply> {
  const { method, file, json, writes = false } = ask
  const type = file?.mediaType ?? (json === undefined ? undefined : 'application/json')
  const headers = { accept: 'application/json', ...(type && { 'content-type': type }) }
  const body = file?.bytes ?? (json === undefined ? undefined : JSON.stringify(json))
  const request = { method, headers, ...(body !== undefined && { body }) }
  const url = addressOf(kept.pds, ask)
  if (kept.kind === 'oauth') return sendProven(kept, url, request, host, writes)
  try {
    return await host.http.request(url, {
      ...request,
      headers: { ...headers, authorization: `Bearer ${kept.access}` },
      signal: host.signal,
      redirects: 0,
      maxBytes: MOST_BYTES,
    })
  } catch (error) {
    throw networkFailure(error, writes)
  }
}

function addressOf(pds: string, { nsid, params = {} }: Ask): string {
  const url = new URL(`/xrpc/${nsid}`, pds)
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one))
  }
  return url.href
}

/** The guarded answer to a question. */
export async function query<T>(
  agent: Agent,
  nsid: string,
  params: Ask['params'],
  schema: z.ZodType<T>,
): Promise<T> {
  return guarded(await agent.exchange({ method: 'GET', nsid, params }), schema)
}

export function guarded<T>(reply: HttpReply, schema: z.ZodType<T>): T {
  const read = schema.safeParse(jsonOf(reply.body))
  if (read.success) return read.data
  throw new ChannelFailure({ kind: 'bad-response', detail: 'http.bad-response' })
}
