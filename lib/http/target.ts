import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { isPublicAddress, isWebPort } from './address.ts'
import { HttpFailure, type HttpOptions } from './http.ts'

const DEFAULT_PORTS: Record<string, number> = { 'http:': 80, 'ws:': 80, 'https:': 443, 'wss:': 443 }
const LONGEST_URL = 8_192
const RESOLVE_MS = 10_000

/**
 * Parses as browsers do, so that decimal, octal, hexadecimal, full-width and dotted-tail hosts are canonical before
 * anything is compared. Throws HttpFailure for other schemes, for user names and passwords, and for what is no URL.
 */
export function parseTarget(text: string, schemes: readonly string[]): URL {
  const url = text.length <= LONGEST_URL ? URL.parse(text) : null
  if (!url) throw new HttpFailure('bad-url', 'not an absolute URL, or too long')
  if (!schemes.includes(url.protocol)) throw new HttpFailure('scheme', `scheme ${url.protocol} is not taken`)
  if (url.username || url.password) throw new HttpFailure('userinfo', 'user name or password in the URL')
  if (!url.hostname) throw new HttpFailure('bad-url', 'no host')
  return url
}

export function portOf(url: URL): number {
  return url.port ? Number(url.port) : (DEFAULT_PORTS[url.protocol] ?? 0)
}

/** `[::1]` and `::1` alike give `::1`. */
function bare(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host
}

async function systemResolver(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true, verbatim: true })
  return found.map(({ address }) => address)
}

export interface Guard {
  /**
   * Resolves once and answers with the addresses to connect to, all of them checked: one bad address in the answer
   * refuses the name, since a name that points both outside and inside is how rebinding begins. `accepts` says which
   * ports are taken, by default those of the web.
   */
  resolve(host: string, port: number, accepts?: (port: number) => boolean): Promise<string[]>
  /** Gives up every name still being asked for. */
  stop(): void
}

export function createGuard({ allow, resolver = systemResolver }: Omit<HttpOptions, 'userAgent'>): Guard {
  const asking = new Set<(failure: HttpFailure) => void>()
  return {
    stop() {
      for (const giveUp of asking) giveUp(new HttpFailure('aborted', 'shutting down'))
    },
    async resolve(hostname, port, accepts = isWebPort) {
      const host = bare(hostname)
      const addresses = isLiteral(host) ? [host] : await resolveName(resolver, host, asking)
      for (const ip of addresses) {
        if (allow?.({ host, ip, port })) continue
        if (!isPublicAddress(ip))
          throw new HttpFailure('address', `${host} does not lead to a public address`)
        if (!accepts(port)) throw new HttpFailure('port', `port ${port} is not taken`)
      }
      return addresses
    },
  }
}

/** After URL parsing an IPv4 host is four decimal numbers and an IPv6 host has a colon; names have neither shape. */
function isLiteral(host: string): boolean {
  return host.includes(':') || /^\d+\.\d+\.\d+\.\d+$/.test(host)
}

async function resolveName(
  resolver: (host: string) => Promise<string[]>,
  host: string,
  asking: Set<(failure: HttpFailure) => void>,
): Promise<string[]> {
  const { promise: givenUp, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new HttpFailure('unresolved', `${host} did not resolve in time`)),
    RESOLVE_MS,
  ).unref()
  asking.add(reject)
  try {
    const addresses = await Promise.race([resolver(host), givenUp])
    if (addresses.length > 0) return addresses
  } catch (cause) {
    throw cause instanceof HttpFailure
      ? cause
      : new HttpFailure('unresolved', `${host} does not resolve`, { cause })
  } finally {
    clearTimeout(timer)
    asking.delete(reject)
  }
  throw new HttpFailure('unresolved', `${host} has no address`)
}

/** A `lookup` for net.connect and tls.connect that knows only these addresses: what was checked is what is dialled. */
export function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  return (_host, options, callback) => {
    const wanted = options.family === 4 || options.family === 6 ? options.family : 0
    const fitting = wanted ? all.filter(({ family }) => family === wanted) : all
    const first = fitting[0]
    if (!first) return callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0)
    if (options.all) return callback(null, fitting)
    callback(null, first.address, first.family)
  }
}
