import { type Base, NO_BASE } from './sync.ts'

const PREFIX = 'veillee.draft-base.'

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What this device last knew to be the same at the server: it outlives the window, as the draft does. */
export function baseAt(id: string, storage: Kept = localStorage): Base {
  try {
    const kept = JSON.parse(storage.getItem(PREFIX + id) ?? 'null') as Partial<Base> | null
    return typeof kept?.version === 'number' && typeof kept.body === 'string'
      ? { version: kept.version, body: kept.body }
      : NO_BASE
  } catch {
    // What cannot be read back was not ours.
    return NO_BASE
  }
}

export function keepBase(id: string, base: Base, storage: Kept = localStorage): void {
  try {
    if (base.version === 0) storage.removeItem(PREFIX + id)
    else storage.setItem(PREFIX + id, JSON.stringify(base))
  } catch {
    // A browser that keeps nothing asks the person more often.
  }
}
