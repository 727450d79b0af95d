import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../support/client.ts'
import type { Draw } from './talk.ts'

/** What an agent did and how long it took, in milliseconds. */
export type Timings = Map<string, number[]>

/** Something that the server said it had done. */
export interface Done {
  conversation: string
  text: string
}

export interface Crowd {
  timings: Timings
  /** Notes that were acknowledged. */
  notes: Done[]
  /** Notes that were asked for, whether or not an answer came. */
  asked: Set<string>
  /** Exchanges that a kill or a refusal ended without an answer. */
  cut: number
}

interface Listed {
  items: { id: string }[]
}

/** Milliseconds between two conversations. */
export interface Pace {
  least: number
  most: number
}

/** Some six hundred conversations an hour each, ten times what a person reads and answers. */
export const BUSY: Pace = { least: 3000, most: 9000 }
/** As fast as scripts click: what is there beyond. */
export const FRANTIC: Pace = { least: 400, most: 2200 }

/** One agent at work until told to end: opens the inbox, a view, a conversation, and does something about it. */
export async function work(
  agent: Client,
  name: string,
  crowd: Crowd,
  { draw, pace, signal }: { draw: Draw; pace: Pace; signal: AbortSignal },
): Promise<void> {
  // People do not sit down in the same instant.
  await sleep(draw() * pace.most, undefined, { signal }).catch(() => undefined)
  for (let turn = 0; !signal.aborted; turn++) {
    try {
      await turnOf(agent, `${name}:${turn}`, draw, crowd)
    } catch (error) {
      if (!isCut(error)) throw error
      crowd.cut++
    }
    await sleep(pace.least + draw() * (pace.most - pace.least), undefined, { signal }).catch(() => undefined)
  }
}

/** A server that is not there, or ended in the middle, is no fault of what it said. */
function isCut(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && /answered 50[234]/.test(error.message))
}

const VIEWS = ['assignee=none', 'assignee=me', 'sentiment=negative', 'channel=forum', 'lang=en']

/** What `call` answers, its time kept under `what`. */
export async function timed<T>(crowd: Crowd, what: string, call: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const answer = await call()
  const taken = crowd.timings.get(what) ?? []
  taken.push(performance.now() - start)
  crowd.timings.set(what, taken)
  return answer
}

async function turnOf(agent: Client, turn: string, draw: Draw, crowd: Crowd): Promise<void> {
  const list = (query: string) => agent.call<Listed>('GET', `/conversations?status=open&${query}`)
  const { items } = await timed(crowd, 'inbox', () => list('sort=priority'))
  await timed(crowd, 'counts', () => agent.call('GET', '/conversations/counts'))
  await timed(crowd, 'view', () => list(VIEWS[Math.floor(draw() * VIEWS.length)] ?? ''))
  const chosen = items[Math.floor(draw() * items.length)]
  if (!chosen) return
  const path = `/conversations/${chosen.id}`
  await timed(crowd, 'conversation', () =>
    Promise.all([agent.call('GET', path), agent.call('GET', `${path}/items`)]),
  )
  const act = draw()
  if (act < 0.6) {
    const text = `note ${turn}`
    crowd.asked.add(text)
    await timed(crowd, 'note', () => agent.call('POST', `${path}/notes`, { text }))
    crowd.notes.push({ conversation: chosen.id, text })
  } else if (act < 0.8)
    await timed(crowd, 'label', () => agent.call('PATCH', path, { labels: [`l${Math.floor(draw() * 5)}`] }))
  else if (act < 0.98) await timed(crowd, 'status', () => agent.call('PATCH', path, { status: 'open' }))
  else await timed(crowd, 'status', () => agent.call('PATCH', path, { status: 'done' }))
}
