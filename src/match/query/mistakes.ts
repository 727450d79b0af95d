import type { QueryError } from './query.ts'

const MOST_ERRORS = 50

export interface Place {
  start: number
  end: number
}

/** What is wrong with a source, gathered as it is read. */
export class Mistakes {
  readonly errors: QueryError[] = []
  /** Reading on makes no sense. */
  stopped = false
  private readonly source: string

  constructor(source: string) {
    this.source = source
  }

  /** `replacement` in the place of `start` to `end` of the source. */
  mended(start: number, end: number, replacement: string): string {
    return `${this.source.slice(0, start)}${replacement}${this.source.slice(end)}`
  }

  /** The source less what stands at a place, with one space where there was one. */
  without({ start, end }: Place): string {
    const before = this.source.slice(0, start).trimEnd()
    const after = this.source.slice(end).trimStart()
    const gap = before === '' || after === '' || before.endsWith('(') || after.startsWith(')') ? '' : ' '
    return `${before}${gap}${after}`
  }

  fail(
    id: string,
    { start, end }: Place,
    values: Record<string, string | number> = {},
    mend?: string,
  ): undefined {
    if (this.stopped) return
    this.errors.push({ start, end, id, values, ...(mend?.trim() ? { mend } : {}) })
    // Each may carry the whole source, put right.
    if (this.errors.length === MOST_ERRORS) this.stopped = true
  }

  /** Tells why, and reads no further. */
  stop(id: string, at: Place, values: Record<string, number>): undefined {
    this.fail(id, at, values)
    this.stopped = true
  }

  /** The source as written at a place. */
  at({ start, end }: Place): string {
    return this.source.slice(start, end)
  }

  /** The source with `ending` at its end. */
  closed(ending: string): string {
    return `${this.source.trimEnd()}${ending}`
  }
}
