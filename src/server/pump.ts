export interface PumpParts<C extends { name: string }> {
  consumers: readonly C[]
  /** Reads on a little; answers how much there was. */
  step(workspaceId: string, consumer: C): Promise<number>
  failed(consumer: C, error: unknown): void
  signal: AbortSignal
}

export interface Pump {
  /** There may be something to read in a workspace. */
  wake(workspaceId: string): void
  /** Resolves once nothing runs. */
  idle(): Promise<void>
}

/** Runs each consumer of a workspace until it has caught up, one at a time; a wake meanwhile makes it look again. */
export function createPump<C extends { name: string }>(parts: PumpParts<C>): Pump {
  const { signal } = parts
  const running = new Map<string, { again: boolean; done: Promise<void> }>()

  async function run(
    workspaceId: string,
    consumer: C,
    key: string,
    state: { again: boolean },
  ): Promise<void> {
    do {
      state.again = false
      try {
        while (!signal.aborted && (await parts.step(workspaceId, consumer)) > 0);
      } catch (error) {
        parts.failed(consumer, error)
      }
    } while (state.again && !signal.aborted)
    // In the same breath as the last look: a wake between the two would be told to somebody who has left.
    running.delete(key)
  }

  return {
    wake(workspaceId) {
      if (signal.aborted) return
      for (const consumer of parts.consumers) {
        const key = `${workspaceId}|${consumer.name}`
        const there = running.get(key)
        if (there) {
          there.again = true
          continue
        }
        const state = { again: false, done: Promise.resolve() }
        running.set(key, state)
        state.done = run(workspaceId, consumer, key, state)
      }
    },
    async idle() {
      while (running.size > 0) await Promise.all([...running.values()].map((state) => state.done))
    },
  }
}
