import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../support/client.ts'
import { type Crowd, timed } from './agents.ts'

/** Open browsers, one a client. */
export interface Browsers {
  /** When each conversation was last heard of, by browser. */
  heard: Map<string, number>[]
  close(): Promise<void>
}

/** Milliseconds in which the web gathers news of conversations before it asks for its counts again. */
const GATHERED = 2500

/** What a page of the inbox asks for again after news of conversations. */
const COUNTS = ['/conversations/counts', '/inbox-views/counts', '/service-levels/now']

/** Each keeps a live connection, hears of changes by their id, and asks for its counts again as the web does. */
export async function openBrowsers(url: string, clients: Client[], crowd: Crowd): Promise<Browsers> {
  const stop = new AbortController()
  const heard = clients.map(() => new Map<string, number>())
  const running = await Promise.all(
    clients.map(async (client, i) => {
      const { cookie } = client
      const answer = await fetch(`${url}/api/v1/live`, { headers: { cookie }, signal: stop.signal })
      if (!answer.body) throw new Error(`the live connection answered ${answer.status}`)
      return [hear(answer.body, heard[i] ?? new Map()), recount(client, heard[i], crowd, stop.signal)]
    }),
  )
  return {
    heard,
    close: async () => {
      stop.abort()
      await Promise.all(running.flat())
    },
  }
}

async function hear(body: ReadableStream<Uint8Array>, heard: Map<string, number>): Promise<void> {
  const decoder = new TextDecoder()
  try {
    for await (const chunk of body) {
      for (const [, id] of decoder.decode(chunk, { stream: true }).matchAll(/"id":"([0-9a-f-]{36})"/g))
        if (id) heard.set(id, performance.now())
    }
  } catch {
    // Closed, or cut by a kill.
  }
}

async function recount(
  client: Client,
  heard: Map<string, number> | undefined,
  crowd: Crowd,
  signal: AbortSignal,
): Promise<void> {
  let last = performance.now()
  while (!signal.aborted) {
    await sleep(GATHERED, undefined, { signal }).catch(() => undefined)
    const [since, now] = [last, performance.now()]
    if (signal.aborted || ![...(heard?.values() ?? [])].some((at) => at >= since)) continue
    last = now
    await Promise.all(
      COUNTS.map((path) => timed(crowd, path, () => client.call('GET', path)).catch(() => crowd.cut++)),
    )
  }
}
