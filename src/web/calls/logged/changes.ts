import type { Exchange, ExchangeVersion } from '../../../server/api.ts'

export type Said = ExchangeVersion['was']

export interface Step {
  /** As it was before the change, and what was changed of it. */
  version: number
  at: string
  author: string
  was: Partial<Said>
}

const PARTS = ['outcome', 'minutes', 'note'] as const

/** What each change took away, the newest first: of a version only what the next says otherwise. */
export function stepsOf(versions: readonly ExchangeVersion[], now: Said): Step[] {
  return versions
    .map(({ was, ...one }, n) => {
      const next = versions[n + 1]?.was ?? now
      const changed = PARTS.filter((part) => was[part] !== next[part])
      return { ...one, was: Object.fromEntries(changed.map((part) => [part, was[part]])) as Partial<Said> }
    })
    .reverse()
}

/** What the fields of an edit say. */
export interface Fields {
  outcome: string
  minutes: string
  note: string
}

export function fieldsOf({ outcome, minutes, note }: Said): Fields {
  return { outcome, note, minutes: minutes === null ? '' : String(minutes) }
}

/** What an edit sends: only what is said otherwise than it was; undefined where nothing is. */
export function changeOf(was: Exchange, { outcome, minutes, note }: Fields): Partial<Said> | undefined {
  const to: Said = {
    outcome: outcome.trim(),
    note: note.trim(),
    minutes: minutes === '' ? null : Number(minutes),
  }
  const changed = PARTS.filter((part) => to[part] !== was[part])
  if (changed.length === 0) return undefined
  return Object.fromEntries(changed.map((part) => [part, to[part]])) as Partial<Said>
}
