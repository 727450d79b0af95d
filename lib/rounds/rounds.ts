export interface RoundsParts {
  /** Does all there is to do now; not called again before it has ended. */
  look(signal: AbortSignal): Promise<void>
  /** Between two looks that nobody asked for, in milliseconds. */
  everyMs: number
  /** A look went wrong; the next one comes as ever. */
  failed(error: unknown): void
}

export interface Rounds {
  /** There may be something to do: looks at once, or again when the look under way has ended. */
  wake(): void
  /** The look under way is told by its signal to end, and waited for. */
  stop(): Promise<void>
}

/** Looks for work at once, whenever somebody says that there is some, and by the clock in case nobody did. */
export function startRounds({ look, everyMs, failed }: RoundsParts): Rounds {
  const stopping = new AbortController()
  const { signal } = stopping
  let again = false
  let round: Promise<void> | undefined

  async function go(): Promise<void> {
    while (again && !signal.aborted) {
      again = false
      try {
        await look(signal)
      } catch (error) {
        if (!signal.aborted) failed(error)
      }
    }
    // In the same breath as the last question: a wake between the two would be told to nobody.
    round = undefined
  }

  function wake(): void {
    again = true
    if (!signal.aborted) round ??= go()
  }

  const timer = setInterval(wake, everyMs)
  wake()
  return {
    wake,
    async stop() {
      clearInterval(timer)
      stopping.abort()
      await round
    },
  }
}
