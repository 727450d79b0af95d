/**
 * Why an outbound exchange did not happen or was cut; closed, so that callers decide without reading messages.
 * `address`, `port`, `scheme`, `userinfo`, `bad-url`, `bad-request`: refused by us before a byte left.
 * `unresolved`, `unreachable`, `tls`, `timeout`, `cut`: the network or the other side; worth another try later.
 * `too-large`, `redirects`, `bad-response`: the other side answers, but not with something we take.
 * `aborted`: the caller's own signal.
 */
export type HttpFailureKind =
  | 'bad-url'
  | 'scheme'
  | 'userinfo'
  | 'port'
  | 'address'
  | 'bad-request'
  | 'unresolved'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'cut'
  | 'too-large'
  | 'redirects'
  | 'bad-response'
  | 'aborted'

const REFUSED_BY_US: ReadonlySet<HttpFailureKind> = new Set([
  'bad-url',
  'scheme',
  'userinfo',
  'port',
  'address',
  'bad-request',
])

/** Nothing was written before these happened, wherever they come from. */
const BEFORE_SENDING: ReadonlySet<HttpFailureKind> = new Set([...REFUSED_BY_US, 'unresolved', 'tls'])

/** The only error that leaves `lib/http`. The message names hosts and codes, never headers, bodies or query strings. */
export class HttpFailure extends Error {
  override name = 'HttpFailure' as const
  readonly kind: HttpFailureKind
  /**
   * Whether any byte of the request may have reached the wire: false only where it certainly did not, so that what has
   * an effect may be tried again.
   */
  readonly sent: boolean
  constructor(kind: HttpFailureKind, detail: string, options?: { cause?: unknown; sent?: boolean }) {
    super(detail, options)
    this.kind = kind
    this.sent = options?.sent ?? !BEFORE_SENDING.has(kind)
  }
  /** True where trying again cannot help until somebody changes the address or the request. */
  get refusedByUs(): boolean {
    return REFUSED_BY_US.has(this.kind)
  }
}

export interface RequestOptions {
  /** Default GET. */
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  /** Names in any case; hop-by-hop names, Host and Content-Length are refused. */
  headers?: Record<string, string>
  body?: string | Uint8Array
  signal?: AbortSignal
  /** From the call to the last byte of the body, every redirect included; default 30,000. */
  timeoutMs?: number
  /** Until an answer begins; default 20,000. */
  headersMs?: number
  /** Bytes of body after decompression; default 10 MiB. */
  maxBytes?: number
  /** Redirects followed; default 5; with 0 a 3xx answer is returned as it is. */
  redirects?: number
  /** Accept header. */
  accept?: string
}

interface Head {
  status: number
  /** Lower-case names; repeated ones joined by a comma; Set-Cookie left out, for there is no cookie jar. */
  headers: Record<string, string>
  /** Where the answer came from, after redirects. */
  url: string
  /** Where the address has moved for good: the end of the leading 301 and 308 redirects, absent when there was none. */
  moved?: string
}

export interface HttpReply extends Head {
  body: Uint8Array
}

export interface HttpStream extends Head {
  /** Decompressed chunks under the same caps; leaving the loop early closes the connection. */
  body: AsyncIterable<Uint8Array>
}

export interface SocketOptions {
  headers?: Record<string, string>
  /** Sub-protocols offered. */
  protocols?: string[]
  signal?: AbortSignal
  /** Bytes of one message, after decompression; default 1 MiB. */
  maxPayload?: number
  /** For the handshake; default 15,000. */
  timeoutMs?: number
  /** Silence (no message, no pong) after which the connection counts as dead; default 60,000. */
  idleMs?: number
  /** Ask for permessage-deflate; default false, since it costs a core at firehose rates. */
  compress?: boolean
}

export type SocketMessage = string | Uint8Array

/**
 * An open WebSocket. Iterating gives arrays of whatever has arrived since the last turn, in order; the sender is held
 * back while the reader is slow. The iteration ends when the other side closes, and throws HttpFailure when the
 * connection breaks.
 */
export interface SafeSocket extends AsyncIterable<SocketMessage[]> {
  readonly protocol: string
  /** Set once closed. */
  readonly closed: { code: number; reason: string } | undefined
  send(data: string | Uint8Array): void
  close(code?: number, reason?: string): void
}

/** The one way out: every connection goes to an address that was checked when it was resolved. */
export interface SafeHttp {
  /** One exchange with the body in memory. Any HTTP status is an answer; throws HttpFailure and nothing else. */
  request(url: string, options?: RequestOptions): Promise<HttpReply>
  /** As `request`, with the body read as it arrives; `timeoutMs` spans the whole body. */
  stream(url: string, options?: RequestOptions): Promise<HttpStream>
  /** A WebSocket to a `ws:` or `wss:` address, under the same check; redirects are not followed. */
  openWebSocket(url: string, options?: SocketOptions): Promise<SafeSocket>
  /** Throws HttpFailure unless `url` may be connected to now: for telling a person while they type an address. */
  check(url: string): Promise<void>
  /**
   * Where a connection of another protocol (mail) may go: resolves under the same rules and answers with the addresses
   * to dial, all of them checked; dial these and not the name. `ports` are those the protocol uses. Throws HttpFailure.
   */
  addresses(host: string, port: number, ports: readonly number[]): Promise<string[]>
  close(): Promise<void>
}

export interface Destination {
  host: string
  ip: string
  port: number
}

export interface HttpOptions {
  userAgent: string
  /** Lets a destination through that the rules refuse: loopback in tests, the operator's own list of LAN services. */
  allow?: (destination: Destination) => boolean
  /** All addresses of a name; the system's resolver by default. */
  resolver?: (host: string) => Promise<string[]>
}
