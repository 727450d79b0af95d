import * as oauth from 'oauth4webapi'
import type { HttpReply } from '../../../../../lib/http/index.ts'
import type { Host } from '../../../channel.ts'
import { Bounded } from '../../sift/memory.ts'
import { networkFailure } from '../reach/failure.ts'
import type { OauthSecret } from '../reach/secret.ts'
import { clientOf } from './client.ts'
import { door, isLoopback, withNonce } from './wire.ts'

type Key = OauthSecret['key']

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' }

export async function newKey(): Promise<Key> {
  const pair = await oauth.generateKeyPair('ES256', { extractable: true })
  const [own, shown] = await Promise.all(
    [pair.privateKey, pair.publicKey].map((key) => crypto.subtle.exportKey('jwk', key)),
  )
  return { private: { ...own }, public: { ...shown } }
}

/** Provers by client and key: each remembers the numbers that servers want in the next proof. */
const provers = new Bounded<Promise<oauth.DPoPHandle>>(500)

export function proverOf(key: Key, clientId: string): Promise<oauth.DPoPHandle> {
  const name = `${clientId} ${String(key.public.x)}`
  const known = provers.get(name)
  if (known) return known
  const made = make(key, clientId)
  provers.set(name, made)
  return made
}

async function make(key: Key, clientId: string): Promise<oauth.DPoPHandle> {
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', key.private, ES256, false, ['sign']),
    crypto.subtle.importKey('jwk', key.public, ES256, true, ['verify']),
  ])
  return oauth.DPoP(clientOf(clientId), { privateKey, publicKey })
}

/** One request with a token and the proof that it is ours; any status is an answer. */
export async function sendProven(
  kept: OauthSecret,
  url: string,
  request: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string | Uint8Array },
  host: Host,
  writes: boolean,
): Promise<HttpReply> {
  const DPoP = await proverOf(kept.key, kept.clientId)
  const { method, body } = request
  let reply: HttpReply | undefined
  const options = {
    DPoP,
    [oauth.customFetch]: door(host, (heard) => {
      reply = heard
    }),
    [oauth.allowInsecureRequests]: isLoopback(url),
  }
  const bytes = body instanceof Uint8Array ? new Uint8Array(body) : body
  const send = () =>
    oauth.protectedResourceRequest(
      kept.access,
      method,
      new URL(url),
      new Headers(request.headers),
      bytes,
      options,
    )
  try {
    await withNonce(send)
  } catch (error) {
    // A refusal is an answer too; what it says is for the caller.
    if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw networkFailure(error, writes)
  }
  if (!reply) throw new Error('no answer was heard')
  return reply
}
