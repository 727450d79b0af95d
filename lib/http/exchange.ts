import { Agent, buildConnector, type Dispatcher } from 'undici'
import { ACCEPT_ENCODING, decoded, gather } from './body.ts'
import { type Deadline, deadline } from './failing.ts'
import { checkHeaders, plainHeaders, withoutBodyHeaders, withoutCredentials } from './headers.ts'
import { HttpFailure, type HttpOptions, type HttpStream, type RequestOptions, type SafeHttp } from './http.ts'
import { createGuard, type Guard, parseTarget, pinned, portOf } from './target.ts'
import { openSocket } from './websocket.ts'

const WEB = ['http:', 'https:'] as const
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const PERMANENT = new Set([301, 308])
const CONNECT_MS = 10_000
const HEADERS_MS = 20_000
/** Between two chunks; a drip slower than that is not a server worth waiting for. */
const CHUNK_MS = 15_000
const DEFAULT_MS = 30_000
const DEFAULT_BYTES = 10 * 1024 * 1024

/**
 * The product's only way to the network. Private, special and metadata addresses are refused at the moment of
 * connecting, so neither a redirect nor a name that changes its mind can lead inside.
 */
export function createHttp(options: HttpOptions): SafeHttp {
  const guard = createGuard(options)
  const agent = createAgent(guard)
  const stream = (url: string, request: RequestOptions = {}) =>
    exchange(agent, options.userAgent, url, request)
  return {
    stream,
    async request(url, request = {}) {
      const { body, ...head } = await stream(url, request)
      return { ...head, body: await gather(body) }
    },
    openWebSocket: (url, socket = {}) => openSocket(guard, options.userAgent, url, socket),
    async check(url) {
      const target = parseTarget(url, WEB)
      await guard.resolve(target.hostname, portOf(target))
    },
    addresses: (host, port, ports) => guard.resolve(host, port, (one) => ports.includes(one)),
    close() {
      guard.stop()
      return agent.destroy()
    },
  }
}

function createAgent(guard: Guard): Agent {
  return new Agent({
    connections: 16,
    pipelining: 1,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 30_000,
    headersTimeout: HEADERS_MS,
    bodyTimeout: CHUNK_MS,
    maxHeaderSize: 32_768,
    connect(target, callback) {
      const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80)
      guard.resolve(target.hostname, port).then(
        (addresses) => buildConnector({ lookup: pinned(addresses), timeout: CONNECT_MS })(target, callback),
        (failure: Error) => callback(failure, null),
      )
    },
  })
}

interface Hop {
  url: URL
  method: NonNullable<RequestOptions['method']>
  headers: Record<string, string>
  body: string | Uint8Array | undefined
  headersMs: number
}

async function exchange(
  agent: Agent,
  userAgent: string,
  url: string,
  options: RequestOptions,
): Promise<HttpStream> {
  const { signal, timeoutMs = DEFAULT_MS, redirects = 5 } = options
  let hop = firstHop(userAgent, url, options)
  const limit = deadline(timeoutMs, signal)
  const wire = noting(agent, limit)
  try {
    let moved: string | undefined
    let permanent = true
    for (let followed = 0; ; followed++) {
      const answer = await send(wire.dispatcher, hop, limit)
      const next = redirects > 0 ? nextHop(hop, answer) : undefined
      if (!next) return reply(hop, answer, limit, options, moved)
      if (followed >= redirects) throw new HttpFailure('redirects', `more than ${redirects} redirects`)
      await answer.body.dump({ limit: 16_384 }).catch(() => undefined)
      permanent &&= PERMANENT.has(answer.statusCode)
      if (permanent) moved = next.url.href
      hop = next
    }
  } catch (error) {
    limit.clear()
    throw told(limit.name(error, false), wire.sent)
  }
}

interface Wire {
  dispatcher: Dispatcher
  /** Whether a request was handed to a connection: from then on its bytes may be anywhere. */
  readonly sent: boolean
}

/**
 * The same agent, noting when one of the requests of this exchange is about to be written. A process that stood still
 * finds its connection open before its timers have run: what is late then may not leave any more.
 */
function noting(agent: Agent, limit: Deadline): Wire {
  let sent = false
  const dispatcher = agent.compose((dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler)
    handler.onRequestStart = (controller, context) => {
      start?.(controller, context)
      if (limit.passed()) controller.abort(new Error('late'))
      if (!controller.aborted) sent = true
    }
    return dispatch(options, handler)
  })
  return {
    dispatcher,
    get sent() {
      return sent
    },
  }
}

function told(failure: HttpFailure, sent: boolean): HttpFailure {
  const { kind, message, cause } = failure
  return failure.sent === sent ? failure : new HttpFailure(kind, message, { cause, sent })
}

function firstHop(userAgent: string, url: string, options: RequestOptions): Hop {
  const { method = 'GET', body, accept = '*/*', headers = {}, headersMs = HEADERS_MS } = options
  return {
    url: parseTarget(url, WEB),
    method,
    headers: { 'user-agent': userAgent, accept, ...checkHeaders(headers) },
    body,
    headersMs,
  }
}

function send(dispatcher: Dispatcher, { url, method, headers, body, headersMs }: Hop, { signal }: Deadline) {
  const answer = dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: { ...headers, 'accept-encoding': ACCEPT_ENCODING },
    body: body ?? null,
    headersTimeout: headersMs,
    signal,
  })
  return unlessAborted(answer, signal)
}

/** undici sees an abort only once it is connected, which a slow name server or a full queue can put off for long. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new Error('aborted'))
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** Where a redirect leads and what may go there; undefined where the answer is the answer. */
function nextHop(hop: Hop, { statusCode, headers }: Dispatcher.ResponseData): Hop | undefined {
  const location = Array.isArray(headers.location) ? headers.location[0] : headers.location
  if (!REDIRECTS.has(statusCode) || !location) return undefined
  const absolute = URL.parse(location, hop.url)
  if (!absolute) throw new HttpFailure('redirects', 'redirect to what is no URL')
  const url = parseTarget(absolute.href, WEB)
  const toGet = (statusCode === 303 && hop.method !== 'HEAD') || (statusCode <= 302 && hop.method === 'POST')
  const body = toGet ? undefined : hop.body
  if (body !== undefined && hop.url.protocol === 'https:' && url.protocol === 'http:') {
    throw new HttpFailure('redirects', 'redirect would resend a body in clear')
  }
  const kept = toGet ? withoutBodyHeaders(hop.headers) : hop.headers
  return {
    url,
    method: toGet ? 'GET' : hop.method,
    headers: url.origin === hop.url.origin ? kept : withoutCredentials(kept),
    body,
    headersMs: hop.headersMs,
  }
}

function reply(
  hop: Hop,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  limit: Deadline,
  { maxBytes = DEFAULT_BYTES }: RequestOptions,
  moved: string | undefined,
): HttpStream {
  const plain = plainHeaders(headers)
  // A connection may break while nobody reads yet, and an error nobody hears would end the process.
  body.on('error', () => undefined).once('close', () => limit.clear())
  if (Number(plain['content-length']) > maxBytes) {
    body.destroy()
    throw new HttpFailure('too-large', `body is announced longer than ${maxBytes} bytes`)
  }
  const bytes = decoded(body, plain['content-encoding'], maxBytes)
  return {
    status: statusCode,
    headers: plain,
    url: hop.url.href,
    ...(moved ? { moved } : {}),
    body: bounded(bytes, limit),
  }
}

async function* bounded(bytes: AsyncIterable<Uint8Array>, limit: Deadline): AsyncIterable<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    throw told(limit.name(error, true), true)
  } finally {
    limit.clear()
  }
}
