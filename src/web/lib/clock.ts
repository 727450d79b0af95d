import { useSyncExternalStore } from 'react'

const EVERY = 30_000
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

/** Milliseconds since 1970, the same for all on screen: renewed by one timer, and by the first who looks after a while. */
export const present = {
  now: () => now,
  subscribe(listener: () => void): () => void {
    if (listeners.size === 0) now = Date.now()
    listeners.add(listener)
    timer ??= setInterval(() => {
      now = Date.now()
      for (const each of listeners) each()
    }, EVERY)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) {
        clearInterval(timer)
        timer = undefined
      }
    }
  },
}

/** The present, renewed twice a minute by one timer for all the ages on screen. */
export function useNow(): number {
  return useSyncExternalStore(present.subscribe, present.now)
}
