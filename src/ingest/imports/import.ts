import { conflict, invalid } from '../../../lib/errors/index.ts'
import type { Field, Mapping, RowError } from '../../channels/file/index.ts'
import type { Phase, State, Summary } from './tables.ts'

/** Refusals past this share of the lines ask for a yes before the rest is imported. */
const ASK_SHARE = 0.02

export interface Standing {
  state: State
  phase: Phase | null
  checked: boolean
  errors: number
  summary: Summary | null
}

/** Where an import goes next, or the reason it does not. */
export type Move = { state: State; phase: Phase | null }

/**
 * Starting reads the whole file first; once that is done, it imports. So whoever starts again after a check that found
 * refusals has seen them.
 * @throws Problem `import_running` or `import_nothing`
 */
export function start({ state, phase, checked, summary }: Standing): Move {
  if (state === 'running' || phase) throw conflict('import_running')
  if (state === 'done') throw conflict('import_done')
  if (checked && summary?.valid === 0) throw invalid('import_nothing')
  return { state: 'running', phase: checked ? 'importing' : 'checking' }
}

/**
 * Stops, and takes back what came: also of an import that is done, as long as it is listed.
 * @throws Problem `import_not_running`
 */
export function cancel({ state, phase }: Standing): Move {
  if (state === 'running') return { state: 'cancelled', phase: phase === 'checking' ? null : 'removing' }
  if (state === 'done') return { state: 'cancelled', phase: 'removing' }
  throw conflict('import_not_running')
}

/**
 * Goes on after an interruption, or begins again after a cancellation or a failure.
 * @throws Problem `import_removing` while what came is being taken back, `import_not_stopped` otherwise
 */
export function resume(standing: Standing): Move {
  const { state, phase } = standing
  if (phase === 'removing') throw conflict('import_removing')
  if (state === 'running') return { state, phase }
  if (state === 'cancelled' || state === 'failed') return start({ ...standing, state: 'ready' })
  throw conflict('import_not_stopped')
}

/** After the check: whether the refusals are few enough to go on without asking. */
export function afterCheck(rows: number, errors: number, valid: number): Move {
  const few = errors <= Math.floor(rows * ASK_SHARE)
  return valid > 0 && few ? { state: 'running', phase: 'importing' } : { state: 'ready', phase: null }
}

/** Changing what is read, or how, while it is being read would make nonsense. @throws Problem */
export function mayChange({ state, phase }: Standing): void {
  if (state === 'running' || phase) throw conflict('import_running')
  if (state === 'done') throw conflict('import_done')
}

const SAID: Field[] = ['text', 'title', 'rating', 'amount', 'verb']

/** @throws Problem `import_mapping` when no line could be imported so */
export function requireMapping(mapping: Mapping): void {
  const fields = new Set(Object.values(mapping))
  if (!fields.has('published')) throw invalid('import_mapping_date')
  if (!SAID.some((field) => fields.has(field))) throw invalid('import_mapping_text')
}

/** Sums up a file line by line. */
export class Tally {
  rows = 0
  errors = 0
  #from = Number.POSITIVE_INFINITY
  #to = Number.NEGATIVE_INFINITY
  readonly #verbs = new Map<string, number>()
  readonly #reasons = new Map<string, number>()
  #gaps = 0
  #folds = 0

  add(published: Date, verb: string, meeting: 'once' | 'gap' | 'fold'): void {
    this.rows += 1
    const at = published.getTime()
    if (at < this.#from) this.#from = at
    if (at > this.#to) this.#to = at
    if (meeting === 'gap') this.#gaps += 1
    if (meeting === 'fold') this.#folds += 1
    this.#verbs.set(verb, (this.#verbs.get(verb) ?? 0) + 1)
  }

  refuse({ reason }: RowError): void {
    this.rows += 1
    this.errors += 1
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1)
  }

  summary(): Summary {
    const some = this.rows > this.errors
    return {
      valid: this.rows - this.errors,
      from: some ? new Date(this.#from).toISOString() : null,
      to: some ? new Date(this.#to).toISOString() : null,
      verbs: Object.fromEntries(this.#verbs),
      reasons: Object.fromEntries(this.#reasons),
      gaps: this.#gaps,
      folds: this.#folds,
    }
  }
}

/** Seconds that the rest takes at the pace so far; null before there is a pace. */
export function secondsLeft(done: number, total: number, elapsed: number): number | null {
  if (done <= 0 || elapsed <= 0 || total <= 0) return null
  return Math.max(0, Math.round(((total - done) / done) * elapsed))
}
