import { cleanText, looksLikeHtml, oneLine, plainText } from '../../../../lib/text/index.ts'
import type { Field } from '../columns/fields.ts'
import type { FileOptions } from '../options.ts'
import type { Row } from '../row.ts'

/** What Excel shows where a formula failed, in English and in French. */
const FAILED =
  /^#(N\/A|REF!|VALUE!|VALEUR!|DIV\/0!|NAME\?|NOM\?|NULL!|NUL!|NUM!|NOMBRE!|SPILL!|PROPAGATION!|CALC!|CALCUL!)$/

/** Letters, digits and usual marks of western text, in one line and without markup: nothing there to clean. */
const PLAIN = /^[ -%'-;=?-~\u00a1-\u00ac\u00ae-\u024f’…–—œ€«»]*$/
const LONGEST = 100_000

/** Thrown within the reading of one row; it becomes a line of the report. */
export class Unreadable extends Error {
  readonly field: Field
  readonly reason: string
  readonly values: Record<string, string | number> | undefined
  constructor(field: Field, reason: string, values?: Record<string, string | number>) {
    super(reason)
    this.field = field
    this.reason = reason
    this.values = values
  }
}

/** The values of a row by field: of several columns for one, the first that is not empty; for the text, the longest. */
export class Values {
  readonly #places: Map<Field, number[]>
  readonly #mangled: boolean
  #cells: string[] = []

  constructor(places: Map<Field, number[]>, options: FileOptions) {
    this.#places = places
    this.#mangled = options.mangled
  }

  take(row: Row): this {
    this.#cells = row.cells
    return this
  }

  has(field: Field): boolean {
    return this.#places.has(field)
  }

  /** Without spaces around; empty when there is nothing. @throws Unreadable for a failed formula */
  raw(field: Field): string {
    let taken = ''
    for (const place of this.#places.get(field) ?? []) {
      const value = this.#cells[place]?.trim()
      if (!value || value.length <= taken.length) continue
      taken = value
      // An extract and the whole of a text often stand side by side.
      if (field !== 'text') break
    }
    if (taken.startsWith('#') && FAILED.test(taken)) throw new Unreadable(field, 'cell_error')
    return this.#mangled ? unmangle(taken) : taken
  }

  /** One line of plain characters. */
  line(field: Field, most = 500): string | undefined {
    const raw = this.raw(field)
    if (PLAIN.test(raw) && raw.length <= most) return raw || undefined
    return oneLine(raw, most) || undefined
  }

  /** Plain words, markup removed. */
  text(field: Field): string | undefined {
    const raw = this.raw(field)
    if (PLAIN.test(raw) && raw.length <= LONGEST) return raw || undefined
    return (
      (looksLikeHtml(raw) ? plainText(raw, LONGEST) : cleanText(raw, LONGEST)).toWellFormed() || undefined
    )
  }
}

/** `Ã©` is é whose two bytes were taken for two characters; left alone when it cannot be so. */
export function unmangle(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes are what is looked for
  if (!/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/.test(text)) return text
  const decoded = Buffer.from(text, 'latin1').toString('utf8')
  return decoded.includes('\ufffd') ? text : decoded
}
