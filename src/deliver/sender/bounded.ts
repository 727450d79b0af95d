import { ChannelFailure } from '../../channels/index.ts'

/** What a channel gets to end once it was told to; after that nobody waits for it. */
const GRACE = 2000

/**
 * Does `work` with a signal that aborts after `milliseconds`, or when `outer` does. Work that does not heed its signal
 * is left behind, and counts as uncertain. Timers count by the clock that never jumps.
 * @throws what `work` throws; ChannelFailure `uncertain`
 */
export async function bounded<T>(
  outer: AbortSignal,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const end = new AbortController()
  const left = Promise.withResolvers<never>()
  let leaving: NodeJS.Timeout | undefined
  const abort = () => {
    if (end.signal.aborted) return
    end.abort()
    leaving = setTimeout(
      () => {
        left.reject(new ChannelFailure({ kind: 'uncertain', detail: 'failure.no-end' }))
      },
      Math.min(GRACE, milliseconds),
    )
  }
  const timer = setTimeout(abort, milliseconds)
  outer.addEventListener('abort', abort, { once: true })
  if (outer.aborted) abort()
  try {
    return await Promise.race([work(end.signal), left.promise])
  } finally {
    clearTimeout(timer)
    clearTimeout(leaving)
    outer.removeEventListener('abort', abort)
  }
}
