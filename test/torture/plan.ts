/** mulberry32: small and seeded. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Where the outbox can be cut: beside every await of it. */
export const POINTS = [
  'claimed',
  'opened',
  'absent',
  'begun',
  'answered',
  'settling',
  'held',
  'recorded',
  'written',
  'settled',
  'taken-over',
] as const

export interface Plan {
  seed: number
  workers: number
  messages: number
  /** Workers that end themselves at a step. */
  cuts: { point: string; nth: number }[]
  /** Milliseconds at which some worker is killed. */
  kills: number[]
  /** A worker is frozen at a moment, past its lease. */
  freeze?: { at: number; lasts: number }
  /** The clock of a worker goes wrong. */
  jump?: { at: number; by: number }
  /** Everything is stopped for a while. */
  stop?: { at: number; lasts: number }
  /** What happens to the `n`th request of a text, given the faults of its network. */
  fault(faults: readonly string[], text: string, n: number): string | undefined
}

const HOUR = 3_600_000
/** How often the nth try of something goes wrong. */
const SHARES = [0, 0.5, 0.3, 0.2, 0.1]

/** Everything that goes wrong in one run, from its seed alone. */
export function planOf(seed: number, lease: number): Plan {
  const random = randomOf(seed * 7919 + 17)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const workers = random() < 0.1 ? 10 : 2
  const at = () => 50 + random() * 700
  return {
    seed,
    workers,
    messages: 24,
    cuts: Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
      point: pick(POINTS),
      nth: 1 + Math.floor(random() * 4),
    })),
    kills: Array.from({ length: Math.floor(random() * 3) }, at),
    ...(random() < 0.3 ? { freeze: { at: at() / 2, lasts: lease * 1.5 } } : {}),
    ...(random() < 0.3
      ? { jump: { at: at(), by: Math.round((random() < 0.5 ? -1 : 1) * random() * 100 * HOUR) } }
      : {}),
    ...(random() < 0.25 ? { stop: { at: at(), lasts: 150 } } : {}),
    fault(faults, text, n) {
      // By the text and the try, so that it does not hang on who comes first.
      const draw = randomOf(seed * 31 + n * 101 + hash(text))
      draw()
      if (n > 4 || draw() > (SHARES[n] ?? 0)) return undefined
      return faults[Math.floor(draw() * faults.length)]
    },
  }
}

function hash(text: string): number {
  let value = 0
  for (const letter of text) value = (Math.imul(value, 31) + letter.charCodeAt(0)) | 0
  return value
}
