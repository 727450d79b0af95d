import type * as oauth from 'oauth4webapi'
import { isLoopback } from './wire.ts'

/** Reads and writes for the account; direct messages and the e-mail address are not asked for. */
export const SCOPE = 'atproto transition:generic'

interface Way {
  redirectUri: string
  clientUrl: string
}

/**
 * A client is known by the address of a document that describes it. One on this machine has no such address that the
 * network could read: its name then says all there is to know.
 */
export function clientIdOf({ redirectUri, clientUrl }: Way): string {
  if (!isLoopback(clientUrl)) return clientUrl
  return `http://localhost?${new URLSearchParams({ redirect_uri: redirectUri, scope: SCOPE })}`
}

/** The protocol takes no name of this machine, by which a browser could be led elsewhere: its number comes back here. */
export function numbered(redirectUri: string): string {
  const url = new URL(redirectUri)
  if (url.hostname !== 'localhost') return redirectUri
  url.hostname = '127.0.0.1'
  return url.href
}

export function clientOf(clientId: string): oauth.Client {
  return { client_id: clientId, token_endpoint_auth_method: 'none' }
}

/** The document that stands at `clientUrl`. */
export function clientDocument(publicUrl: string, { redirectUri, clientUrl }: Way): Record<string, unknown> {
  return {
    client_id: clientUrl,
    client_name: 'Veillée',
    client_uri: publicUrl,
    redirect_uris: [redirectUri],
    application_type: 'web',
    scope: SCOPE,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    dpop_bound_access_tokens: true,
  }
}
