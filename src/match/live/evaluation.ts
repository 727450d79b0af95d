import type { Doc } from '../doc.ts'
import { TEXT_FIRST } from '../words/document.ts'
import type { Tokens } from '../words/tokens.ts'
import { Facts } from './facts.ts'
import type { Hits } from './hits.ts'
import { AND, AUTHOR, BY_AUTHOR, COMPARE, FIELD, IN_TITLE, NEAR, NOT, OR, RUN, TERM } from './program.ts'
import type { Programs } from './programs.ts'

const PLACES = 16_384
/** One document uses far fewer than what is left from here on. */
const LAST_STAMP = 0x40000000

/** Walks programs over the words of one document. */
export class Evaluation {
  authorKnown = true
  /** Steps taken over places, over all documents: what must be bounded. */
  steps = 0
  /** Absent: only a text is known, and whatever it cannot deny is taken for true. */
  private whole = false
  private readonly facts = new Facts()
  private readonly hits: Hits
  private readonly programs: Programs
  private readonly values: string[]
  private readonly numbers: number[]
  private before = new Int32Array(PLACES)
  private here = new Int32Array(PLACES)
  private readonly ends = new Int32Array(PLACES)
  private stamp: number

  constructor(hits: Hits, programs: Programs, values: string[], numbers: number[], stamp = 0) {
    this.stamp = stamp
    this.hits = hits
    this.programs = programs
    this.values = values
    this.numbers = numbers
  }

  /** Of a whole document. */
  begin(doc: Doc, tokens: Tokens): void {
    this.facts.begin(doc, tokens)
    this.turnOver()
    this.whole = true
    this.authorKnown = true
  }

  /** Of a text, of which no more is known than who wrote it. */
  beginText(authorKnown: boolean): void {
    this.turnOver()
    this.whole = false
    this.authorKnown = authorKnown
  }

  /** Stamps are whole numbers of 32 bits, and a firehose takes hours to use them up. */
  private turnOver(): void {
    if (this.stamp < LAST_STAMP) return
    for (const column of [this.before, this.here, this.ends]) column.fill(0)
    this.stamp = 0
  }

  /** Whether the program that begins at `at` holds. */
  holds(at: number): boolean {
    const { code } = this.programs
    switch (code[at]) {
      case TERM:
        return this.hits.has(code[at + 2] ?? 0)
      case AND:
        return this.all(code, at)
      case OR:
        return this.any(code, at)
      case RUN:
        return this.run(code, at)
      case NEAR:
        return this.near(code, at)
      case FIELD: {
        const value = this.values[code[at + 3] ?? 0] ?? ''
        return !this.whole || this.facts.says(code[at + 2] ?? 0, value) !== (code[at + 4] === 1)
      }
      case COMPARE:
        return !this.whole || this.compares(code, at) !== (code[at + 5] === 1)
      case AUTHOR:
        return !this.authorKnown || this.hits.has(code[at + 2] ?? 0)
      case NOT:
        return !this.whole || !this.holds(at + 2)
      default:
        return false
    }
  }

  private compares(code: Int32Array, at: number): boolean {
    return this.facts.compares(code[at + 2] ?? 0, code[at + 3] ?? 0, this.numbers[code[at + 4] ?? 0] ?? 0)
  }

  private all(code: Int32Array, at: number): boolean {
    const end = at + (code[at + 1] ?? 2)
    for (let child = at + 2; child < end; child += code[child + 1] ?? 2) {
      if (!this.holds(child)) return false
    }
    return true
  }

  private any(code: Int32Array, at: number): boolean {
    const end = at + (code[at + 1] ?? 2)
    for (let child = at + 2; child < end; child += code[child + 1] ?? 2) {
      if (this.holds(child)) return true
    }
    return false
  }

  /**
   * Marks in `before` the places where each slot stands right after the one before, those of the last slot at the end.
   * One look at every hit of the run's words, however they repeat.
   */
  private run(code: Int32Array, at: number): boolean {
    const where = code[at + 2]
    if (where === BY_AUTHOR && !this.authorKnown) return true
    const last = where === IN_TITLE && this.whole ? TEXT_FIRST : PLACES
    const slots = code[at + 3] ?? 0
    let slot = at + 4
    for (let k = 0; k < slots; k++) {
      const words = code[slot] ?? 0
      if (!this.step(code, slot, words, last, k === 0)) return false
      slot += words + 1
      const { before } = this
      this.before = this.here
      this.here = before
    }
    return true
  }

  private step(code: Int32Array, slot: number, words: number, last: number, first: boolean): boolean {
    const { hits, before, here } = this
    const previous = this.stamp
    const stamp = ++this.stamp
    let any = false
    for (let k = 1; k <= words; k++) {
      const term = code[slot + k] ?? 0
      if (!hits.has(term)) continue
      for (let hit = hits.first(term); hit >= 0; hit = hits.next[hit] ?? -1) {
        this.steps++
        const place = hits.place[hit] ?? 0
        if (place >= last || !(first || before[place - 1] === previous)) continue
        here[place] = stamp
        any = true
      }
    }
    return any
  }

  private near(code: Int32Array, at: number): boolean {
    const left = at + 5
    const right = left + (code[at + 4] ?? 0)
    const end = at + (code[at + 1] ?? 2)
    if (!this.authorKnown && code[left + 2] === BY_AUTHOR) return true
    const distance = code[at + 2] ?? 0
    const ordered = code[at + 3] === 1
    if (this.follows(code, left, right, right, end, distance)) return true
    return !ordered && this.follows(code, right, end, left, right, distance)
  }

  /** Whether a run of the second row begins at most `distance` places after the end of one of the first. */
  private follows(
    code: Int32Array,
    first: number,
    firstEnd: number,
    second: number,
    secondEnd: number,
    distance: number,
  ): boolean {
    const { ends } = this
    // The stamp of a run is that of its last slot: those of this side are the ones from here on.
    const since = this.stamp + 1
    for (let run = first; run < firstEnd; run += code[run + 1] ?? 2) {
      if (!this.run(code, run)) continue
      this.eachEnd(code, run, (place) => {
        ends[place] = this.stamp
        return false
      })
    }
    const until = this.stamp
    for (let run = second; run < secondEnd; run += code[run + 1] ?? 2) {
      if (!this.run(code, run)) continue
      const length = code[run + 3] ?? 1
      const found = this.eachEnd(code, run, (place) => {
        const begin = place - length + 1
        for (let apart = 1; apart <= distance; apart++) {
          this.steps++
          const mark = ends[begin - apart] ?? 0
          if (mark >= since && mark <= until) return true
        }
        return false
      })
      if (found) return true
    }
    return false
  }

  /** Calls `visit` with the places where the run last walked ends, until it answers true. */
  private eachEnd(code: Int32Array, run: number, visit: (place: number) => boolean): boolean {
    const { hits, before, stamp } = this
    let slot = run + 4
    for (let k = 1; k < (code[run + 3] ?? 1); k++) slot += (code[slot] ?? 0) + 1
    for (let k = 1; k <= (code[slot] ?? 0); k++) {
      const term = code[slot + k] ?? 0
      if (!hits.has(term)) continue
      for (let hit = hits.first(term); hit >= 0; hit = hits.next[hit] ?? -1) {
        this.steps++
        const place = hits.place[hit] ?? 0
        if (before[place] === stamp && visit(place)) return true
      }
    }
    return false
  }
}
