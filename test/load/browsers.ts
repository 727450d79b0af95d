import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../support/client.ts'
import { type Crowd, timed } from './agents.ts'

interface Browser {
  /** When each conversation was first heard of since it was taken from here. */
  heard: Map<string, number>
  /** When anything was last heard. */
  last: number
}

/** Open browsers, one a client. */
export interface Browsers {
  open: Browser[]
  close(): Promise<void>
}

/** Milliseconds in which the web gathers news of conversations before it asks for its counts again. */
const GATHERED = 2500

/** What a page of the inbox asks for again after news of conversations. */
const COUNTS = ['/conversations/counts', '/inbox-views/counts', '/service-levels/now']

/** Each keeps a live connection, hears of changes by their id, and asks for its counts again as the web does. */
export async function openBrowsers(url: string, clients: Client[], crowd: Crowd): Promise<Browsers> {
  const stop = new AbortController()
  const open = clients.map((): Browser => ({ heard: new Map(), last: 0 }))
  const running = await Promise.all(
    open.map(async (browser, i) => {
      const client = clients[i] as Client
      const { cookie } = client
      const answer = await fetch(`${url}/api/v1/live`, { headers: { cookie }, signal: stop.signal })
      if (!answer.body) throw new Error(`the live connection answered ${answer.status}`)
      return [hear(answer.body, browser), recount(client, browser, crowd, stop.signal)]
    }),
  )
  return {
    open,
    close: async () => {
      stop.abort()
      await Promise.all(running.flat())
    },
  }
}

async function hear(body: ReadableStream<Uint8Array>, browser: Browser): Promise<void> {
  const decoder = new TextDecoder()
  try {
    for await (const chunk of body) {
      for (const [, id] of decoder.decode(chunk, { stream: true }).matchAll(/"id":"([0-9a-f-]{36})"/g))
        if (id) {
          browser.last = performance.now()
          if (!browser.heard.has(id)) browser.heard.set(id, browser.last)
        }
    }
  } catch {
    // Closed, or cut by a kill.
  }
}

async function recount(client: Client, browser: Browser, crowd: Crowd, signal: AbortSignal): Promise<void> {
  let last = performance.now()
  while (!signal.aborted) {
    await sleep(GATHERED, undefined, { signal }).catch(() => undefined)
    if (signal.aborted || browser.last < last) continue
    last = performance.now()
    await Promise.all(
      COUNTS.map((path) => timed(crowd, path, () => client.call('GET', path)).catch(() => crowd.cut++)),
    )
  }
}
