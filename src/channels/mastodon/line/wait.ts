import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../api/index.ts'

/** Ends early, and without an error, once the signal is given. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
}

const LONGEST = 15 * 60_000

/** Waits for the server's quota to be filled again where fewer than `reserve` requests are left of it. */
export async function roomFor(client: Client, reserve: number, waiting?: () => void): Promise<void> {
  const left = client.left()
  if (!left || left.remaining > reserve) return
  const wait = left.resets.getTime() - client.host.now().getTime()
  if (wait <= 0) return
  waiting?.()
  await pause(Math.min(wait, LONGEST), client.host.signal)
}

/** Wakes one sleeper. */
export class Bell {
  #wake: (() => void) | undefined
  #rung = false

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  /** Until it rings, or so many milliseconds. */
  async heard(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung) {
      const stop = new AbortController()
      this.#wake = () => stop.abort()
      await pause(milliseconds, AbortSignal.any([signal, stop.signal]))
      this.#wake = undefined
    }
    this.#rung = false
  }
}
