import { decodeHtml } from '../../../../lib/html/index.ts'
import type { SafeHttp } from '../../../../lib/http/index.ts'
import { type Robots, readRobots } from './robots.ts'

const AGENT = 'veillee'
const KEPT_FOR = 24 * 3_600_000
/** Milliseconds between two readings of one host, whatever it asks. */
const LEAST_GAP = 5_000
const MOST_HOSTS = 5_000

const EVERYTHING: Robots = { allows: () => true, delay: 0 }

/** What sites ask of whoever reads them, remembered for a day; one a process. */
export class Manners {
  readonly #http: SafeHttp
  readonly #sites = new Map<string, { robots: Robots; until: number; next: number }>()

  constructor(http: SafeHttp) {
    this.#http = http
  }

  /** Whether a host may be asked now; taken, it may not be again before its time. */
  takeTurn(url: string, now: Date): boolean {
    const origin = originOf(url)
    // Of a host that is met for the first time, or whose pages are read without its leave, nothing is known yet.
    const site = this.#sites.get(origin) ?? { robots: EVERYTHING, until: 0, next: 0 }
    if (site.next > now.getTime()) return false
    this.#keep(origin, { ...site, next: now.getTime() + Math.max(LEAST_GAP, site.robots.delay * 1000) })
    return true
  }

  /** Whether the site lets programs read this. */
  async mayRead(url: string, now: Date): Promise<boolean> {
    const target = URL.parse(url)
    if (!target) return false
    const robots = await this.#robotsOf(target.origin, now)
    return robots.allows(target.pathname + target.search)
  }

  async #robotsOf(origin: string, now: Date): Promise<Robots> {
    const kept = this.#sites.get(origin)
    if (kept && kept.until > now.getTime()) return kept.robots
    const robots = await this.#ask(origin)
    const next = now.getTime() + Math.max(LEAST_GAP, robots.delay * 1000)
    this.#keep(origin, { robots, until: now.getTime() + KEPT_FOR, next })
    return robots
  }

  /** The host met longest ago is forgotten for a new one. */
  #keep(origin: string, site: { robots: Robots; until: number; next: number }): void {
    this.#sites.delete(origin)
    const [oldest] = this.#sites.size >= MOST_HOSTS ? this.#sites.keys() : []
    if (oldest !== undefined) this.#sites.delete(oldest)
    this.#sites.set(origin, site)
  }

  /** RFC 9309: no such file allows everything. */
  async #ask(origin: string): Promise<Robots> {
    try {
      const options = { maxBytes: 512 * 1024, timeoutMs: 10_000, redirects: 5 }
      const reply = await this.#http.request(`${origin}/robots.txt`, options)
      if (reply.status < 200 || reply.status >= 300) return EVERYTHING
      return readRobots(decodeHtml(reply.body, 'text/plain; charset=utf-8'), AGENT)
    } catch {
      // The page itself will tell what is wrong, in its own words.
      return EVERYTHING
    }
  }
}

function originOf(url: string): string {
  return URL.parse(url)?.origin ?? ''
}
