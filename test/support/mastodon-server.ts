import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { authorize, type Grants, metadata, register, tokenFor } from './mastodon-oauth.ts'
import { type Character, type Event, type Person, type Status, World } from './mastodon-world.ts'

export type { Character, Person, Status } from './mastodon-world.ts'

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
  | 'lacks-scope'
  | 'refuse'
  | 'rate-limit'
  | 'kill-before-acceptance'
  | 'kill-after-acceptance'

export interface MastodonServer {
  url: string
  character: Character
  world: World
  grants: Grants
  /** What happens to the `n`th request (from 1) about `marker`: the text, or `favourite:<id>`, `delete:<id>` and so on. */
  fault(marker: string, n: number): Fault | undefined
  faults: {
    /** Events come so many times. */
    copies: number
    /** Milliseconds by which lists and searches are behind. */
    lateVisibility: number
    /** The streaming interface answers this status instead. */
    streamStatus: number | undefined
    /** Answers to lists are held back for so long. */
    slow: number
    /** Requests in five minutes. */
    limit: number
    /** What a search looks into: words of what was said, addresses only (no index), nothing (no such request); or no answer. */
    search: 'words' | 'addresses' | 'none' | 'silent'
    /** What is direct is left out of what an account said. */
    hidesDirect: boolean
    /** Rights that no token of this server has. */
    lacks: Set<string>
  }
  /** How often each text, or mark, was truly accepted. */
  accepted: Map<string, number>
  accounts: Person[]
  dead: Set<string>
  /** `GET /api/v1/notifications`, in the order they came. */
  requests: string[]
  uploads: { id: string; type: string; description: string | null; bytes: number; polls: number }[]
  onKill?: (userAgent: string) => void
  cutStreams(): void
  streams(): number
  close(): Promise<void>
}

interface Asked {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  path: string
  body: Buffer
  me: Person
}

type Handler = (asked: Asked, ...parts: string[]) => unknown

const MISSING = { error: 'Record not found' }

/** A Mastodon server on loopback, in one of two characters, that behaves as badly as it is told. */
export async function startMastodon(
  options: { character?: Character; port?: number } = {},
): Promise<MastodonServer> {
  const { character = 'full', port = 0 } = options
  const full = character === 'full'
  const sockets = new Map<WebSocket, { me: Person; streams: Set<string> }>()
  const tries = new Map<string, number>()
  const byKey = new Map<string, Status>()
  let spent = 0
  const world = new World(character, tell)
  const server: MastodonServer = {
    url: '',
    character,
    world,
    grants: {
      codes: new Map(),
      apps: new Map(),
      deny: false,
      issued: new Map(),
      refresh: new Map(),
      renewals: 0,
    },
    fault: () => undefined,
    faults: {
      copies: 1,
      lateVisibility: full ? 0 : 100,
      streamStatus: full ? undefined : 404,
      slow: 0,
      limit: 1_000_000,
      search: 'words',
      hidesDirect: false,
      lacks: new Set(),
    },
    accepted: new Map(),
    accounts: world.people,
    dead: new Set(),
    requests: [],
    uploads: [],
    cutStreams: () => {
      for (const socket of sockets.keys()) socket.terminate()
    },
    streams: () => sockets.size,
    close: () => {
      for (const socket of sockets.keys()) socket.terminate()
      return new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      })
    },
  }

  function tell({ to, stream, event, payload }: Event): void {
    const name = stream.join(' ')
    for (const [socket, { me, streams }] of sockets) {
      if (!streams.has(name) || (to && to !== me)) continue
      const message = JSON.stringify({ stream, event, payload: payload(me) })
      for (let copy = 0; copy < server.faults.copies; copy++) socket.send(message)
    }
  }

  function answer(
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
  ): void {
    const resets = new Date(Date.now() + 300_000).toISOString()
    const limits = {
      'x-ratelimit-limit': String(server.faults.limit),
      'x-ratelimit-remaining': String(Math.max(0, server.faults.limit - spent)),
      'x-ratelimit-reset': resets,
    }
    const date = { date: world.now().toUTCString() }
    response
      .writeHead(status, { 'content-type': 'application/json', ...date, ...(full ? limits : {}), ...headers })
      .end(JSON.stringify(body))
  }

  const shown = (one: { shown: number }) => one.shown <= Date.now()

  /** As Mastodon pages: newest first, `min_id` gives those just above it. */
  function page<T extends { id: string }>(
    { url, response, path }: Asked,
    all: T[],
    most: number,
    show: (item: T) => unknown,
  ) {
    const at = (name: string) => {
      const id = url.searchParams.get(name)
      return id === null ? undefined : (world.place.get(id) ?? 0)
    }
    const place = ({ id }: T) => world.place.get(id) ?? 0
    const [min, since, max] = [at('min_id'), at('since_id'), at('max_id')]
    const limit = Math.min(Number(url.searchParams.get('limit') ?? 20), most)
    const within = all.filter(
      (one) => place(one) > (min ?? since ?? 0) && (max === undefined || place(one) < max),
    )
    const taken = (min === undefined ? within.slice(-limit) : within.slice(0, limit)).toReversed()
    const [first, last] = [taken[0], taken.at(-1)]
    const link =
      full && first && last
        ? {
            link: `<${server.url}${path}?max_id=${last.id}>; rel="next", <${server.url}${path}?min_id=${first.id}>; rel="prev"`,
          }
        : {}
    setTimeout(
      () => answer(response, 200, taken.map(show), link as Record<string, string>),
      server.faults.slow,
    )
  }

  function list(asked: Asked, wanted: (status: Status) => boolean) {
    const all = world.statuses.filter(
      (one) => !one.deleted && shown(one) && world.sees(asked.me, one) && wanted(one),
    )
    return page(asked, all, 40, (one) => world.render(one, asked.me))
  }

  function statusOf({ me }: Asked, id: string): Status | undefined {
    return world.statuses.find((one) => one.id === id && !one.deleted && world.sees(me, one))
  }

  /** Does it, with what goes wrong on the way; `act` answers what was made and whether it was new. */
  function effect(
    asked: Asked,
    marker: string,
    act: () => { body: unknown; isNew: boolean; status?: number },
  ) {
    const { request, response } = asked
    const n = (tries.get(marker) ?? 0) + 1
    tries.set(marker, n)
    const fault = server.fault(marker, n)
    const worker = String(request.headers['user-agent'])
    if (fault === 'token-dies') {
      server.dead.add(asked.me.token)
      return answer(response, 401, { error: 'The access token was revoked' })
    }
    if (fault === 'lacks-scope')
      return answer(response, 403, { error: 'This action is outside the authorized scopes' })
    if (fault === 'refuse')
      return answer(response, 422, { error: 'Validation failed: Text character limit of 500 exceeded' })
    if (fault === 'rate-limit') {
      return answer(response, 429, { error: 'Too many requests' }, { 'retry-after': '2' })
    }
    if (fault === '500-before-acceptance') return answer(response, 500, { error: 'oops' })
    if (fault === 'timeout-before-acceptance') return
    if (fault === 'kill-before-acceptance') return server.onKill?.(worker)
    const { body, isNew, status = 200 } = act()
    if (isNew) server.accepted.set(marker, (server.accepted.get(marker) ?? 0) + 1)
    if (fault === 'kill-after-acceptance') return server.onKill?.(worker)
    if (fault === 'timeout-after-acceptance') return
    if (fault === '500-after-acceptance') return answer(response, 500, { error: 'oops' })
    if (fault === 'nonsense-after-acceptance') return answer(response, 200, { hello: 'there' })
    if (fault === 'cut-after-acceptance') {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': '4000' })
        .write('{"id":')
      return void setTimeout(() => request.socket.destroy(), 5)
    }
    answer(response, status, body)
  }

  function post(asked: Asked): void {
    const said = JSON.parse(asked.body.toString())
    effect(asked, said.status, () => {
      const key = full && asked.request.headers['idempotency-key']
      const before = key ? byKey.get(`${asked.me.id} ${key}`) : undefined
      const status = before ?? made(asked, said)
      if (key) byKey.set(`${asked.me.id} ${key}`, status)
      return { body: world.render(status, asked.me), isNew: !before }
    })
  }

  function made({ me }: Asked, said: Record<string, unknown>): Status {
    world.late = server.faults.lateVisibility
    const media = ((said.media_ids as string[]) ?? []).map((id) => {
      const file = server.uploads.find((one) => one.id === id)
      return {
        id,
        type: 'image',
        description: file?.description ?? null,
        url: `${server.url}/media/${id}.png`,
      }
    })
    const status = world.say(me, String(said.status ?? ''), {
      media,
      to: world.statuses.find(({ id }) => id === said.in_reply_to_id) ?? null,
      visibility: String(said.visibility ?? 'public'),
      spoiler: String(said.spoiler_text ?? ''),
      ...(said.language ? { language: String(said.language) } : {}),
    })
    world.late = 0
    return status
  }

  function mark(asked: Asked, id: string, act: string) {
    const status = statusOf(asked, id)
    if (!status) return answer(asked.response, 404, MISSING)
    const { me } = asked
    const show = (one: Status) => world.render(one, me)
    effect(asked, `${act}:${id}`, () => {
      if (act === 'favourite') return { isNew: world.favourite(me, status), body: show(status) }
      if (act === 'unfavourite')
        return { isNew: world.favourites.delete(`${me.id} ${id}`), body: show(status) }
      const boosted = world.statuses.find((one) => one.by === me && one.boosts === status && !one.deleted)
      if (act === 'unreblog' && boosted) world.remove(boosted)
      return act === 'reblog'
        ? { isNew: !boosted, body: show(world.boost(me, status)) }
        : { isNew: boosted !== undefined, body: show(status) }
    })
  }

  function silence(asked: Asked, id: string, act: string) {
    const person = world.people.find((one) => one.id === id)
    if (!person) return answer(asked.response, 404, MISSING)
    const [kind, off] = [act.replace(/^un/, ''), act.startsWith('un')]
    const key = `${kind} ${asked.me.name} ${person.name}`
    effect(asked, `${act}:${id}`, () => {
      const isNew = off === world.silenced.has(key)
      if (off) world.silenced.delete(key)
      else world.silenced.add(key)
      return { isNew, body: { id, blocking: kind === 'block' && !off, muting: kind === 'mute' && !off } }
    })
  }

  function remove(asked: Asked, id: string) {
    const status = statusOf(asked, id)
    if (!status || status.by !== asked.me) return answer(asked.response, 404, MISSING)
    effect(asked, `delete:${id}`, () => {
      world.remove(status)
      return { isNew: true, body: world.render(status, asked.me) }
    })
  }

  function upload(asked: Asked): void {
    const text = asked.body.toString('latin1')
    const described = /name="description"\r\n\r\n([\s\S]*?)\r\n--/.exec(text)?.[1]
    const id = world.id('media')
    const description = described === undefined ? null : Buffer.from(described, 'latin1').toString()
    const type = /name="file"[^\r]*\r\ncontent-type: ([^\r]*)/i.exec(text)?.[1] ?? ''
    server.uploads.push({ id, type, description, bytes: asked.body.length, polls: 0 })
    answer(asked.response, full ? 202 : 200, { id, url: full ? null : `${server.url}/media/${id}.png` })
  }

  function mediaOf({ response }: Asked, id: string) {
    const file = server.uploads.find((one) => one.id === id)
    if (!file) return answer(response, 404, MISSING)
    const ready = ++file.polls > 1
    answer(response, ready ? 200 : 206, { id, url: ready ? `${server.url}/media/${id}.png` : null })
  }

  /** Newest first; the poor one knows no `offset` and gives twenty at once. */
  function search(asked: Asked) {
    const { response, url, me } = asked
    const q = url.searchParams.get('q') ?? ''
    if (server.faults.search === 'silent') return
    if (server.faults.search === 'none') return answer(response, 404, MISSING)
    if (server.faults.lacks.has('read:search')) {
      return answer(response, 403, { error: 'This action is outside the authorized scopes' })
    }
    const words = [...q.matchAll(/"([^"]*)"|(\S+)/g)].map(([, phrase, word]) => phrase ?? word ?? '')
    const holds = ({ text, boosts }: Status) =>
      !boosts && words.every((word) => text.toLowerCase().includes(word.trim().toLowerCase()))
    const looks = server.faults.search === 'words' && !/^https?:/.test(q)
    const offset = full ? Number(url.searchParams.get('offset') ?? 0) : 0
    const most = full ? Number(url.searchParams.get('limit') ?? 20) : 20
    const hits = world.statuses
      .filter(
        (one) => !one.deleted && shown(one) && world.sees(me, one) && (looks ? holds(one) : one.uri === q),
      )
      .toReversed()
      .slice(offset, offset + most)
    answer(response, 200, { statuses: hits.map((one) => world.render(one, me)), accounts: [], hashtags: [] })
  }

  function contextOf(asked: Asked, id: string) {
    const status = statusOf(asked, id)
    if (!status) return answer(asked.response, 404, MISSING)
    const ancestors: Status[] = []
    for (let up = status.inReplyTo; up; up = up.inReplyTo) if (!up.deleted) ancestors.unshift(up)
    const under = (one: Status): boolean =>
      one.inReplyTo !== null && (one.inReplyTo === status || under(one.inReplyTo))
    const descendants = world.statuses.filter(
      (one) => !one.deleted && shown(one) && world.sees(asked.me, one) && under(one),
    )
    const show = (one: Status) => world.render(one, asked.me)
    answer(asked.response, 200, { ancestors: ancestors.map(show), descendants: descendants.map(show) })
  }

  function notices(asked: Asked): void {
    const without = asked.url.searchParams.getAll('exclude_types[]')
    const all = world.notices.filter(
      (one) => one.to === asked.me && shown(one) && !without.includes(one.type) && !one.status?.deleted,
    )
    page(asked, all, full ? 80 : 1, (one) => world.renderNotice(one, asked.me))
  }

  const configuration = {
    statuses: { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 },
    media_attachments: {
      supported_mime_types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'video/mp4'],
      image_size_limit: 16_777_216,
      description_limit: 1_500,
    },
  }
  const stream = () => server.url.replace('http', 'ws')
  const open: [string, RegExp, Handler][] = [
    [
      'GET',
      /^\/api\/v1\/instance$/,
      ({ response }) =>
        answer(
          response,
          200,
          full
            ? {
                uri: world.domain,
                title: 'Sim',
                version: '4.4.0',
                urls: { streaming_api: stream() },
                configuration,
              }
            : {
                uri: `https://${world.domain}`,
                title: 'Poor',
                version: '2.7.2 (compatible; Poor 0.1)',
                max_toot_chars: 5_000,
              },
        ),
    ],
    [
      'POST',
      /^\/api\/v1\/apps$/,
      ({ response, body }) => answer(response, 200, register(server.grants, body)),
    ],
    ['GET', /^\/oauth\/authorize$/, ({ response, url }) => authorize(server.grants, world, url, response)],
    [
      'POST',
      /^\/oauth\/token$/,
      ({ response, body }) => {
        const { status, json } = tokenFor(server.grants, body, full)
        answer(response, status, json)
      },
    ],
    ...(full
      ? ([
          [
            'GET',
            /^\/api\/v2\/instance$/,
            ({ response }) =>
              answer(response, 200, {
                domain: world.domain,
                title: 'Sim',
                version: '4.4.0',
                configuration: { ...configuration, urls: { streaming: stream() } },
              }),
          ],
          [
            'GET',
            /^\/\.well-known\/oauth-authorization-server$/,
            ({ response }) => answer(response, 200, metadata(server.url)),
          ],
        ] satisfies [string, RegExp, Handler][])
      : []),
  ]
  const closed: [string, RegExp, Handler][] = [
    [
      'GET',
      /^\/api\/v1\/accounts\/verify_credentials$/,
      ({ response, me }) => answer(response, 200, world.renderAccount(me)),
    ],
    ['GET', /^\/api\/v1\/notifications$/, notices],
    [
      'GET',
      /^\/api\/v1\/accounts\/(\w+)\/statuses$/,
      (asked, id = '') =>
        list(
          asked,
          ({ by, boosts, visibility }) =>
            by.id === id &&
            !(visibility === 'direct' && server.faults.hidesDirect) &&
            (!boosts || asked.url.searchParams.get('exclude_reblogs') !== 'true'),
        ),
    ],
    [
      'GET',
      /^\/api\/v1\/timelines\/home$/,
      (asked) => list(asked, ({ by }) => by === asked.me || world.follows.has(`${asked.me.id} ${by.id}`)),
    ],
    [
      'GET',
      /^\/api\/v1\/timelines\/public$/,
      (asked) =>
        list(
          asked,
          ({ visibility, by, boosts }) =>
            visibility === 'public' &&
            !boosts &&
            (asked.url.searchParams.get('local') !== 'true' || !by.domain),
        ),
    ],
    [
      'GET',
      /^\/api\/v1\/timelines\/tag\/([^/]+)$/,
      (asked, tag = '') =>
        list(
          asked,
          (one) => one.visibility === 'public' && world.tags(one).includes(decodeURIComponent(tag)),
        ),
    ],
    ['POST', /^\/api\/v1\/statuses$/, post],
    [
      'GET',
      /^\/api\/v1\/statuses\/(\w+)$/,
      (asked, id = '') => {
        const status = statusOf(asked, id)
        answer(asked.response, status ? 200 : 404, status ? world.render(status, asked.me) : MISSING)
      },
    ],
    ['DELETE', /^\/api\/v1\/statuses\/(\w+)$/, (asked, id = '') => remove(asked, id)],
    ['GET', /^\/api\/v1\/statuses\/(\w+)\/context$/, (asked, id = '') => contextOf(asked, id)],
    [
      'POST',
      /^\/api\/v1\/statuses\/(\w+)\/(favourite|unfavourite|reblog|unreblog)$/,
      (asked, id = '', act = '') => mark(asked, id, act),
    ],
    [
      'POST',
      /^\/api\/v1\/accounts\/(\w+)\/(mute|unmute|block|unblock)$/,
      (asked, id = '', act = '') => silence(asked, id, act),
    ],
    ['GET', /^\/api\/v1\/media\/(\w+)$/, (asked, id = '') => mediaOf(asked, id)],
    ...(full
      ? ([
          [
            'GET',
            /^\/api\/v1\/statuses$/,
            (asked) => {
              const ids = asked.url.searchParams.getAll('id[]')
              answer(
                asked.response,
                200,
                ids.flatMap((id) => statusOf(asked, id) ?? []).map((one) => world.render(one, asked.me)),
              )
            },
          ],
          [
            'GET',
            /^\/api\/v1\/statuses\/(\w+)\/source$/,
            (asked, id = '') => {
              const status = statusOf(asked, id)
              answer(
                asked.response,
                status ? 200 : 404,
                status ? { id, text: status.text, spoiler_text: status.spoiler } : MISSING,
              )
            },
          ],
          [
            'GET',
            /^\/api\/v1\/conversations$/,
            (asked) =>
              server.faults.lacks.has('read:conversations')
                ? answer(asked.response, 403, { error: 'This action is outside the authorized scopes' })
                : page(asked, world.talks(asked.me), 40, (one) => world.renderTalk(one, asked.me)),
          ],
          ['POST', /^\/api\/v2\/media$/, upload],
          ['GET', /^\/api\/v2\/search$/, search],
        ] satisfies [string, RegExp, Handler][])
      : ([
          ['POST', /^\/api\/v1\/media$/, upload],
          ['GET', /^\/api\/v1\/search$/, search],
        ] satisfies [string, RegExp, Handler][])),
  ]

  const readerOf = (header: string | null | undefined) => {
    const said = (header ?? '').replace(/^Bearer /, '')
    const token = server.grants.issued.has(said) ? server.grants.issued.get(said) : said
    if (token === undefined) return undefined
    return server.dead.has(token) ? undefined : world.people.find((one) => !one.domain && one.token === token)
  }

  function handle(request: IncomingMessage, response: ServerResponse, body: Buffer) {
    const url = new URL(request.url ?? '/', server.url)
    const path = url.pathname
    server.requests.push(`${request.method} ${path}`)
    if (++spent > server.faults.limit) return answer(response, 429, { error: 'Too many requests' })
    const me = readerOf(request.headers.authorization)
    const find = (routes: typeof open) =>
      routes.find(([method, pattern]) => method === request.method && pattern.test(path))
    const route = find(open) ?? find(closed)
    if (!route) {
      // A small program answers what it does not know in its own way.
      return full
        ? answer(response, 404, { error: 'Not Found' })
        : response.writeHead(404).end('<h1>404</h1>')
    }
    const parts = route[1].exec(path)?.slice(1) ?? []
    if (!me && closed.includes(route)) return answer(response, 401, { error: 'The access token is invalid' })
    route[2]({ request, response, url, path, body, me: me as Person }, ...parts)
  }

  const http: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    const early = request.method === 'POST' && /statuses$/.test(request.url ?? '')
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => undefined)
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const marker = early ? String(JSON.parse(body.toString()).status) : ''
      const fault = early ? server.fault(marker, (tries.get(marker) ?? 0) + 1) : undefined
      if (fault === 'refuse-connection' || fault === 'cut-mid-body') {
        tries.set(marker, (tries.get(marker) ?? 0) + 1)
        return request.socket.destroy()
      }
      handle(request, response, body)
    })
  })
  const wss = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined)
    const url = new URL(request.url ?? '/', server.url)
    const me = readerOf(request.headers.authorization ?? url.searchParams.get('access_token'))
    const status = server.faults.streamStatus ?? (me ? undefined : 401)
    if (status !== undefined || !me)
      return void socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
    wss.handleUpgrade(request, socket, head, (client) => {
      const nameOf = (said: { stream?: string; tag?: string }) =>
        [said.stream, said.tag].filter(Boolean).join(' ')
      const streams = new Set([nameOf(Object.fromEntries(url.searchParams))])
      sockets.set(client, { me, streams })
      client.on('message', (data) => {
        const said = JSON.parse(String(data))
        if (said.type === 'subscribe') streams.add(nameOf(said))
      })
      client.on('close', () => sockets.delete(client))
    })
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  world.origin = server.url
  return server
}
