import type { Doc } from '../doc.ts'
import { factsOf, TEXT_FIRST } from '../words/document.ts'
import type { Hits } from './hits.ts'
import {
  AND,
  AUTHOR,
  BY_AUTHOR,
  CHANNEL,
  FIELD,
  IN_TITLE,
  LANG,
  NOT,
  OR,
  type Program,
  RUN,
  SENTIMENT,
  TERM,
} from './program.ts'

const PLACES = 16_384

/** Walks programs over the words of one document. */
export class Evaluation {
  /** Absent: only a text is known, and whatever it cannot deny is taken for true. */
  doc: Doc | undefined
  authorKnown = true
  private readonly hits: Hits
  private readonly values: string[]
  private before = new Int32Array(PLACES)
  private here = new Int32Array(PLACES)
  private stamp = 0

  constructor(hits: Hits, values: string[]) {
    this.hits = hits
    this.values = values
  }

  holds(program: Program, at = 0): boolean {
    switch (program[at]) {
      case TERM:
        return this.hits.has(program[at + 2] ?? 0)
      case AND:
        return this.all(program, at)
      case OR:
        return this.any(program, at)
      case RUN:
        return this.run(program, at)
      case FIELD:
        return this.field(program, at)
      case AUTHOR:
        return !this.authorKnown || this.hits.has(program[at + 2] ?? 0)
      case NOT:
        return this.doc === undefined || !this.holds(program, at + 2)
      default:
        return false
    }
  }

  private all(program: Program, at: number): boolean {
    const end = at + (program[at + 1] ?? 2)
    for (let child = at + 2; child < end; child += program[child + 1] ?? 2) {
      if (!this.holds(program, child)) return false
    }
    return true
  }

  private any(program: Program, at: number): boolean {
    const end = at + (program[at + 1] ?? 2)
    for (let child = at + 2; child < end; child += program[child + 1] ?? 2) {
      if (this.holds(program, child)) return true
    }
    return false
  }

  private field(program: Program, at: number): boolean {
    const { doc } = this
    if (!doc) return true
    const value = this.values[program[at + 3] ?? 0] ?? ''
    return is(doc, program[at + 2] ?? 0, value) !== (program[at + 4] === 1)
  }

  /**
   * Marks the places where each slot stands right after the one before. One look at every hit of the run's words,
   * however they repeat.
   */
  private run(program: Program, at: number): boolean {
    const where = program[at + 2]
    if (where === BY_AUTHOR && !this.authorKnown) return true
    const last = where === IN_TITLE && this.doc ? TEXT_FIRST : PLACES
    const slots = program[at + 3] ?? 0
    let slot = at + 4
    for (let k = 0; k < slots; k++) {
      const words = program[slot] ?? 0
      if (!this.step(program, slot, words, last, k === 0)) return false
      slot += words + 1
      const { before } = this
      this.before = this.here
      this.here = before
    }
    return true
  }

  private step(program: Program, slot: number, words: number, last: number, first: boolean): boolean {
    const { hits, before, here } = this
    const previous = this.stamp
    const stamp = ++this.stamp
    let any = false
    for (let k = 1; k <= words; k++) {
      const term = program[slot + k] ?? 0
      if (!hits.has(term)) continue
      for (let hit = hits.first(term); hit >= 0; hit = hits.next[hit] ?? -1) {
        const place = hits.place[hit] ?? 0
        if (place >= last || !(first || before[place - 1] === previous)) continue
        here[place] = stamp
        any = true
      }
    }
    return any
  }
}

function is(doc: Doc, field: number, value: string): boolean {
  if (field === LANG) return doc.lang === value
  if (field === CHANNEL) return doc.channel === value
  if (field === SENTIMENT) return doc.sentiment === value
  return factsOf(doc).some((fact) => fact === `~${value}`)
}
