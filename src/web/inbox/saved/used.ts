import { blanksIn } from '../../../../lib/template/index.ts'

/** What an answer under way was made of: kept beside the draft, and told once it leaves. */
export interface Made {
  saved: string[]
}

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
const PREFIX = 'veillee.made.'
const MOST = 10

export function madeOf(id: string, storage: Kept = sessionStorage): Made {
  try {
    const kept: unknown = JSON.parse(storage.getItem(PREFIX + id) ?? '{}')
    const saved = typeof kept === 'object' && kept !== null && 'saved' in kept ? kept.saved : []
    return { saved: Array.isArray(saved) ? saved.filter((one) => typeof one === 'string') : [] }
  } catch {
    return { saved: [] }
  }
}

/** Counting is lost where the browser keeps nothing; answering is not. */
export function noteSaved(id: string, answerId: string, storage: Kept = sessionStorage): void {
  const saved = [...new Set([...madeOf(id, storage).saved, answerId])].slice(-MOST)
  try {
    storage.setItem(PREFIX + id, JSON.stringify({ saved }))
  } catch {
    // As said.
  }
}

export function forgetMade(id: string, storage: Kept = sessionStorage): void {
  try {
    storage.removeItem(PREFIX + id)
  } catch {
    // Nothing was kept.
  }
}

/** As a reply tells it: nothing where nothing was put in. */
export function usedBy(id: string, storage: Kept = sessionStorage): { used?: Made } {
  const made = madeOf(id, storage)
  return made.saved.length > 0 ? { used: made } : {}
}

/** The blank after the cursor, else the first: where the next key should write. */
export function nextBlank(text: string, caret: number): { start: number; end: number } | null {
  const blanks = blanksIn(text)
  return blanks.find(({ start }) => start >= caret) ?? blanks[0] ?? null
}
