import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BlueskyOauth } from './bluesky-oauth.ts'
import { type Repo, World, type Written } from './bluesky-world.ts'

/** What goes wrong with one request that asks for something to be done. */
export type Fault =
  | 'timeout-after-acceptance'
  | 'timeout-before-acceptance'
  | '500-after-acceptance'
  | '500-before-acceptance'
  | 'cut-mid-body'
  | 'cut-after-acceptance'
  | 'nonsense-after-acceptance'
  | 'refuse-connection'
  | 'token-dies'
  | 'refuse'
  | 'rate-limit'
  | 'kill-before-acceptance'
  | 'kill-after-acceptance'

/** `poor`: does not know `swapRecord`, tells no limits, shows fewer at a time than it is asked for. */
export type Character = 'full' | 'poor'

export interface BlueskyServer {
  url: string
  world: World
  oauth: BlueskyOauth
  /** What happens to the `n`th request (from 1) about `marker`: a text, `like:<uri>`, `repost:<uri>`, `delete:<uri>`. */
  fault(marker: string, n: number): Fault | undefined
  faults: {
    /** Each notification comes so many times. */
    copies: number
    /** Milliseconds by which lists are behind the network's clock. */
    lateVisibility: number
    /** Answers of 429 to everything. */
    limited: boolean
    /** Answers to `refreshSession` and `createSession` have no tokens in them. */
    emptyTokens: boolean
    /** Nothing stands behind the account's server that could be searched. */
    noSearch: boolean
  }
  /** How often each marker was truly accepted. */
  accepted: Map<string, number>
  accounts: Repo[]
  /** Requests by method. */
  requests: Map<string, number>
  blobs: { mediaType: string; bytes: number }[]
  /** Access tokens given so far die; the refresh tokens with them where told so, and app passwords. */
  expire(what?: { refresh?: boolean; passwords?: boolean }): void
  onKill?: (userAgent: string) => void
  close(): Promise<void>
}

interface Asked {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  params: URLSearchParams
  body: Buffer
  json: Record<string, unknown>
  me: Repo
}

class Refusal extends Error {
  status: number
  constructor(error: string, message = error, status = 400) {
    super(JSON.stringify({ error, message }))
    this.status = status
  }
}

const never = new Promise<never>(() => undefined)

/** A personal data server, what shows it to people, and the directory, in one and on loopback; as bad as it is told. */
export async function startBluesky(
  options: { character?: Character; port?: number } = {},
): Promise<BlueskyServer> {
  const { character = 'full', port = 0 } = options
  const world = new World()
  const tokens = new Map<string, { did: string; kind: 'access' | 'refresh' }>()
  const dead = new Set<string>()
  const tries = new Map<string, number>()
  let serial = 0
  const server: BlueskyServer = {
    url: '',
    world,
    oauth: new BlueskyOauth(world),
    fault: () => undefined,
    faults: { copies: 1, lateVisibility: 0, limited: false, emptyTokens: false, noSearch: false },
    accepted: new Map(),
    accounts: world.repos,
    requests: new Map(),
    blobs: [],
    expire({ refresh = false, passwords = false } = {}) {
      for (const [token, { kind }] of tokens) if (kind === 'access' || refresh) tokens.delete(token)
      for (const { did } of world.repos) if (passwords) dead.add(did)
      server.oauth.expire(refresh)
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }

  function session(did: string) {
    if (server.faults.emptyTokens) return { did, accessJwt: '', refreshJwt: '' }
    const make = (kind: 'access' | 'refresh') => {
      const claims = { sub: did, n: ++serial, exp: Math.floor(world.clock.getTime() / 1000) + 7_200 }
      const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${kind}`
      tokens.set(token, { did, kind })
      return token
    }
    return { did, accessJwt: make('access'), refreshJwt: make('refresh') }
  }

  function bearer(request: IncomingMessage, kind: 'access' | 'refresh'): Repo {
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
    if (scheme === 'DPoP') return awake(server.oauth.holder(request, server.url))
    const known = tokens.get(token)
    const repo = world.repoOf(known?.did)
    if (!repo || known?.kind !== kind) throw new Refusal('ExpiredToken', 'Token has expired')
    return awake(repo)
  }

  function awake(repo: Repo): Repo {
    if (repo.status === 'deactivated') throw new Refusal('AccountDeactivated', 'Account is deactivated', 401)
    if (repo.status === 'takendown') throw new Refusal('AccountTakedown', 'Account has been taken down', 401)
    return repo
  }

  const face = ({ did, handle, name }: Repo) => ({ did, handle, displayName: name, viewer: {} })

  function shownPost(uri: string, me: Repo) {
    const record = world.at(uri)
    const author = world.repoOf(uri.split('/')[2])
    if (!record || !author || author.status) return []
    const mine = (kind: string) =>
      [...me.records].find(
        ([key, { value }]) =>
          key.startsWith(`app.bsky.feed.${kind}/`) && (value.subject as { uri: string }).uri === uri,
      )?.[1].uri
    const viewer = {
      like: mine('like'),
      repost: mine('repost'),
      replyDisabled: record.value.text === 'nobody answers this' ? true : undefined,
    }
    const { cid, value, at } = record
    return [{ uri, cid, author: face(author), record: value, indexedAt: at.toISOString(), viewer }]
  }

  const queries: Record<string, (asked: Asked) => unknown> = {
    'app.bsky.actor.getProfile': ({ params }) => {
      const repo = world.repoOf(params.get('actor'))
      if (!repo) throw new Refusal('InvalidRequest', 'Profile not found')
      return face(repo)
    },
    'app.bsky.feed.getPosts': ({ params, me }) => {
      const uris = params.getAll('uris')
      if (uris.length > 25) throw new Refusal('InvalidRequest', 'too many uris')
      return { posts: uris.flatMap((uri) => shownPost(uri, me)) }
    },
    'app.bsky.notification.listNotifications': ({ params, me }) => {
      const before = Date.parse(params.get('cursor') ?? '') || Number.POSITIVE_INFINITY
      const until = world.clock.getTime() - server.faults.lateVisibility
      const most = character === 'poor' ? 10 : Number(params.get('limit') ?? 50)
      const list = world.told
        .filter(
          ({ to, sort, record }) => to === me.did && sort.getTime() < before && record.at.getTime() <= until,
        )
        .sort((a, b) => b.sort.getTime() - a.sort.getTime())
        .slice(0, most)
      const notifications = list.flatMap(({ reason, by, record, sort }) => {
        const { uri, cid, value } = record
        const one = {
          uri,
          cid,
          author: face(by),
          reason,
          record: value,
          isRead: false,
          indexedAt: sort.toISOString(),
        }
        return Array.from({ length: server.faults.copies }, () => one)
      })
      return { notifications, cursor: list.at(-1)?.sort.toISOString(), priority: false }
    },
    // Newest first; a cursor is a number, as the real one's.
    'app.bsky.feed.searchPosts': ({ params, me }) => {
      if (server.faults.noSearch) throw new Refusal('MethodNotImplemented', 'Method Not Implemented', 501)
      const words = [...(params.get('q') ?? '').matchAll(/"([^"]*)"|(\S+)/g)].map((m) =>
        (m[1] ?? m[2] ?? '').trim(),
      )
      const since = Date.parse(params.get('since') ?? '') || 0
      const until = world.clock.getTime() - server.faults.lateVisibility
      const hits = world.repos
        .flatMap(({ records }) => [...records].filter(([key]) => key.startsWith('app.bsky.feed.post/')))
        .map(([, record]) => record)
        .filter(({ value, at }) => at.getTime() >= since && at.getTime() <= until && holds(value, words))
        .sort((a, b) => b.at.getTime() - a.at.getTime())
      const start = Number(params.get('cursor') ?? 0)
      const most = character === 'poor' ? 10 : Number(params.get('limit') ?? 25)
      const posts = hits.slice(start, start + most).flatMap(({ uri }) => shownPost(uri, me))
      const next = start + most < hits.length ? String(start + most) : undefined
      return { posts, cursor: next, hitsTotal: hits.length }
    },
    'com.atproto.repo.listRecords': ({ params }) => {
      const repo = world.repoOf(params.get('repo'))
      const prefix = `${params.get('collection')}/`
      const before = params.get('cursor')
      const list = [...(repo?.records ?? [])]
        .filter(([key]) => key.startsWith(prefix) && (!before || key.slice(prefix.length) < before))
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .slice(0, Number(params.get('limit') ?? 50))
      const records = list.map(([, { uri, cid, value }]) => ({ uri, cid, value }))
      return { records, cursor: list.at(-1)?.[0].slice(prefix.length) }
    },
  }

  const open: Record<string, (asked: Asked) => unknown> = {
    'com.atproto.identity.resolveHandle': ({ params }) => {
      const repo = world.repoOf(params.get('handle'))
      if (!repo) throw new Refusal('InvalidRequest', 'Unable to resolve handle')
      return { did: repo.did }
    },
    'com.atproto.repo.getRecord': ({ params }) => {
      if (!world.repoOf(params.get('repo'))) throw new Refusal('RepoNotFound')
      const there = world.at(
        `at://${['repo', 'collection', 'rkey'].map((name) => params.get(name)).join('/')}`,
      )
      if (!there) throw new Refusal('RecordNotFound', 'Could not locate record')
      return { uri: there.uri, cid: there.cid, value: there.value }
    },
    'com.atproto.server.createSession': ({ json }) => {
      const repo = world.repoOf(json.identifier)
      if (!repo || repo.password !== json.password || dead.has(repo.did))
        throw new Refusal('AuthenticationRequired', 'Invalid identifier or password', 401)
      if (repo.status === 'takendown')
        throw new Refusal('AccountTakedown', 'Account has been taken down', 401)
      return { ...session(repo.did), active: !repo.status, status: repo.status }
    },
    'com.atproto.server.refreshSession': ({ request }) => {
      const repo = bearer(request, 'refresh')
      // As the real one: a refresh token serves once.
      tokens.delete((request.headers.authorization ?? '').slice(7))
      return session(repo.did)
    },
  }

  const procedures: Record<string, { marker(asked: Asked): string; run(asked: Asked): unknown }> = {
    'com.atproto.repo.putRecord': {
      marker: ({ json }) => markerOf(json),
      run: ({ json, me }) => {
        const { collection, rkey, record, swapRecord } = json as Record<string, string>
        const value = record as unknown as Record<string, unknown>
        if (json.repo !== me.did) throw new Refusal('InvalidRequest', 'not your repository')
        const there = me.records.get(`${collection}/${rkey}`)
        if (there && JSON.stringify(there.value) === JSON.stringify(value)) return there
        const swaps = swapRecord !== undefined && swapRecord !== (there?.cid ?? null)
        if (swaps && typeof swapRecord === 'string') throw new Refusal('InvalidSwap', 'Record was elsewhere')
        if (there && swapRecord === null && character === 'full')
          throw new Refusal('InvalidSwap', `Record was at ${there.cid}`)
        count(markerOf(json))
        return world.put(me, String(collection), String(rkey), value)
      },
    },
    'com.atproto.repo.deleteRecord': {
      marker: ({ json }) => `delete:at://${json.repo}/${json.collection}/${json.rkey}`,
      run: ({ json, me }) => {
        if (json.repo !== me.did) throw new Refusal('InvalidRequest', 'not your repository')
        const uri = `at://${json.repo}/${json.collection}/${json.rkey}`
        if (world.at(uri)) count(`delete:${uri}`)
        world.remove(uri)
        return {}
      },
    },
    ...Object.fromEntries(
      (['muteActor', 'unmuteActor'] as const).map((act) => [
        `app.bsky.graph.${act}`,
        {
          marker: ({ json }: Asked) => `${act}:${json.actor}`,
          run({ json, me }: Asked) {
            count(`${act}:${json.actor}`)
            if (act === 'muteActor') world.muted.add(`${me.did} ${json.actor}`)
            else world.muted.delete(`${me.did} ${json.actor}`)
            return {}
          },
        },
      ]),
    ),
    'com.atproto.repo.uploadBlob': {
      marker: () => 'blob',
      run: ({ request, body }) => {
        const mediaType = String(request.headers['content-type'])
        server.blobs.push({ mediaType, bytes: body.length })
        const ref = { $link: `bafkrei${server.blobs.length}` }
        return { blob: { $type: 'blob', ref, mimeType: mediaType, size: body.length } }
      },
    },
  }

  function count(marker: string): void {
    server.accepted.set(marker, (server.accepted.get(marker) ?? 0) + 1)
  }

  /** Does what was asked, or what is to go wrong. */
  async function act(asked: Asked, { marker, run }: (typeof procedures)[string]): Promise<unknown> {
    const about = marker(asked)
    const n = (tries.get(about) ?? 0) + 1
    tries.set(about, n)
    const fault = server.fault(about, n)
    const worker = String(asked.request.headers['user-agent'])
    const { socket } = asked.request
    switch (fault) {
      case 'refuse':
        throw new Refusal('InvalidRequest', 'this is not said here')
      case 'token-dies':
        server.expire()
        throw new Refusal('ExpiredToken', 'Token has expired')
      case 'rate-limit':
        throw new Refusal('RateLimitExceeded', 'Rate Limit Exceeded', 429)
      case '500-before-acceptance':
        throw new Refusal('InternalServerError', 'Internal Server Error', 500)
      case 'timeout-before-acceptance':
        return never
      case 'refuse-connection':
      case 'cut-mid-body':
        socket.destroy()
        return never
      case 'kill-before-acceptance':
        server.onKill?.(worker)
        return never
    }
    const answer = run(asked)
    switch (fault) {
      case '500-after-acceptance':
        throw new Refusal('InternalServerError', 'Internal Server Error', 500)
      case 'timeout-after-acceptance':
        return never
      case 'cut-after-acceptance':
        asked.response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
          .write('{"uri"')
        setImmediate(() => socket.destroy())
        return never
      case 'nonsense-after-acceptance':
        return '<html>'
      case 'kill-after-acceptance':
        server.onKill?.(worker)
        return never
    }
    return answer
  }

  async function route(asked: Asked): Promise<unknown> {
    const { url, request } = asked
    const did = world.repoOf(decodeURIComponent(url.pathname.slice(1)))
    if (did) return documentOf(did, server.url)
    const oauth = await server.oauth.answer(asked, server.url)
    if (oauth) return oauth
    if (!url.pathname.startsWith('/xrpc/')) throw new Refusal('NotFound', 'not found', 404)
    const nsid = url.pathname.replace('/xrpc/', '')
    server.requests.set(nsid, (server.requests.get(nsid) ?? 0) + 1)
    if (server.faults.limited) throw new Refusal('RateLimitExceeded', 'Rate Limit Exceeded', 429)
    if (open[nsid]) return open[nsid](asked)
    asked.me = bearer(request, 'access')
    if (queries[nsid]) return queries[nsid](asked)
    const procedure = procedures[nsid]
    if (!procedure) throw new Refusal('MethodNotImplemented', nsid, 501)
    return act(asked, procedure)
  }

  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const url = new URL(request.url ?? '', server.url)
    const json =
      request.headers['content-type'] === 'application/json' ? JSON.parse(body.toString() || '{}') : {}
    const asked: Asked = { request, response, url, params: url.searchParams, body, json, me: {} as Repo }
    const limits =
      character === 'poor'
        ? {}
        : { 'ratelimit-limit': '3000', 'ratelimit-remaining': '2999', 'ratelimit-reset': resetsAt(world) }
    try {
      const answer = await route(asked)
      const headers = { 'content-type': 'application/json', ...limits, ...server.oauth.headers() }
      const made = url.pathname === '/oauth/par' ? 201 : 200
      response.writeHead(made, headers).end(typeof answer === 'string' ? answer : JSON.stringify(answer))
    } catch (error) {
      const { status = 500, headers = {} } = error as { status?: number; headers?: Record<string, string> }
      const spent = status === 429 && limits['ratelimit-limit'] ? { 'ratelimit-remaining': '0' } : {}
      response
        .writeHead(status, { 'content-type': 'application/json', ...limits, ...spent, ...headers })
        .end(error instanceof Error ? error.message : '')
    }
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return server
}

function holds({ text }: Record<string, unknown>, words: string[]): boolean {
  return words.every((word) => String(text).toLowerCase().includes(word.toLowerCase()))
}

function resetsAt(world: World): string {
  return String(Math.floor(world.clock.getTime() / 1000) + 120)
}

function documentOf({ did, handle }: Repo, url: string) {
  const service = [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: url }]
  return { '@context': [], id: did, alsoKnownAs: [`at://${handle}`], verificationMethod: [], service }
}

function markerOf(json: Record<string, unknown>): string {
  const record = json.record as { text?: string; post?: string; subject?: { uri: string } | string }
  if (record.post) return `gate:${record.post}`
  if (typeof record.subject === 'string') return `block:${record.subject}`
  if (record.subject) return `${String(json.collection).split('.').at(-1)}:${record.subject.uri}`
  return String(record.text)
}

export type { Repo, Written }
