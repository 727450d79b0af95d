import * as oauth from 'oauth4webapi'
import { HttpFailure, type RequestOptions } from '../../../../lib/http/index.ts'
import { ChannelFailure, type Credential, type Host } from '../../channel.ts'
import { networkFailure } from './failure.ts'
import type { KeptSecret } from './secret.ts'

/** The library's requests go out by the one door; http is for servers on the same machine, which the door decides. */
export function throughDoor(host: Host) {
  return {
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: async (
      url: string,
      init: oauth.CustomFetchOptions<string, URLSearchParams | undefined>,
    ) => {
      const reply = await host.http.request(url, {
        method: init.method as RequestOptions['method'],
        headers: init.headers,
        body: init.body?.toString(),
        redirects: 0,
        signal: host.signal,
        maxBytes: 1_000_000,
      })
      return new Response(reply.status === 204 ? null : Buffer.from(reply.body), {
        status: reply.status,
        headers: reply.headers,
      })
    },
  }
}

export interface Way {
  issuer: string
  tokenEndpoint: string
  clientId: string
  clientSecret: string
}

export function partiesOf({ issuer, tokenEndpoint, clientId }: Way) {
  const server: oauth.AuthorizationServer = { issuer, token_endpoint: tokenEndpoint }
  const client: oauth.Client = { client_id: clientId }
  return { server, client }
}

/** Why a token was not given; answers of the server are its own words. */
export function oauthFailure(error: unknown): ChannelFailure {
  if (error instanceof ChannelFailure) return error
  if (error instanceof HttpFailure) return networkFailure(error, false)
  if (error instanceof oauth.ResponseBodyError) {
    const detail = error.error_description ?? error.error
    if (error.status >= 500) return new ChannelFailure({ kind: 'unreachable', detail }, { cause: error })
    const dead = error.error === 'invalid_grant' || error.error === 'invalid_client'
    return new ChannelFailure({ kind: dead ? 'token-dead' : 'refused', detail }, { cause: error })
  }
  if (error instanceof oauth.AuthorizationResponseError) {
    return new ChannelFailure({ kind: 'refused', detail: error.error_description ?? error.error })
  }
  const answer = error instanceof oauth.OperationProcessingError ? error.cause : undefined
  if (answer instanceof Response && answer.status >= 500) {
    return new ChannelFailure({ kind: 'unreachable', detail: `HTTP ${answer.status}` }, { cause: error })
  }
  if (
    error instanceof oauth.OperationProcessingError ||
    error instanceof oauth.WWWAuthenticateChallengeError
  ) {
    return new ChannelFailure({ kind: 'bad-response', detail: 'mastodon.no-oauth' }, { cause: error })
  }
  throw error
}

/** A new token by the refresh token, where a server gives one: Mastodon's own tokens live until they are revoked. */
export async function renewToken(before: Credential, secret: KeptSecret, host: Host): Promise<Credential> {
  const { refreshToken = '', tokenEndpoint } = secret
  const { server, client } = partiesOf({ ...secret, issuer: new URL(tokenEndpoint).origin })
  try {
    const answer = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(secret.clientSecret),
      refreshToken,
      throughDoor(host),
    )
    const token = await oauth.processRefreshTokenResponse(server, client, answer)
    return credentialFrom(token, secret, host, before.scopes)
  } catch (error) {
    throw oauthFailure(error)
  }
}

export function credentialFrom(
  token: oauth.TokenEndpointResponse,
  secret: Omit<KeptSecret, 'accessToken'>,
  host: Host,
  asked: string[] = [],
): Credential {
  const refreshToken = token.refresh_token ?? secret.refreshToken
  const { expires_in: seconds } = token
  return {
    secret: { ...secret, accessToken: token.access_token, ...(refreshToken ? { refreshToken } : {}) },
    ...(seconds === undefined ? {} : { expires: new Date(host.now().getTime() + seconds * 1000) }),
    renewable: refreshToken !== undefined,
    scopes: token.scope?.split(' ') ?? asked,
  }
}
