import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { type Channel, ChannelFailure } from '../../src/channels/index.ts'

export interface OauthServer {
  url: string
  /** Who stands before its page; the next to sign in. */
  person: { id: string; handle: string }
  /** What the token endpoint does next, once. */
  fault: 'none' | 'empty' | 'refuse' | 'cut'
  /** Access tokens that it accepts. */
  alive: Set<string>
  /** Each code exchanged, with what was sent for it. */
  exchanges: Record<string, string>[]
  /** What a browser does at its page: agrees, and is sent back. */
  agree(pageUrl: string): URL
  close(): void
}

/** An authorization server as strict as the specification lets it be: one redirect, PKCE by S256, codes once. */
export async function startOauth(redirectUri: string): Promise<OauthServer> {
  const codes = new Map<string, { challenge: string; person: OauthServer['person'] }>()
  const people = new Map<string, OauthServer['person']>()
  const http = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const asked = Object.fromEntries(new URLSearchParams(body))
    const say = (status: number, value: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (request.url === '/me') {
      const person = people.get(request.headers.authorization?.replace('Bearer ', '') ?? '')
      return person ? say(200, person) : say(401, { error: 'invalid_token' })
    }
    server.exchanges.push(asked)
    const fault = server.fault
    server.fault = 'none'
    if (fault === 'cut') return response.destroy()
    if (fault === 'refuse') return say(400, { error: 'invalid_grant' })
    if (fault === 'empty') return say(200, { access_token: '', refresh_token: ' ' })
    const code = codes.get(asked.code ?? '')
    codes.delete(asked.code ?? '')
    const challenge = createHash('sha256')
      .update(asked.code_verifier ?? '')
      .digest('base64url')
    if (!code || code.challenge !== challenge || asked.redirect_uri !== redirectUri) {
      return say(400, { error: 'invalid_grant' })
    }
    const token = randomBytes(12).toString('hex')
    server.alive.add(token)
    people.set(token, code.person)
    say(200, { access_token: token, refresh_token: randomBytes(12).toString('hex'), expires_in: 864_000 })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const server: OauthServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    person: { id: 'acct:ana', handle: 'ana' },
    fault: 'none',
    alive: new Set(),
    exchanges: [],
    agree(pageUrl) {
      const page = new URL(pageUrl)
      const asked = (name: string) => page.searchParams.get(name) ?? ''
      if (asked('redirect_uri') !== redirectUri) throw new Error('this client may not be sent back there')
      if (asked('code_challenge_method') !== 'S256') throw new Error('no PKCE')
      const code = randomBytes(12).toString('hex')
      codes.set(code, { challenge: asked('code_challenge'), person: server.person })
      const back = new URL(redirectUri)
      back.searchParams.set('code', code)
      back.searchParams.set('state', asked('state'))
      return back
    },
    close: () => http.close(),
  }
  return server
}

/** A network that is joined by that server's page. */
export function oauthChannel(server: () => OauthServer): Channel {
  return {
    id: 'oauth',
    name: 'Oauth',
    config: z.object({ server: z.url(), note: z.string().default('') }) as z.ZodType<unknown>,
    limits: { text: 500, media: 4 },
    inbox: true,
    every: 60,
    // biome-ignore lint/correctness/useYield: it reads nothing, or finds its token dead
    async *pull(account, host) {
      const secret = (await host.credential?.get())?.secret
      if (!server().alive.has(String(secret?.access))) {
        throw new ChannelFailure({ kind: 'token-dead', detail: account.name })
      }
    },
    reply: async () => {
      throw new ChannelFailure({ kind: 'refused', detail: 'no' })
    },
    signIn: {
      asks: z.strictObject({ server: z.url() }),
      async start(asked, { redirectUri, state }) {
        const verifier = randomBytes(32).toString('base64url')
        const page = new URL(`${asked.server}/authorize`)
        page.searchParams.set('redirect_uri', redirectUri)
        page.searchParams.set('state', state)
        page.searchParams.set('code_challenge', createHash('sha256').update(verifier).digest('base64url'))
        page.searchParams.set('code_challenge_method', 'S256')
        return { url: page.href, pending: { verifier, redirectUri, server: asked.server } }
      },
      async finish(pending, answer, host) {
        const body = new URLSearchParams({
          code: answer.code ?? '',
          code_verifier: String(pending.verifier),
          redirect_uri: String(pending.redirectUri),
        }).toString()
        const tokens = await json(host, `${pending.server}/token`, { method: 'POST', body })
        const access = String(tokens.access_token)
        const headers = { authorization: `Bearer ${access}` }
        const me = access ? await json(host, `${pending.server}/me`, { headers }) : { id: 'acct:ana' }
        const [id, handle] = [String(me.id), String(me.handle)]
        return {
          name: handle,
          config: { server: String(pending.server), note: '' },
          credential: {
            secret: { access, refresh: tokens.refresh_token },
            expires: new Date(host.now().getTime() + Number(tokens.expires_in) * 1000),
          },
          profile: { id, handle },
        }
      },
      client: (publicUrl, way) => ({ client_id: way.clientUrl, redirect_uris: [way.redirectUri], publicUrl }),
    },
  }
}

type HostOf = Parameters<NonNullable<Channel['signIn']>['finish']>[2]

async function json(host: HostOf, url: string, request: Parameters<HostOf['http']['request']>[1]) {
  const answer = await host.http.request(url, request).catch((cause) => {
    throw new ChannelFailure({ kind: 'unreachable', detail: 'cut' }, { cause })
  })
  if (answer.status !== 200) throw new ChannelFailure({ kind: 'refused', detail: String(answer.status) })
  return JSON.parse(new TextDecoder().decode(answer.body)) as Record<string, unknown>
}
