import type { TimeChoice } from '../../server/api.ts'
import { ApiProblem, api, apiUrl } from '../lib/api.ts'
import { areaOf } from './area.ts'
import { type Minute, SeenMinutes } from './seen.ts'

const LOOK = 20_000
const TELL = 5 * 60_000
/** A little less than the server takes. */
const KEPT = 47 * 3_600_000
const MOST = 600
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove', 'scroll'] as const

let stop: (() => void) | undefined

/** Begins to count, or ends it, as the member chose. */
export function setCounting(counted: boolean): void {
  if (!counted) {
    stop?.()
    stop = undefined
  } else stop ??= start()
}

/** Asks once what the member chose. */
export async function beginCounting(): Promise<void> {
  const choice = await api.get<TimeChoice>('/me/time/choice').catch(() => undefined)
  if (choice) setCounting(choice.counted)
}

function start(): () => void {
  const seen = new SeenMinutes()
  const touch = () => seen.touch(Date.now())
  const look = () => {
    if (document.visibilityState === 'visible') seen.look(Date.now(), areaOf(location.pathname))
  }
  const tell = async () => {
    const minutes = seen.take(MOST)
    if (minutes.length === 0) return
    await api.post('/me/time/minutes', { minutes }).catch((error) => {
      // Refused is refused; what did not arrive comes with the next.
      if (error instanceof ApiProblem && error.status === 0) seen.giveBack(minutes, Date.now() - KEPT)
    })
  }
  const leave = () => {
    look()
    tellLast(seen.take(MOST))
  }
  const hide = () => document.visibilityState === 'hidden' && leave()
  for (const sign of SIGNS) addEventListener(sign, touch, { passive: true, capture: true })
  document.addEventListener('visibilitychange', hide)
  addEventListener('pagehide', leave)
  const timers = [setInterval(look, LOOK), setInterval(() => void tell(), TELL)]
  touch()
  return () => {
    for (const timer of timers) clearInterval(timer)
    for (const sign of SIGNS) removeEventListener(sign, touch, { capture: true })
    document.removeEventListener('visibilitychange', hide)
    removeEventListener('pagehide', leave)
  }
}

/** A page that goes can wait for no answer. */
function tellLast(minutes: Minute[]): void {
  if (minutes.length === 0) return
  const body = new Blob([JSON.stringify({ minutes })], { type: 'application/json' })
  navigator.sendBeacon(apiUrl('/me/time/minutes'), body)
}
