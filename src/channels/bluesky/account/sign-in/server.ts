import * as oauth from 'oauth4webapi'
import { z } from 'zod'
import type { Host } from '../../../channel.ts'
import { failed, jsonOf, networkFailure, refuse } from '../reach/failure.ts'
import { isLoopback, oauthFailure, way } from './wire.ts'

const resource = z.object({ authorization_servers: z.array(z.url({ protocol: /^https?$/ })).length(1) })

/** Who signs people in for a personal data server. */
export async function issuerOf(pds: string, host: Host): Promise<string> {
  const url = new URL('/.well-known/oauth-protected-resource', pds).href
  const reply = await host.http
    .request(url, { signal: host.signal, accept: 'application/json', maxBytes: 100_000 })
    .catch((error) => {
      throw networkFailure(error, false)
    })
  if (reply.status === 404) throw refuse('no-sign-in')
  if (reply.status !== 200) throw failed(reply, host.now(), false)
  const [issuer] = resource.safeParse(jsonOf(reply.body)).data?.authorization_servers ?? []
  if (!issuer) throw refuse('no-sign-in')
  return new URL(issuer).origin
}

/** What an authorisation server says of itself; only those that do what the protocol demands are taken. */
export async function serverAt(issuer: string, host: Host): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer)
  if (url.protocol !== 'https:' && !isLoopback(issuer)) throw refuse('not-https')
  try {
    const reply = await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...way(issuer, host) })
    const server = await oauth.processDiscoveryResponse(url, reply)
    if (
      server.pushed_authorization_request_endpoint &&
      server.token_endpoint &&
      server.authorization_endpoint
    )
      return server
  } catch (error) {
    throw oauthFailure(error)
  }
  throw refuse('no-sign-in')
}
