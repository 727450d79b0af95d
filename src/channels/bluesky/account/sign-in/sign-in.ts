import * as oauth from 'oauth4webapi'
import { z } from 'zod'
import type { Host, SignIn } from '../../../channel.ts'
import { type AccountConfig, type Asked, asks, config } from '../config.ts'
import { agentWith } from '../reach/agent.ts'
import { refuse } from '../reach/failure.ts'
import { identityOf } from '../reach/identity.ts'
import { credentialOf, type OauthSecret } from '../reach/secret.ts'
import { profileOf } from '../read/profile.ts'
import { clientDocument, clientIdOf, clientOf, numbered, SCOPE } from './client.ts'
import { newKey, proverOf } from './proof.ts'
import { withTokens } from './refresh.ts'
import { issuerOf, serverAt } from './server.ts'
import { oauthFailure, way as wayTo, withNonce } from './wire.ts'

const left = z.object({
  asked: asks,
  did: z.string(),
  handle: z.string().optional(),
  pds: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  redirectUri: z.string(),
  verifier: z.string(),
  state: z.string(),
  key: z.object({ private: z.record(z.string(), z.unknown()), public: z.record(z.string(), z.unknown()) }),
})
type Left = z.output<typeof left>

/** OAuth as the AT protocol wants it: pushed requests, PKCE, tokens bound to a key, clients known by a document. */
export const signIn: SignIn<AccountConfig> = {
  asks,
  async start(asked, way, host) {
    const wanted = asks.parse(asked)
    const { did, handle, pds } = await identityOf(wanted, host)
    const redirectUri = numbered(way.redirectUri)
    const pending: Left = {
      asked: wanted,
      did,
      ...(handle && { handle }),
      pds,
      issuer: await issuerOf(pds, host),
      clientId: clientIdOf({ ...way, redirectUri }),
      redirectUri,
      verifier: oauth.generateRandomCodeVerifier(),
      state: way.state,
      key: await newKey(),
    }
    return { url: await push(pending, host), pending: { ...pending } }
  },
  async finish(pending, answer, host) {
    const from = left.parse(pending)
    const secret = await exchange(from, answer, host)
    const agent = agentWith(secret, host)
    const profile = await profileOf(agent)
    const chosen: Asked = { ...from.asked, identifier: secret.identifier }
    const name = profile.handle ? `@${profile.handle}` : from.did
    return { name, config: config.parse(chosen), credential: credentialOf(secret), profile }
  },
  client: clientDocument,
}

/** Hands the request to the server beforehand; the address to send the person to names it only. */
async function push(pending: Left, host: Host): Promise<string> {
  const server = await serverAt(pending.issuer, host)
  const client = clientOf(pending.clientId)
  const DPoP = await proverOf(pending.key, pending.clientId)
  const parameters = new URLSearchParams({
    response_type: 'code',
    redirect_uri: pending.redirectUri,
    scope: SCOPE,
    state: pending.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    login_hint: pending.asked.identifier,
  })
  try {
    const pushed = await withNonce(async () => {
      const options = { DPoP, ...wayTo(pending.issuer, host) }
      const reply = await oauth.pushedAuthorizationRequest(server, client, oauth.None(), parameters, options)
      return oauth.processPushedAuthorizationResponse(server, client, reply)
    })
    const url = new URL(server.authorization_endpoint ?? '')
    url.searchParams.set('client_id', pending.clientId)
    url.searchParams.set('request_uri', pushed.request_uri)
    return url.href
  } catch (error) {
    throw oauthFailure(error)
  }
}

/** The code becomes tokens; they are taken only where they are those of the account that was asked for. */
async function exchange(from: Left, answer: Record<string, string>, host: Host): Promise<OauthSecret> {
  const server = await serverAt(from.issuer, host)
  const client = clientOf(from.clientId)
  const DPoP = await proverOf(from.key, from.clientId)
  const options = { DPoP, ...wayTo(from.issuer, host) }
  let tokens: oauth.TokenEndpointResponse
  try {
    const code = oauth.validateAuthResponse(server, client, new URLSearchParams(answer), from.state)
    tokens = await withNonce(async () => {
      const { redirectUri, verifier } = from
      const reply = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        code,
        redirectUri,
        verifier,
        options,
      )
      return oauth.processAuthorizationCodeResponse(server, client, reply)
    })
  } catch (error) {
    throw oauthFailure(error)
  }
  if (tokens.sub !== from.did) throw refuse('another-account')
  if (!tokens.scope?.split(' ').includes('atproto')) throw refuse('scope-missing')
  const { did, pds, issuer, clientId, key, asked } = from
  const bound = { kind: 'oauth' as const, identifier: asked.identifier, did, pds, issuer, clientId, key }
  return withTokens(bound, tokens, host)
}
