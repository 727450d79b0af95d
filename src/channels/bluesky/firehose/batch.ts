import { setImmediate as breathe } from 'node:timers/promises'
import type { Activity } from '../../../activity/index.ts'
import type { Batch } from '../../channel.ts'
import type { Interest } from '../sift/act.ts'
import type { Memory } from '../sift/memory.ts'
import { sift } from '../sift/sift.ts'
import type { Chunk } from './line/index.ts'

/** How batches are cut. */
export interface Cut {
  /** Activities a batch. */
  most: number
  /** Milliseconds that the first activity of a batch waits for company. */
  linger: number
  /** Milliseconds after which a batch goes out with its cursor though nothing was kept. */
  beat: number
}

export const CUT: Cut = { most: 500, linger: 50, beat: 1_000 }

/** Milliseconds of sifting between two chances for the rest of the process. */
const TURN_MS = 8

/** What is being gathered for the next batch. */
interface Gathering {
  activities: Activity[]
  certain: Set<string>
  rejected: { reason: string; at?: string }[]
  skipped: number
  /** Newest time sifted, microseconds: what the next start resumes from. */
  position: number | undefined
  /** When it goes out at the latest. */
  due: number
}

export async function* batches(
  chunks: AsyncGenerator<Chunk, void>,
  interest: Interest,
  memory: Memory,
  cut: Cut,
): AsyncGenerator<Batch, void> {
  let gathering = gather(undefined, cut)
  let coming = chunks.next()
  for (;;) {
    const turn = await within(coming, gathering.due - performance.now())
    if (turn?.done) return
    if (turn) {
      coming = chunks.next()
      // Left unread when the consumer leaves; its failure then belongs to nobody.
      coming.catch(() => undefined)
      for (const { reason, at } of turn.value.refused) gathering.rejected.push({ reason, at })
      let breath = performance.now()
      for (const event of turn.value.events) {
        take(gathering, sift(event, interest, memory), cut)
        advance(gathering, turn.value, event.time_us)
        if (gathering.activities.length >= cut.most) {
          yield batchOf(gathering)
          gathering = gather(gathering.position, cut)
        }
        if (performance.now() - breath < TURN_MS) continue
        await breathe()
        breath = performance.now()
      }
      advance(gathering, turn.value)
    }
    if (performance.now() < gathering.due) continue
    if (gathering.position !== undefined) yield batchOf(gathering)
    gathering = gather(gathering.position, cut)
  }
}

/** To this event, or to the end of the chunk; never past what the chunk takes for true. */
function advance(gathering: Gathering, { position }: Chunk, to = position): void {
  if (position === undefined || to === undefined) return
  gathering.position = Math.max(gathering.position ?? 0, Math.min(to, position))
}

function gather(position: number | undefined, cut: Cut): Gathering {
  const due = performance.now() + cut.beat
  return { activities: [], certain: new Set(), rejected: [], skipped: 0, position, due }
}

function take(gathering: Gathering, verdict: ReturnType<typeof sift>, cut: Cut): void {
  if (!verdict) gathering.skipped++
  else if (verdict.kind === 'refused') gathering.rejected.push({ reason: verdict.reason, at: verdict.at })
  else {
    gathering.activities.push(verdict.activity)
    if (verdict.certain) gathering.certain.add(verdict.activity.externalId)
    gathering.due = Math.min(gathering.due, performance.now() + cut.linger)
  }
}

function batchOf({ activities, certain, rejected, skipped, position }: Gathering): Batch {
  const cursor = position === undefined ? undefined : String(Math.floor(position))
  const head = position === undefined ? undefined : new Date(position / 1000)
  return { activities, cursor, head, rejected, skipped, certain }
}

/** The turn if it comes within so many milliseconds. */
async function within<T>(turn: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => late.resolve(undefined), Math.max(0, milliseconds))
  try {
    return await Promise.race([turn, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
