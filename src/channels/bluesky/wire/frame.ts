import { z } from 'zod'
import { did } from './id.ts'
import { type Refused, reasonOf } from './refused.ts'

/**
 * What Jetstream sends (version 1 of its JSON), guarded. Every frame is a stranger's: what an event needs to mean
 * anything is demanded, what only decorates it is dropped where it is malformed, and nothing here throws.
 */

/** Microseconds since 1970, as the instance that serves them saw the event. */
const time_us = z.int().min(0)

const envelope = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('commit'),
    did,
    time_us,
    commit: z.object({
      rev: z.string().max(64),
      operation: z.enum(['create', 'update', 'delete']),
      collection: z.string().regex(/^[A-Za-z0-9.-]{1,317}$/),
      rkey: z.string().regex(/^[A-Za-z0-9._:~-]{1,512}$/),
      record: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  z.object({
    kind: z.literal('identity'),
    did,
    time_us,
    identity: z.object({ handle: z.string().max(253).optional() }),
  }),
  z.object({
    kind: z.literal('account'),
    did,
    time_us,
    account: z.object({
      active: z.boolean(),
      status: z.string().max(64).optional(),
      time: z.string().max(64),
    }),
  }),
])

/** A kind of event that came after this was written: it tells the time and nothing else. */
const later = z.object({ kind: z.string(), time_us })

export type WireEvent = z.output<typeof envelope>

export type Commit = Extract<WireEvent, { kind: 'commit' }>

export interface Tick {
  kind: 'tick'
  time_us: number
}

const KINDS = new Set(['commit', 'identity', 'account'])

/** One frame's text as an event, a mere sign of life, or a refusal with its reason. */
export function readFrame(text: string): WireEvent | Tick | Refused {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { kind: 'refused', reason: 'not JSON' }
  }
  const event = envelope.safeParse(json)
  if (event.success) return event.data
  const tick = later.safeParse(json)
  if (tick.success && !KINDS.has(tick.data.kind)) return { kind: 'tick', time_us: tick.data.time_us }
  return { kind: 'refused', reason: reasonOf('event', event.error) }
}
