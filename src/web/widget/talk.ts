import type { SiteItem, SiteNews } from '../../server/api.ts'
import { type Door, Refused } from './door.ts'

/** Something of the visitor that the server has not yet given back. */
export interface Pending {
  id: string
  text: string
  files: { id: string; name: string }[]
  /** Why it was refused, in words; it stays until it is sent again or removed. */
  refused?: string
}

export interface Facts {
  lang: string
  zone?: string
  page?: string
  referrer?: string
}

export interface State {
  items: SiteItem[]
  pending: Pending[]
  online: boolean
  writing: boolean
  /** It was erased, here or there. */
  gone: boolean
}

export interface Who {
  name?: string
  email?: string
}

interface Way {
  door: Door
  facts(): Facts
  changed(): void
  /** Secret of a conversation that is remembered; without it a new one. */
  token?: string | undefined
  /** Milliseconds before the next try, of which the server wants so many; tests have less patience. */
  pause?: (tries: number, wanted: number) => number
}

const LONGEST = 30_000
const TYPING = 3_000
const WRITING = 6_000
/** Milliseconds until one asks again who found no room to wait. */
const FULL = 10_000

function usualPause(tries: number, wanted: number): number {
  return Math.max(wanted, Math.min(LONGEST, 500 * 2 ** tries) * (0.7 + Math.random() * 0.6))
}

/** One conversation, of which nothing is lost nor doubled: what is said keeps its id until the server gives it back. */
export class Talk {
  readonly state: State = { items: [], pending: [], online: true, writing: false, gone: false }
  readonly token: string
  /** Somebody has said something. */
  begun: boolean
  readonly #way: Way
  readonly #ended = new AbortController()
  readonly #resting = new Set<() => void>()
  /** What the server has, though its number has not come back yet. */
  readonly #given = new Set<string>()
  #who: Who = {}
  #seen = 0
  #typed = Number.NEGATIVE_INFINITY
  #sending = false
  #quiet: ReturnType<typeof setTimeout> | undefined

  constructor(way: Way) {
    this.#way = way
    this.token = way.token ?? secret()
    this.begun = way.token !== undefined
    if (this.begun) void this.#listen()
  }

  say(text: string, files: { id: string; name: string }[], who: Who = {}): void {
    Object.assign(this.#who, who)
    this.state.pending.push({ id: secret(16), text, files })
    this.#way.changed()
    void this.#send()
  }

  /** Tries again what was refused. */
  again(id: string): void {
    const one = this.state.pending.find((pending) => pending.id === id)
    if (one) delete one.refused
    this.#way.changed()
    void this.#send()
  }

  remove(id: string): void {
    this.state.pending = this.state.pending.filter((one) => one.id !== id)
    this.#way.changed()
  }

  /** How far has been looked at. */
  see(n: number): void {
    if (n <= this.#seen) return
    this.#seen = n
    const look = { token: this.token, after: n, seen: n, now: true }
    if (this.begun) this.#ask<SiteNews>('/wait', look).then((news) => this.#take(news), ignore)
  }

  typing(): void {
    const now = performance.now()
    if (!this.begun || now - this.#typed < TYPING) return
    this.#typed = now
    this.#ask('/typing', { token: this.token }).catch(ignore)
  }

  /** Tries at once: the network is back. */
  hurry(): void {
    for (const done of this.#resting) done()
  }

  stop(): void {
    this.#ended.abort()
    clearTimeout(this.#quiet)
    this.hurry()
  }

  #ask<R>(path: string, body: object): Promise<R> {
    return this.#way.door<R>(path, body, this.#ended.signal)
  }

  async #send(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    for (let tries = 0; !this.#ended.signal.aborted; ) {
      const next = this.state.pending.find((one) => one.refused === undefined && !this.#given.has(one.id))
      if (!next) break
      try {
        await this.#tell(next)
        tries = 0
      } catch (error) {
        if (isFinal(error)) next.refused = error.message
        else await this.#rest(error, tries++)
        this.#way.changed()
      }
    }
    this.#sending = false
  }

  async #tell({ id, text, files }: Pending): Promise<void> {
    const ids = files.map((file) => file.id)
    await this.#ask('/say', { token: this.token, id, text, files: ids, ...this.#way.facts(), ...this.#who })
    this.#given.add(id)
    this.#reached(true)
    if (this.begun) return
    this.begun = true
    void this.#listen()
  }

  async #listen(): Promise<void> {
    for (let tries = 0; !this.#ended.signal.aborted; ) {
      try {
        const after = this.state.items.at(-1)?.n ?? 0
        const { page } = this.#way.facts()
        const asked = { token: this.token, after, seen: this.#seen, page, now: !this.state.online }
        const news = await this.#ask<SiteNews>('/wait', asked)
        tries = 0
        this.#reached(true)
        this.#take(news)
        if (news.full) await this.#pause(FULL)
      } catch (error) {
        if (error instanceof Refused && error.problem === 'not_found') return this.#lost()
        await this.#rest(error, tries++)
      }
    }
  }

  #lost(): void {
    if (this.#ended.signal.aborted) return
    this.state.gone = true
    this.stop()
    this.#way.changed()
  }

  #take({ items, writing }: SiteNews): void {
    const { state } = this
    const last = state.items.at(-1)?.n ?? 0
    const fresh = items.filter((item) => item.n > last)
    state.items.push(...fresh)
    const back = new Set(fresh.map((item) => item.id))
    state.pending = state.pending.filter((one) => !back.has(one.id))
    const was = state.writing
    state.writing = writing && !fresh.some((item) => item.ours)
    clearTimeout(this.#quiet)
    if (state.writing) this.#quiet = setTimeout(() => this.#stopped(), WRITING)
    if (fresh.length > 0 || was !== state.writing) this.#way.changed()
  }

  #stopped(): void {
    this.state.writing = false
    this.#way.changed()
  }

  #reached(online: boolean): void {
    if (this.state.online === online) return
    this.state.online = online
    this.#way.changed()
  }

  /** Waits before the next try; one that was told to slow down is not cut off. */
  #rest(error: unknown, tries: number): Promise<void> {
    if (this.#ended.signal.aborted) return Promise.resolve()
    const refused = error instanceof Refused ? error : undefined
    this.#reached(refused?.problem === 'rate_limited')
    return this.#pause((this.#way.pause ?? usualPause)(tries, (refused?.after ?? 0) * 1000))
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#resting.delete(done)
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      this.#resting.add(done)
    })
  }
}

function ignore(): void {}

/** A refusal that another try would not change. */
function isFinal(error: unknown): error is Refused {
  return error instanceof Refused && error.problem !== 'network' && error.problem !== 'rate_limited'
}

/** Random bytes as URL-safe text; a secret has 32, as the server wants. */
export function secret(length = 32): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
