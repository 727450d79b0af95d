import * as oauth from 'oauth4webapi'
import { z } from 'zod'
import type { Host, SignIn } from '../../channel.ts'
import { ChannelFailure } from '../../channel.ts'
import { profileOf, whoAmI } from '../act/index.ts'
import { clientAt, credentialFrom, oauthFailure, originOf, partiesOf, throughDoor } from '../api/index.ts'
import { application, metadata } from '../wire/wire.ts'
import { serverAt } from './server.ts'

const asks = z.object({
  server: z
    .string()
    .min(3)
    .max(500)
    .meta({ title: 'channel.mastodon.server', description: 'channel.mastodon.server.ask' }),
})

const pendingShape = z.object({
  server: z.string(),
  issuer: z.string(),
  tokenEndpoint: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  redirectUri: z.string(),
  scopes: z.array(z.string()),
  state: z.string(),
  verifier: z.string().optional(),
})

/** The least that each kind of account needs; older servers know only the broad ones. */
export interface Scopes {
  narrow: string[]
  broad: string[]
}

/**
 * Signing in on a person's own server: an application is made there for this sign-in, its secret kept with the
 * credential; PKCE where the server knows it.
 */
export function signInFor<C>(scopes: Scopes, configOf: (server: string) => C): SignIn<C> {
  return {
    asks,
    async start(asked, way, host) {
      const { server: input } = asks.parse(asked)
      const { origin } = await serverAt(input, host)
      const known = await metadataOf(origin, host)
      const granted = scopes.narrow.every((scope) => known.scopes.includes(scope))
        ? scopes.narrow
        : scopes.broad
      const app = await register(origin, granted, way, host)
      const verifier = known.pkce ? oauth.generateRandomCodeVerifier() : undefined
      const url = new URL(known.authorize)
      url.searchParams.set('response_type', 'code')
      url.searchParams.set('client_id', app.client_id)
      url.searchParams.set('redirect_uri', way.redirectUri)
      url.searchParams.set('scope', granted.join(' '))
      url.searchParams.set('state', way.state)
      if (verifier) {
        url.searchParams.set('code_challenge', await oauth.calculatePKCECodeChallenge(verifier))
        url.searchParams.set('code_challenge_method', 'S256')
      }
      const pending: z.output<typeof pendingShape> = {
        server: origin,
        issuer: known.issuer,
        tokenEndpoint: known.token,
        clientId: app.client_id,
        clientSecret: app.client_secret,
        redirectUri: way.redirectUri,
        scopes: granted,
        state: way.state,
        ...(verifier ? { verifier } : {}),
      }
      return { url: url.href, pending }
    },
    async finish(kept, answer, host) {
      const pending = pendingShape.parse(kept)
      const token = await exchange(pending, answer, host)
      const { clientId, clientSecret, tokenEndpoint, server } = pending
      const credential = credentialFrom(
        token,
        { clientId, clientSecret, tokenEndpoint },
        host,
        pending.scopes,
      )
      const client = clientAt(server, token.access_token, host)
      const { instance } = await serverAt(server, host)
      const profile = profileOf(await whoAmI(client), instance)
      return { name: `@${profile.id}`, config: configOf(server), credential, profile }
    },
  }
}

async function exchange(pending: z.output<typeof pendingShape>, answer: Record<string, string>, host: Host) {
  const { server, client } = partiesOf(pending)
  try {
    const params = oauth.validateAuthResponse(server, client, new URLSearchParams(answer), pending.state)
    const reply = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(pending.clientSecret),
      params,
      pending.redirectUri,
      pending.verifier ?? oauth.nopkce,
      throughDoor(host),
    )
    return await oauth.processAuthorizationCodeResponse(server, client, reply)
  } catch (error) {
    throw oauthFailure(error)
  }
}

interface Endpoints {
  issuer: string
  authorize: string
  token: string
  scopes: string[]
  pkce: boolean
}

/** RFC 8414 since Mastodon 4.3; the same paths as ever elsewhere. Endpoints of another origin are not believed. */
async function metadataOf(origin: string, host: Host): Promise<Endpoints> {
  const answer = await clientAt(origin, '', host).offered('/.well-known/oauth-authorization-server')
  const said = metadata.safeParse(answer?.json).data
  const own = (url: string | null | undefined, path: string) =>
    url && URL.parse(url)?.origin === origin ? url : `${origin}${path}`
  return {
    issuer: said?.issuer ?? origin,
    authorize: own(said?.authorization_endpoint, '/oauth/authorize'),
    token: own(said?.token_endpoint, '/oauth/token'),
    scopes: said?.scopes_supported ?? [],
    pkce: said?.code_challenge_methods_supported.includes('S256') ?? false,
  }
}

async function register(
  origin: string,
  scopes: string[],
  { redirectUri, clientUrl }: { redirectUri: string; clientUrl: string },
  host: Host,
) {
  const json = {
    client_name: 'Veillée',
    redirect_uris: redirectUri,
    scopes: scopes.join(' '),
    website: originOf(clientUrl),
  }
  const answer = await clientAt(origin, '', host).call('/api/v1/apps', { method: 'POST', json })
  const read = application.safeParse(answer.json)
  if (read.success) return read.data
  throw new ChannelFailure({ kind: 'bad-response', detail: 'mastodon.no-oauth' })
}
