/** What one listener remembers of the stream, bounded. */
export interface Memory {
  /** DID to handle, from identity events: posts themselves carry no name. */
  handles: Bounded<string>
  /** External ids given out lately: the host may not know them yet, and a rewind brings them again. */
  given: Bounded<true>
  /** Deleted posts and the revision that did it: a replay may bring the post after its deletion. */
  gone: Bounded<string>
}

export function createMemory(size = 20_000): Memory {
  return { handles: new Bounded(size), given: new Bounded(size), gone: new Bounded(size) }
}

/** A map that forgets its oldest entry when it is full. */
export class Bounded<V> {
  readonly #entries = new Map<string, V>()
  readonly #size: number
  constructor(size: number) {
    this.#size = size
  }
  get(key: string): V | undefined {
    return this.#entries.get(key)
  }
  set(key: string, value: V): void {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= this.#size) return
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest)
      return
    }
  }
}
