/**
 * What a browser remembers of a conversation: nothing at all until the visitor has agreed, and nothing from the moment
 * that they take it back. A browser that allows no storage remembers nothing either.
 */
export interface Memory {
  recall(): string | undefined
  keep(token: string): void
  forget(): void
}

export function memoryOf(site: string): Memory {
  const key = `veillee:${site}`
  const tried = <R>(work: (storage: Storage) => R): R | undefined => {
    try {
      return work(localStorage)
    } catch {
      return undefined
    }
  }
  return {
    recall: () => tried((storage) => storage.getItem(key)) ?? undefined,
    keep: (token) => tried((storage) => storage.setItem(key, token)),
    forget: () => tried((storage) => storage.removeItem(key)),
  }
}
