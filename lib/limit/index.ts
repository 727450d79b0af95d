import type { Clock } from '../clock/index.ts'

export interface Rule {
  /** How many in a window. */
  max: number
  /** Milliseconds. */
  window: number
}

export interface Verdict {
  allowed: boolean
  /** Whole seconds until the next one may come; 0 when allowed. */
  retryAfter: number
  remaining: number
}

export interface Limiter {
  /** Counts one and says whether it may pass. What is refused is not counted. */
  take(key: string, rule: Rule): Verdict
  /** Says the same without counting. */
  peek(key: string, rule: Rule): Verdict
}

/** How many sources are remembered; beyond it the oldest are forgotten, so that a flood costs bounded memory. */
const MOST_KEYS = 50_000

/** Milliseconds. Absorbs the rounding of a step that is no whole number, which adds up over the steps of a burst. */
const SLACK = 0.5

/**
 * Limits by the generic cell rate algorithm: one number a key, no burst at the edge of a window. In the memory of one
 * process: behind several, each allows its own share.
 */
export function createLimiter(clock: Clock): Limiter {
  // When each key will have paid for everything it took (theoretical arrival time), in milliseconds.
  const due = new Map<string, number>()

  function look(key: string, rule: Rule): Verdict & { next: number } {
    const now = clock.now().getTime()
    const step = rule.window / rule.max
    const next = Math.max(due.get(key) ?? 0, now) + step
    const excess = next - now - rule.window
    if (excess > SLACK) return { allowed: false, retryAfter: Math.ceil(excess / 1000), remaining: 0, next }
    return {
      allowed: true,
      retryAfter: 0,
      remaining: Math.floor((-excess + Math.min(SLACK, step / 2)) / step),
      next,
    }
  }

  return {
    peek: (key, rule) => look(key, rule),
    take(key, rule) {
      const verdict = look(key, rule)
      if (!verdict.allowed) return verdict
      due.delete(key)
      due.set(key, verdict.next)
      if (due.size > MOST_KEYS) forget(due, clock.now().getTime())
      return verdict
    },
  }
}

/** Drops what is paid for and, if that is not enough, the least recent tenth. */
function forget(due: Map<string, number>, now: number): void {
  for (const [key, at] of due) if (at <= now) due.delete(key)
  let surplus = due.size - MOST_KEYS * 0.9
  for (const key of due.keys()) {
    if (surplus-- <= 0) return
    due.delete(key)
  }
}
