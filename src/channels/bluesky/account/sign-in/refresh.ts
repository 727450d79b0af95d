import * as oauth from 'oauth4webapi'
import type { Host } from '../../../channel.ts'
import type { OauthSecret } from '../reach/secret.ts'
import { clientOf } from './client.ts'
import { proverOf } from './proof.ts'
import { serverAt } from './server.ts'
import { oauthFailure, way, withNonce } from './wire.ts'

/** The next pair of tokens; `token-dead` where the grant was taken back or has run out. */
export async function refreshGrant(kept: OauthSecret, host: Host): Promise<OauthSecret> {
  const server = await serverAt(kept.issuer, host)
  const client = clientOf(kept.clientId)
  const DPoP = await proverOf(kept.key, kept.clientId)
  const options = { DPoP, ...way(kept.issuer, host) }
  try {
    const tokens = await withNonce(async () => {
      const { refresh = '' } = kept
      const reply = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refresh, options)
      return oauth.processRefreshTokenResponse(server, client, reply)
    })
    return withTokens(kept, tokens, host)
  } catch (error) {
    throw oauthFailure(error)
  }
}

export function withTokens<K extends Omit<OauthSecret, 'access'>>(
  kept: K,
  tokens: oauth.TokenEndpointResponse,
  host: Host,
): K & OauthSecret {
  const { access_token: access, refresh_token: refresh, expires_in: lasts } = tokens
  return {
    ...kept,
    access,
    ...(refresh && { refresh }),
    ...(lasts !== undefined && { expires: host.now().getTime() + lasts * 1000 }),
  }
}
