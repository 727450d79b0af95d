import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * What the network promises of a second try: the same key changes nothing; what was said can be looked for; or neither.
 */
export type Character = 'idempotent' | 'findable' | 'silent'

/** What goes wrong with one request; `kill-…` also tells whoever asked to be told (see `onKill`). */
export type Fault =
  | 'timeout-after-acceptance'
  | 'timeout-before-acceptance'
  | '500-after-acceptance'
  | '500-before-acceptance'
  | 'cut-mid-body'
  | 'cut-after-acceptance'
  | 'refuse-connection'
  | 'rate-limit'
  | 'refuse'
  | 'token-dies'
  | 'kill-before-acceptance'
  | 'kill-after-acceptance'
  | 'late-acceptance'
  | 'slow'

export interface Said {
  id: string
  account: string
  text: string
  replyTo?: string
  at: string
  /** When it was accepted. */
  heard: number
  /** When it can be seen by those who look. */
  visible: number
}

export interface EchoNetwork {
  url: string
  character: Character
  /** What happens to the `n`th request (from 1) that says `text`. */
  fault: (text: string, n: number) => Fault | undefined
  /** Milliseconds after which what is said can be found. */
  lateVisibility: number
  /** Milliseconds after the end of the connection at which `late-acceptance` accepts. */
  lateAcceptance: number
  /** How often each text was truly accepted, in the order of the first time. */
  accepted: Map<string, number>
  said: Said[]
  /** Tokens that are dead. */
  dead: Set<string>
  requests: number
  onKill?: (worker: string) => void
  /** Called for each acceptance: the network's own event of it. */
  onSaid?: (said: Said) => void
  close(): Promise<void>
}

interface Told {
  key: string
  account: string
  text: string
  replyTo?: string
  at: string
}

/** A network of one page that says back what it was told, in one of three characters and with whatever goes wrong. */
export async function startEchoNetwork(character: Character): Promise<EchoNetwork> {
  const tries = new Map<string, number>()
  const byKey = new Map<string, Said>()
  const network: EchoNetwork = {
    url: '',
    character,
    fault: () => undefined,
    lateVisibility: 0,
    lateAcceptance: 100,
    accepted: new Map(),
    said: [],
    dead: new Set(),
    requests: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  function accept(told: Told): Said {
    const before = character === 'idempotent' ? byKey.get(told.key) : undefined
    if (before) return before
    const said: Said = {
      id: `echo:${character}:${network.said.length}`,
      account: told.account,
      text: told.text,
      at: told.at,
      heard: Date.now(),
      visible: Date.now() + network.lateVisibility,
      ...(told.replyTo ? { replyTo: told.replyTo } : {}),
    }
    byKey.set(told.key, said)
    network.said.push(said)
    network.accepted.set(told.text, (network.accepted.get(told.text) ?? 0) + 1)
    network.onSaid?.(said)
    return said
  }

  async function say(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const told = JSON.parse(body) as Told
    const token = request.headers.authorization ?? ''
    const n = (tries.get(told.text) ?? 0) + 1
    tries.set(told.text, n)
    const fault = network.fault(told.text, n)
    const worker = String(request.headers['user-agent'])
    if (fault === 'token-dies') network.dead.add(token)
    if (network.dead.has(token)) return answer(response, 401, { error: 'token is dead' })
    if (fault === 'rate-limit') return answer(response, 429, { error: 'slow down' }, { 'retry-after': '0.2' })
    if (fault === 'refuse') return answer(response, 422, { error: 'text is not nice' })
    if (fault === 'refuse-connection' || fault === 'cut-mid-body') return cut(request)
    if (fault === '500-before-acceptance') return answer(response, 500, { error: 'oops' })
    if (fault === 'timeout-before-acceptance') return
    if (fault === 'kill-before-acceptance') return network.onKill?.(worker)
    if (fault === 'late-acceptance') await afterItsEnd(request)
    const said = accept(told)
    if (fault === '500-after-acceptance') return answer(response, 500, { error: 'oops' })
    if (fault === 'timeout-after-acceptance') return
    if (fault === 'cut-after-acceptance') return cut(request)
    if (fault === 'kill-after-acceptance') return network.onKill?.(worker)
    if (fault === 'slow') await sleep(150)
    answer(response, 200, said)
  }

  /** As a server does that had the whole request and was busy: nobody listens to it any more, and it goes on. */
  async function afterItsEnd({ socket }: IncomingMessage): Promise<void> {
    if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve))
    await sleep(network.lateAcceptance)
  }

  const server = createServer(async (request, response) => {
    network.requests++
    request.on('error', () => undefined)
    response.on('error', () => undefined)
    const url = new URL(request.url ?? '/', 'http://echo')
    let body = ''
    for await (const chunk of request) body += chunk
    if (request.method === 'POST') return say(request, response, body)
    const now = Date.now()
    const wanted = url.searchParams.get('text')
    answer(response, 200, {
      said: network.said.filter((one) => one.text === wanted && one.visible <= now),
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  network.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return network
}

function cut(request: IncomingMessage): void {
  request.socket.destroy()
}

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
