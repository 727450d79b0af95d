import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Notice } from '../db/notify.ts'

/**
 * What a subscriber receives: a notice of its workspace, or the news that some were missed; `past`, that there were some
 * of this kind just before it began to listen.
 */
export type LiveItem = { k: string; id?: string } | { k: string; past: true } | { k: 'refetch' }

export interface Subscription extends AsyncIterable<LiveItem> {
  close(): void
}

export interface Live {
  /**
   * What happens in one workspace from now on. A reader too slow for the queue is told to fetch again instead.
   * @param past milliseconds before now of which the kinds are told first: what a page fetched before it could listen
   */
  subscribe(workspaceId: string, past?: number): Subscription
  /** Every notice of every workspace, for workers that wake on them. @returns what ends it */
  onNotice(listener: (notice: Notice) => void): () => void
  /** Told at the start and after each cut, once it listens: notices of before were not heard. @returns what ends it */
  onListening(listener: () => void): () => void
  connected(): boolean
  close(): Promise<void>
}

export interface LiveOptions {
  /** Items kept for a reader that does not keep up. */
  queue?: number
  /** First and longest wait before connecting again, in milliseconds. */
  retry?: { first: number; most: number }
  onError?: (error: unknown) => void
}

const CHECK_EVERY = 30_000

/**
 * Keeps one connection of its own that listens on the NOTIFY channel `veillee`, and hands each notice to the
 * subscribers of its workspace. While the connection is cut notices are lost: everybody is then told to fetch again.
 */
export function startLive(url: string, options: LiveOptions = {}): Live {
  const subscribers = new Map<string, Set<Queue>>()
  const listeners = new Set<(notice: Notice) => void>()
  const beginners = new Set<() => void>()
  const stop = new AbortController()
  const state = { connected: false }
  /** When each kind was last heard, by workspace. */
  const latest = new Map<string, Map<string, number>>()

  function hear(payload: string): void {
    const notice = parse(payload)
    if (!notice) return
    for (const listener of listeners) listener(notice)
    const kinds = latest.get(notice.w) ?? new Map()
    latest.set(notice.w, kinds.set(notice.k, performance.now()))
    const item = notice.id === undefined ? { k: notice.k } : { k: notice.k, id: notice.id }
    for (const queue of subscribers.get(notice.w) ?? []) queue.push(item)
  }

  function listening(again: boolean): void {
    for (const listener of beginners) listener()
    if (!again) return
    for (const queues of subscribers.values()) for (const queue of queues) queue.push({ k: 'refetch' })
  }

  const running = keepListening(url, options, stop.signal, { hear, listening, state })

  return {
    subscribe(workspaceId, past = 0) {
      const queues = subscribers.get(workspaceId) ?? new Set()
      const queue = new Queue(options.queue ?? 256, () => {
        queues.delete(queue)
        if (queues.size === 0 && subscribers.get(workspaceId) === queues) subscribers.delete(workspaceId)
      })
      subscribers.set(workspaceId, queues.add(queue))
      const since = performance.now() - past
      for (const [k, at] of latest.get(workspaceId) ?? []) if (at > since) queue.push({ k, past: true })
      return queue
    },
    onNotice(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onListening(listener) {
      beginners.add(listener)
      return () => beginners.delete(listener)
    },
    connected: () => state.connected,
    async close() {
      stop.abort()
      for (const queues of [...subscribers.values()]) for (const queue of [...queues]) queue.close()
      await running
    },
  }
}

interface Ears {
  hear(payload: string): void
  listening(again: boolean): void
  state: { connected: boolean }
}

async function keepListening(
  url: string,
  options: LiveOptions,
  signal: AbortSignal,
  ears: Ears,
): Promise<void> {
  const { first, most } = options.retry ?? { first: 100, most: 5000 }
  let pause = first
  let again = false
  while (!signal.aborted) {
    try {
      await listenOnce(url, signal, ears, () => {
        pause = first
        ears.state.connected = true
        ears.listening(again)
        again = true
      })
    } catch (error) {
      options.onError?.(error)
    }
    ears.state.connected = false
    if (signal.aborted) return
    await wait(pause, undefined, { signal }).catch(() => undefined)
    pause = Math.min(pause * 2, most)
  }
}

/** Listens until the connection ends; a cut that the network does not report is found by asking now and then. */
async function listenOnce(url: string, signal: AbortSignal, ears: Ears, ready: () => void): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'veillee live',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
  const ended = Promise.withResolvers<void>()
  client.on('error', ended.reject)
  client.on('end', ended.resolve)
  client.on('notification', (message) => ears.hear(message.payload ?? ''))
  const leave = () => ended.resolve()
  signal.addEventListener('abort', leave, { once: true })
  let check: NodeJS.Timeout | undefined
  try {
    await client.connect()
    await client.query('listen veillee')
    ready()
    check = setInterval(() => client.query('select 1').catch(ended.reject), CHECK_EVERY)
    await ended.promise
  } finally {
    clearInterval(check)
    signal.removeEventListener('abort', leave)
    // A second rejection, after the first one ended the wait, has nobody left to tell.
    ended.promise.catch(() => undefined)
    await client.end().catch(() => undefined)
  }
}

function parse(payload: string): Notice | null {
  try {
    const notice = JSON.parse(payload) as Partial<Notice>
    return typeof notice.w === 'string' && typeof notice.k === 'string' ? (notice as Notice) : null
  } catch {
    return null
  }
}

/** A bounded queue with one reader. Full, it forgets all it holds and says so once. */
class Queue implements Subscription {
  private items: LiveItem[] = []
  private wake: (() => void) | undefined
  private closed = false
  private readonly most: number
  private readonly onClose: () => void

  constructor(most: number, onClose: () => void) {
    this.most = most
    this.onClose = onClose
  }

  push(item: LiveItem): void {
    if (this.closed) return
    const last = this.items.at(-1)
    if (last && last.k === item.k && (last as { id?: string }).id === (item as { id?: string }).id) return
    if (this.items.length >= this.most) this.items = [{ k: 'refetch' }]
    else this.items.push(item)
    this.wake?.()
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.onClose()
    this.wake?.()
  }

  async *[Symbol.asyncIterator](): AsyncIterator<LiveItem> {
    try {
      while (true) {
        const item = this.items.shift()
        if (item) yield item
        else if (this.closed) return
        else
          await new Promise<void>((resolve) => {
            this.wake = resolve
          })
      }
    } finally {
      this.close()
    }
  }
}
