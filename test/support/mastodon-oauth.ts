import { createHash, randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { World } from './mastodon-world.ts'

interface Grant {
  token: string
  clientId: string
  redirectUri: string
  challenge: string | null
  scope: string
}

export interface Grants {
  apps: Map<string, { secret: string; redirectUri: string; scopes: string }>
  codes: Map<string, Grant>
  /** The person says no. */
  deny: boolean
  /** Seconds that a token lives; a refresh token comes with it then, good for one renewal. */
  expiresIn?: number
  /** Tokens given since, by what they stand for; those that died stand for nothing. */
  issued: Map<string, string | undefined>
  refresh: Map<string, string>
  renewals: number
  /** How a renewal is answered. */
  renewal?: 'revoked' | 'empty' | 'down'
}

const SCOPES = ['profile', 'read', 'write', 'follow', 'push'].concat(
  ['accounts', 'notifications', 'search', 'statuses'].map((one) => `read:${one}`),
  ['blocks', 'favourites', 'media', 'mutes', 'statuses'].map((one) => `write:${one}`),
)

export function metadata(url: string) {
  return {
    issuer: `${url}/`,
    authorization_endpoint: `${url}/oauth/authorize`,
    token_endpoint: `${url}/oauth/token`,
    scopes_supported: SCOPES,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'client_credentials'],
    app_registration_endpoint: `${url}/api/v1/apps`,
  }
}

export function register(grants: Grants, body: Buffer) {
  const said = JSON.parse(body.toString())
  const id = randomBytes(12).toString('hex')
  const app = {
    secret: randomBytes(12).toString('hex'),
    redirectUri: String(said.redirect_uris),
    scopes: String(said.scopes),
  }
  grants.apps.set(id, app)
  return {
    id: '1',
    name: said.client_name,
    client_id: id,
    client_secret: app.secret,
    redirect_uri: app.redirectUri,
  }
}

/** The person whose name stands in `login_hint` (here: the first of the server) says yes at once. */
export function authorize(grants: Grants, world: World, url: URL, response: ServerResponse): void {
  const asked = url.searchParams
  const app = grants.apps.get(asked.get('client_id') ?? '')
  const redirectUri = asked.get('redirect_uri') ?? ''
  if (!app || app.redirectUri !== redirectUri) return void response.writeHead(400).end('no such application')
  const back = new URL(redirectUri)
  back.searchParams.set('state', asked.get('state') ?? '')
  if (grants.deny) {
    back.searchParams.set('error', 'access_denied')
    back.searchParams.set(
      'error_description',
      'The resource owner or authorization server denied the request.',
    )
  } else {
    const code = randomBytes(16).toString('hex')
    const token = world.people.find(({ domain }) => !domain)?.token ?? ''
    const [clientId = '', scope = ''] = [asked.get('client_id') ?? '', asked.get('scope') ?? '']
    grants.codes.set(code, { token, clientId, redirectUri, scope, challenge: asked.get('code_challenge') })
    back.searchParams.set('code', code)
  }
  response.writeHead(302, { location: back.href }).end()
}

const INVALID = {
  status: 400,
  json: {
    error: 'invalid_grant',
    error_description: 'The provided authorization grant is invalid, expired, or revoked.',
  },
}

/** A token and what renews it, where tokens end here; else the person's own, which lives until it is revoked. */
function given(grants: Grants, token: string, scope: string) {
  const answer = { token_type: 'Bearer', scope, created_at: Math.floor(Date.now() / 1000) }
  if (grants.expiresIn === undefined) return { access_token: token, ...answer }
  const serial = randomBytes(8).toString('hex')
  grants.issued.set(`access-${serial}`, token)
  grants.refresh.set(`refresh-${serial}`, token)
  return {
    access_token: `access-${serial}`,
    refresh_token: `refresh-${serial}`,
    expires_in: grants.expiresIn,
    ...answer,
  }
}

function renewed(grants: Grants, said: URLSearchParams): { status: number; json: unknown } {
  grants.renewals++
  if (grants.renewal === 'down') return { status: 503, json: { error: 'temporarily_unavailable' } }
  const refresh = said.get('refresh_token') ?? ''
  const token = grants.refresh.get(refresh)
  const app = grants.apps.get(said.get('client_id') ?? '')
  if (grants.renewal === 'revoked' || !token || app?.secret !== said.get('client_secret')) return INVALID
  if (grants.renewal === 'empty') return { status: 200, json: { access_token: '', token_type: 'Bearer' } }
  grants.refresh.delete(refresh)
  return { status: 200, json: given(grants, token, app.scopes) }
}

export function tokenFor(grants: Grants, body: Buffer, pkce: boolean): { status: number; json: unknown } {
  const said = new URLSearchParams(body.toString())
  if (said.get('grant_type') === 'refresh_token') return renewed(grants, said)
  const code = said.get('code') ?? ''
  const grant = grants.codes.get(code)
  // A code is worth one token.
  grants.codes.delete(code)
  const app = grants.apps.get(said.get('client_id') ?? '')
  const verifier = createHash('sha256')
    .update(said.get('code_verifier') ?? '')
    .digest('base64url')
  const fits =
    grant &&
    app &&
    app.secret === said.get('client_secret') &&
    grant.clientId === said.get('client_id') &&
    grant.redirectUri === said.get('redirect_uri') &&
    (!pkce || grant.challenge === verifier)
  return fits ? { status: 200, json: given(grants, grant.token, grant.scope) } : INVALID
}
