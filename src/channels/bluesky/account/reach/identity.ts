import { z } from 'zod'
import { HttpFailure, type HttpReply } from '../../../../../lib/http/index.ts'
import { ChannelFailure, type Host } from '../../../channel.ts'
import { did as didOf } from '../../wire/id.ts'
import { type Asked, HANDLE } from '../config.ts'
import { jsonOf, networkFailure, refuse, toldBy } from './failure.ts'

/** Where an account lives. */
export interface Identity {
  did: string
  handle?: string
  /** Origin of the personal data server. */
  pds: string
}

/** Answers `com.atproto.identity.resolveHandle` for every handle that can be known from outside. */
const RESOLVER = 'https://public.api.bsky.app'

const document = z.object({
  id: didOf,
  alsoKnownAs: z.array(z.string()).max(50).catch([]),
  service: z.array(z.object({ id: z.string(), type: z.string(), serviceEndpoint: z.unknown() })).max(50),
})

/**
 * From a handle to its DID, from the DID to its document, and from there to the server; each step is believed only if
 * the document names the handle too. Throws ChannelFailure.
 */
export async function identityOf(asked: Asked, host: Host): Promise<Identity> {
  const { identifier, service = RESOLVER, directory } = asked
  const did = identifier.startsWith('did:') ? identifier : await didFor(identifier, service, host)
  if (!did) throw refuse('no-such-handle')
  const found = await placeOf(did, directory, host)
  if (!found) throw refuse('no-such-account')
  if (identifier !== did && found.handle !== identifier) throw refuse('handle-not-its-own')
  return found
}

/** The DID of a handle, or undefined where nobody has it. */
export async function didFor(handle: string, service: string, host: Host): Promise<string | undefined> {
  const url = new URL('/xrpc/com.atproto.identity.resolveHandle', service)
  url.searchParams.set('handle', handle)
  const reply = await get(url.href, host)
  const found = z.object({ did: didOf }).safeParse(reply.status === 200 ? jsonOf(reply.body) : undefined)
  if (found.success) return found.data.did
  if (reply.status === 400 || reply.status === 404) return wellKnown(handle, host)
  throw unhelpful(reply)
}

/** What a handle's own site says, for a resolver that has not heard of it. */
async function wellKnown(handle: string, host: Host): Promise<string | undefined> {
  try {
    const url = `https://${handle}/.well-known/atproto-did`
    const { status, body } = await host.http.request(url, { signal: host.signal, maxBytes: 2_000 })
    const text = Buffer.from(body).toString().trim()
    return status === 200 ? didOf.safeParse(text).data : undefined
  } catch (error) {
    if (error instanceof HttpFailure) return undefined
    throw error
  }
}

/** What the DID's document says; undefined where there is none, or no server in it. */
export async function placeOf(did: string, directory: string, host: Host): Promise<Identity | undefined> {
  const reply = await get(documentUrl(did, directory), host)
  if (reply.status === 404 || reply.status === 410) return undefined
  if (reply.status !== 200) throw unhelpful(reply)
  const { data } = document.safeParse(jsonOf(reply.body))
  const endpoint = data?.service.find(
    ({ id, type }) => /^(did:[^#]+)?#atproto_pds$/.test(id) && type === 'AtprotoPersonalDataServer',
  )?.serviceEndpoint
  const pds = typeof endpoint === 'string' ? URL.parse(endpoint) : null
  if (data?.id !== did || !pds || !/^https?:$/.test(pds.protocol)) return undefined
  const handle = data.alsoKnownAs
    .find((name) => name.startsWith('at://'))
    ?.slice(5)
    .toLowerCase()
  return { did, pds: pds.origin, ...(handle && HANDLE.test(handle) && { handle }) }
}

/** A resolver or a directory knows nothing of the account's sign-in, whatever it answers. */
function unhelpful({ status }: HttpReply): ChannelFailure {
  const kind = status === 429 || status >= 500 ? 'unreachable' : 'bad-response'
  return new ChannelFailure({ kind, detail: `HTTP ${status}` })
}

function documentUrl(did: string, directory: string): string {
  const web = /^did:web:([A-Za-z0-9.-]+)(?:%3A(\d+))?$/.exec(did)
  if (web) return `https://${web[1]}${web[2] ? `:${web[2]}` : ''}/.well-known/did.json`
  if (!did.startsWith('did:plc:')) throw refuse('no-such-account')
  return new URL(`/${did}`, directory).href
}

async function get(url: string, host: Host) {
  try {
    const { signal } = host
    return await host.http.request(url, {
      signal,
      accept: 'application/json',
      maxBytes: 200_000,
      timeoutMs: 15_000,
    })
  } catch (error) {
    throw networkFailure(error, false)
  }
}

/**
 * Whether a record is certainly no more, asked of the server it stood on; whoever cannot tell says no. An account
 * that is asleep may wake up with its posts.
 */
export async function isGone(uri: string, directory: string, host: Host): Promise<boolean> {
  const [, , repo = '', collection = '', rkey = ''] = uri.split('/')
  try {
    const place = await placeOf(repo, directory, host)
    if (!place) return false
    const url = new URL('/xrpc/com.atproto.repo.getRecord', place.pds)
    for (const [name, value] of Object.entries({ repo, collection, rkey })) url.searchParams.set(name, value)
    const reply = await get(url.href, host)
    return reply.status === 400 && /^(RecordNotFound|RepoNotFound)$/.test(toldBy(reply).error)
  } catch (error) {
    if (error instanceof ChannelFailure) return false
    throw error
  }
}
