import { blanksIn } from '../../../../lib/template/index.ts'

/** What an answer under way was made of: kept beside the draft, and told once it leaves. */
export interface Made {
  saved: string[]
  /** A draft by a model, with the words that it had. */
  model: { id: string; text: string } | null
}

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
const PREFIX = 'veillee.made.'
const MOST = 10

export function madeOf(id: string, storage: Kept = sessionStorage): Made {
  try {
    return madeIn(JSON.parse(storage.getItem(PREFIX + id) ?? 'null'))
  } catch {
    return madeIn(null)
  }
}

function madeIn(kept: unknown): Made {
  const { saved, model } = ((typeof kept === 'object' ? kept : null) as Record<string, unknown>) ?? {}
  return {
    saved: Array.isArray(saved) ? saved.filter((one) => typeof one === 'string') : [],
    model: isModel(model) ? { id: model.id, text: model.text } : null,
  }
}

function isModel(value: unknown): value is { id: string; text: string } {
  if (typeof value !== 'object' || value === null) return false
  const { id, text } = value as Record<string, unknown>
  return typeof id === 'string' && typeof text === 'string'
}

function keep(id: string, made: Made, storage: Kept): void {
  try {
    storage.setItem(PREFIX + id, JSON.stringify(made))
  } catch {
    // Counting is lost where the browser keeps nothing; answering is not.
  }
}

export function noteSaved(id: string, answerId: string, storage: Kept = sessionStorage): void {
  const made = madeOf(id, storage)
  keep(id, { ...made, saved: [...new Set([...made.saved, answerId])].slice(-MOST) }, storage)
}

export function noteModel(id: string, draftId: string, text: string, storage: Kept = sessionStorage): void {
  keep(id, { ...madeOf(id, storage), model: { id: draftId, text } }, storage)
}

export function forgetMade(id: string, storage: Kept = sessionStorage): void {
  try {
    storage.removeItem(PREFIX + id)
  } catch {
    // Nothing was kept.
  }
}

/** As a reply tells it: nothing where nothing was put in. */
export function usedBy(
  id: string,
  storage: Kept = sessionStorage,
): { used?: { saved: string[]; model?: string } } {
  const { saved, model } = madeOf(id, storage)
  if (saved.length === 0 && !model) return {}
  return { used: { saved, ...(model ? { model: model.id } : {}) } }
}

/** Whether what stands in the field is word for word what a model wrote: nobody has made it theirs yet. */
export function isUntouched(id: string, text: string, storage: Kept = sessionStorage): boolean {
  const { model } = madeOf(id, storage)
  return model !== null && model.text.trim() !== '' && model.text.trim() === text.trim()
}

/** The blank after the cursor, else the first: where the next key should write. */
export function nextBlank(text: string, caret: number): { start: number; end: number } | null {
  const blanks = blanksIn(text)
  return blanks.find(({ start }) => start >= caret) ?? blanks[0] ?? null
}
