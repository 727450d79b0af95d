import type { SiteDeps } from '../deps.ts'

/** Milliseconds that somebody counts as writing after the last sign of it. */
const WRITING = 6_000
/** Beyond this many who wait at once, in all or from one source, the next are answered at once. */
const MOST_WAITING = 5_000
const MOST_A_SOURCE = 30
/** Visitors remembered as being written to. */
const MOST_WRITING = 10_000

/** Where pages of visitors wait for what comes; one a process, woken by the notices of all. */
export interface Hub {
  /** Whether another may wait; whoever does is counted until `leave`. */
  enter(source: string): { wake: Promise<void>; leave(): void; at(visitorId: string): void } | undefined
  /** Somebody of ours is writing to them now. */
  isWriting(visitorId: string): boolean
}

export function createHub({ onNotice, clock }: Pick<SiteDeps, 'onNotice' | 'clock'>): Hub {
  const waiting = new Map<string, Set<() => void>>()
  const sources = new Map<string, number>()
  const writing = new Map<string, number>()
  let count = 0
  const now = () => clock.now().getTime()
  onNotice(({ k, id }) => {
    if (k !== 'visitor' && k !== 'writing') return
    if (k === 'writing' && id) {
      writing.delete(id)
      writing.set(id, now())
      if (writing.size > MOST_WRITING) writing.delete(writing.keys().next().value ?? '')
    }
    for (const wake of waiting.get(id ?? '') ?? []) wake()
  })
  return {
    isWriting: (id) => now() - (writing.get(id) ?? Number.NEGATIVE_INFINITY) < WRITING,
    enter(source) {
      const here = sources.get(source) ?? 0
      if (count >= MOST_WAITING || here >= MOST_A_SOURCE) return undefined
      count++
      sources.set(source, here + 1)
      const { promise: wake, resolve } = Promise.withResolvers<void>()
      let place: string | undefined
      return {
        wake,
        at(visitorId) {
          place = visitorId
          waiting.set(visitorId, (waiting.get(visitorId) ?? new Set()).add(resolve))
        },
        leave() {
          count--
          const left = (sources.get(source) ?? 1) - 1
          if (left > 0) sources.set(source, left)
          else sources.delete(source)
          const set = place === undefined ? undefined : waiting.get(place)
          set?.delete(resolve)
          if (set?.size === 0 && place !== undefined) waiting.delete(place)
        },
      }
    },
  }
}
