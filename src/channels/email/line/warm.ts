/** Connections kept for the next errand of the same account, and closed when none comes soon. */
export interface Warm<T> {
  /**
   * Runs `use` with a connection that nobody else has: a kept one where `alive` says that it will do, else a new one.
   * It is kept again unless `use` fails.
   */
  lend<R>(key: string, open: () => Promise<T>, use: (one: T, fresh: boolean) => Promise<R>): Promise<R>
  close(): void
}

interface Kept<T> {
  one: T
  timer: NodeJS.Timeout
}

export function createWarm<T>(options: {
  alive(one: T): boolean
  end(one: T): void
  keepMs: number
  /** Kept for one key at most. */
  most: number
}): Warm<T> {
  const shelves = new Map<string, Kept<T>[]>()

  function take(key: string): T | undefined {
    const shelf = shelves.get(key) ?? []
    for (let kept = shelf.pop(); kept; kept = shelf.pop()) {
      clearTimeout(kept.timer)
      if (shelf.length === 0) shelves.delete(key)
      if (options.alive(kept.one)) return kept.one
      options.end(kept.one)
    }
    return undefined
  }

  function put(key: string, one: T): void {
    const shelf = shelves.get(key) ?? []
    if (!options.alive(one) || shelf.length >= options.most) {
      options.end(one)
      return
    }
    const kept = { one, timer: setTimeout(drop, options.keepMs) }
    kept.timer.unref()
    shelf.push(kept)
    shelves.set(key, shelf)
    function drop() {
      shelf.splice(shelf.indexOf(kept), 1)
      if (shelf.length === 0 && shelves.get(key) === shelf) shelves.delete(key)
      options.end(one)
    }
  }

  return {
    async lend(key, open, use) {
      const kept = take(key)
      const one = kept ?? (await open())
      try {
        const result = await use(one, kept === undefined)
        put(key, one)
        return result
      } catch (error) {
        options.end(one)
        throw error
      }
    },
    close() {
      for (const shelf of shelves.values()) {
        for (const { one, timer } of shelf) {
          clearTimeout(timer)
          options.end(one)
        }
      }
      shelves.clear()
    },
  }
}
