import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Repo, World } from './bluesky-world.ts'

interface Grant {
  did: string
  clientId: string
  redirectUri: string
  challenge: string
  /** Thumbprint of the key that everything is bound to. */
  key: string
  state: string
}

class Unproven extends Error {
  status: number
  headers: Record<string, string>
  constructor(status: number, error: string, headers: Record<string, string> = {}) {
    super(JSON.stringify({ error, error_description: error }))
    this.status = status
    this.headers = headers
  }
}

/** OAuth as the AT protocol wants it: each request proves its key, with the server's own number of the moment. */
export class BlueskyOauth {
  readonly #world: World
  /** Changes when told to: the next request is then asked to prove itself with the new one. */
  nonce = 'n-1'
  /** What people are asked to agree to, by the address they are sent to. */
  readonly #pushed = new Map<string, Grant>()
  readonly #codes = new Map<string, Grant>()
  readonly #tokens = new Map<string, Grant & { kind: 'access' | 'refresh' }>()
  /** Sign-ins taken back. */
  readonly revoked = new Set<string>()
  scope = 'atproto transition:generic'
  refreshes = 0

  constructor(world: World) {
    this.#world = world
  }

  headers(): Record<string, string> {
    return { 'dpop-nonce': this.nonce }
  }

  expire(refresh: boolean): void {
    for (const [token, { kind }] of this.#tokens) if (kind === 'access' || refresh) this.#tokens.delete(token)
  }

  /** The person agrees on the page at `url`; answers what the browser brings back. */
  agree(url: string, issuer: string, as?: Repo): Record<string, string> {
    const asked = new URL(url).searchParams
    const grant = this.#pushed.get(asked.get('request_uri') ?? '')
    if (!grant || grant.clientId !== asked.get('client_id'))
      throw new Error('nothing was pushed for this address')
    const code = randomBytes(12).toString('hex')
    this.#codes.set(code, { ...grant, did: as?.did ?? grant.did })
    return { code, state: grant.state, iss: issuer }
  }

  /** Who holds the token of this request, provided that it proves its key. */
  holder(request: IncomingMessage, url: string): Repo {
    const token = (request.headers.authorization ?? '').slice(5)
    const challenge = { 'www-authenticate': 'DPoP error="invalid_token"' }
    const grant = this.#tokens.get(token)
    const key = this.#proof(request, url, 401, token)
    const repo = this.#world.repoOf(grant?.did)
    if (!grant || !repo || grant.kind !== 'access' || grant.key !== key || this.revoked.has(grant.did))
      throw new Unproven(401, 'invalid_token', { ...challenge, ...this.headers() })
    return repo
  }

  async answer(
    { request, url, body }: { request: IncomingMessage; url: URL; body: Buffer },
    issuer: string,
  ): Promise<unknown> {
    const form = new URLSearchParams(body.toString())
    switch (url.pathname) {
      case '/.well-known/oauth-protected-resource':
        return { resource: issuer, authorization_servers: [issuer] }
      case '/.well-known/oauth-authorization-server':
        return {
          issuer,
          authorization_endpoint: `${issuer}/oauth/authorize`,
          token_endpoint: `${issuer}/oauth/token`,
          pushed_authorization_request_endpoint: `${issuer}/oauth/par`,
          require_pushed_authorization_requests: true,
          authorization_response_iss_parameter_supported: true,
          code_challenge_methods_supported: ['S256'],
          dpop_signing_alg_values_supported: ['ES256'],
        }
      case '/oauth/par':
        return this.#push(form, this.#proof(request, issuer, 400))
      case '/oauth/token':
        return this.#tokensFor(form, this.#proof(request, issuer, 400))
      default:
        return undefined
    }
  }

  #push(form: URLSearchParams, key: string) {
    const take = (name: string) => form.get(name) ?? ''
    if (take('code_challenge_method') !== 'S256') throw new Unproven(400, 'invalid_request')
    const uri = `urn:ietf:params:oauth:request_uri:${randomBytes(8).toString('hex')}`
    this.#pushed.set(uri, {
      did: this.#world.repoOf(take('login_hint'))?.did ?? '',
      clientId: take('client_id'),
      redirectUri: take('redirect_uri'),
      challenge: take('code_challenge'),
      state: take('state'),
      key,
    })
    return { request_uri: uri, expires_in: 299 }
  }

  #tokensFor(form: URLSearchParams, key: string) {
    const isRefresh = form.get('grant_type') === 'refresh_token'
    const token = form.get(isRefresh ? 'refresh_token' : 'code') ?? ''
    const grant = isRefresh ? this.#tokens.get(token) : this.#codes.get(token)
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const sound =
      grant && grant.key === key && grant.clientId === form.get('client_id') && !this.revoked.has(grant.did)
    const bound =
      isRefresh || (grant?.challenge === verifier && grant.redirectUri === form.get('redirect_uri'))
    if (!sound || !bound) throw new Unproven(400, 'invalid_grant', this.headers())
    this.#codes.delete(token)
    this.#tokens.delete(token)
    if (isRefresh) this.refreshes++
    const make = (kind: 'access' | 'refresh') => {
      const made = `${kind}-${randomBytes(12).toString('hex')}`
      this.#tokens.set(made, { ...grant, kind })
      return made
    }
    return {
      access_token: make('access'),
      refresh_token: make('refresh'),
      token_type: 'DPoP',
      expires_in: 3600,
      scope: this.scope,
      sub: grant.did,
    }
  }

  /** Thumbprint of the key that signed the proof, which must be about this very request. */
  #proof(request: IncomingMessage, origin: string, status: number, token?: string): string {
    const [head = '', claims = '', signature = ''] = String(request.headers.dpop).split('.')
    const { jwk, typ, alg } = read(head)
    const { htm, htu, nonce, ath } = read(claims)
    const target = new URL(request.url ?? '', origin)
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    const bytes = Buffer.from(signature, 'base64url')
    const signed = verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      { key, dsaEncoding: 'ieee-p1363' },
      bytes,
    )
    const hash = token && createHash('sha256').update(token).digest('base64url')
    const about =
      htm === request.method && htu === target.origin + target.pathname && ath === (hash || undefined)
    if (!signed || !about || typ !== 'dpop+jwt' || alg !== 'ES256')
      throw new Unproven(status, 'invalid_dpop_proof')
    if (nonce !== this.nonce)
      throw new Unproven(status, 'use_dpop_nonce', {
        ...this.headers(),
        ...(status === 401 && { 'www-authenticate': 'DPoP error="use_dpop_nonce"' }),
      })
    const { crv, kty, x, y } = jwk
    return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
  }
}

// biome-ignore lint/suspicious/noExplicitAny: claims of a token, checked where they are used.
function read(part: string): any {
  return JSON.parse(Buffer.from(part, 'base64url').toString() || '{}')
}
