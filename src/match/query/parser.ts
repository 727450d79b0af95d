import { FIELD_NAMES, fieldNamed, fieldValue, nearestName, VALUES } from './fields.ts'
import { type Lexeme, lex } from './lexer.ts'
import {
  type Field,
  MAX_DEPTH,
  MAX_TERMS,
  MIN_PREFIX,
  type Node,
  type QueryError,
  type Where,
} from './query.ts'
import { prefixLength, termsOf } from './terms.ts'

/** What stands before a colon: then words are looked for there only, or are values. */
type Within = Field | 'title' | 'author' | undefined

interface Part {
  node: Node | undefined
  /** Something was there, be it wrong. */
  any: boolean
}

/** Reads symbols by descent, and goes on after an error so that all are told at once. */
export class Parser {
  readonly errors: QueryError[] = []
  readonly lexemes: Lexeme[]
  private readonly source: string
  private readonly channels: readonly string[] | undefined
  private i = 0
  private terms = 0
  private depth = 0
  private stopped = false

  constructor(source: string, channels?: readonly string[]) {
    this.source = source
    this.channels = channels
    this.lexemes = lex(source)
  }

  parse(): Node | undefined {
    const parts: Node[] = []
    while (this.i < this.lexemes.length) {
      const { node } = this.or(undefined)
      if (node) parts.push(node)
      const stray = this.lexemes[this.i]
      if (!stray) break
      this.fail('paren_close', stray, {}, this.without(stray))
      this.i++
    }
    return parts.length > 1 ? { kind: 'and', nodes: parts } : parts[0]
  }

  /** `replacement` in the place of `start` to `end` of the source. */
  mended(start: number, end: number, replacement: string): string {
    return `${this.source.slice(0, start)}${replacement}${this.source.slice(end)}`
  }

  without({ start, end }: { start: number; end: number }): string {
    const before = this.source.slice(0, start).trimEnd()
    const after = this.source.slice(end).trimStart()
    const gap = before === '' || after === '' || before.endsWith('(') || after.startsWith(')') ? '' : ' '
    return `${before}${gap}${after}`
  }

  fail(
    id: string,
    { start, end }: { start: number; end: number },
    values: Record<string, string | number> = {},
    mend?: string,
  ): undefined {
    if (this.stopped) return
    this.errors.push({ start, end, id, values, ...(mend?.trim() ? { mend } : {}) })
  }

  /** Tells why, and reads no further. */
  private stop(id: string, at: { start: number; end: number }, values: Record<string, number>): undefined {
    this.fail(id, at, values)
    this.stopped = true
    this.i = this.lexemes.length
  }

  private or(within: Within): Part {
    const nodes: Node[] = []
    let any = false
    let before: Lexeme | undefined
    while (true) {
      const part = this.and(within)
      const operator = this.lexemes[this.i]
      const goesOn = operator?.symbol === 'or'
      if (!part.any && (before || goesOn)) this.alone(before ?? operator)
      any ||= part.any
      if (part.node) nodes.push(part.node)
      if (!goesOn) break
      before = operator
      this.i++
    }
    return { node: nodes.length > 1 ? { kind: 'or', nodes } : nodes[0], any }
  }

  private and(within: Within): Part {
    const nodes: Node[] = []
    let any = false
    while (true) {
      const lexeme = this.lexemes[this.i]
      if (!lexeme || lexeme.symbol === 'or' || lexeme.symbol === 'close') break
      if (lexeme.symbol === 'and') {
        this.i++
        if (!any || !this.startsOperand()) this.alone(lexeme)
        any = true
        continue
      }
      any = true
      const node = this.unary(within)
      if (node) nodes.push(node)
    }
    return { node: nodes.length > 1 ? { kind: 'and', nodes } : nodes[0], any }
  }

  private startsOperand(): boolean {
    const symbol = this.lexemes[this.i]?.symbol
    return symbol !== undefined && symbol !== 'and' && symbol !== 'or' && symbol !== 'close'
  }

  private alone(operator: Lexeme | undefined): undefined {
    if (operator) this.fail('operator_alone', operator, { operator: operator.text }, this.without(operator))
  }

  private unary(within: Within): Node | undefined {
    const lexeme = this.lexemes[this.i]
    if (lexeme?.symbol !== 'not') return this.primary(within)
    this.i++
    if (!this.startsOperand()) return this.alone(lexeme)
    return this.deeper(lexeme, () => {
      const node = this.unary(within)
      return node && { kind: 'not', node }
    })
  }

  private deeper(at: Lexeme, read: () => Node | undefined): Node | undefined {
    if (this.depth >= MAX_DEPTH) return this.stop('too_deep', at, { max: MAX_DEPTH })
    this.depth++
    const node = read()
    this.depth--
    return node
  }

  private primary(within: Within): Node | undefined {
    const lexeme = this.lexemes[this.i]
    if (!lexeme) return
    this.i++
    if (lexeme.symbol === 'open') return this.deeper(lexeme, () => this.group(lexeme, within))
    if (lexeme.symbol === 'phrase') return this.phrase(lexeme, within)
    return this.word(lexeme, within)
  }

  private group(open: Lexeme, within: Within): Node | undefined {
    const { node, any } = this.or(within)
    const close = this.lexemes[this.i]
    if (close?.symbol !== 'close') this.fail('paren_open', open, {}, `${this.source.trimEnd()})`)
    else {
      this.i++
      if (!any)
        this.fail(
          'paren_empty',
          { start: open.start, end: close.end },
          {},
          this.without({ ...open, end: close.end }),
        )
    }
    return node
  }

  private phrase(lexeme: Lexeme, within: Within): Node | undefined {
    if (lexeme.open) {
      const closing = this.source.charAt(lexeme.start) === '«' ? ' »' : '"'
      return this.fail('quote_open', lexeme, {}, `${this.source.trimEnd()}${closing}`)
    }
    if (lexeme.text.trim() === '') return this.fail('phrase_empty', lexeme, {}, this.without(lexeme))
    return this.operand(lexeme.text.trim(), lexeme, within, true)
  }

  private word(lexeme: Lexeme, within: Within): Node | undefined {
    const named = /^([\p{L}_]+):(?!\/\/)(.*)$/su.exec(lexeme.text)
    const [, name = '', value = ''] = named ?? []
    const after = this.lexemes[this.i]
    const opens = after?.glued && (after.symbol === 'open' || after.symbol === 'phrase')
    if (!named || (value === '' && !opens && !fieldNamed(name)))
      return this.operand(lexeme.text, lexeme, within, false)
    return this.named(lexeme, name, value, within)
  }

  /** `name:value`, `name:"…"` or `name:(…)`. */
  private named(lexeme: Lexeme, name: string, value: string, within: Within): Node | undefined {
    const field = fieldNamed(name)
    const place = { start: lexeme.start, end: lexeme.start + name.length + 1 }
    const after = this.lexemes[this.i]
    const opens = after?.glued && (after.symbol === 'open' || after.symbol === 'phrase')
    if (!field || within) {
      const near = field ? undefined : nearestName(name)
      const mend = near && this.mended(place.start, place.end, `${near}:`)
      const whole = this.mended(lexeme.start, lexeme.end, `"${lexeme.text}"`)
      this.fail(
        field ? 'field_nested' : 'field_unknown',
        place,
        { name, known: FIELD_NAMES.join(', ') },
        mend ?? (value ? whole : undefined),
      )
      if (value === '' && opens) this.primary(undefined)
      return
    }
    if (value !== '') {
      return this.operand(value, { start: place.end, end: lexeme.end }, field, false)
    }
    if (!opens) return this.fail('field_empty', lexeme, { name: `${name}:` }, this.without(lexeme))
    return this.primary(field)
  }

  private operand(
    text: string,
    at: { start: number; end: number },
    within: Within,
    phrase: boolean,
  ): Node | undefined {
    if (within && within !== 'title' && within !== 'author') return this.value(within, text, at)
    return this.words(text, at, within ?? 'body', phrase)
  }

  private value(field: Field, text: string, at: { start: number; end: number }): Node | undefined {
    const { value, meant } = fieldValue(field, text)
    if (field === 'channel' && !value) return this.fail('channel_malformed', at, { value: text })
    const known = field === 'channel' ? this.channels : VALUES[field]
    if (value && (field !== 'channel' || !known || known.includes(value)))
      return { kind: 'field', field, value }
    const mend = meant && this.mended(at.start, at.end, meant)
    return this.fail('value_unknown', at, { field, value: text, known: (known ?? []).join(', ') }, mend)
  }

  private words(
    written: string,
    at: { start: number; end: number },
    where: Where,
    phrase: boolean,
  ): Node | undefined {
    if (!phrase && this.reserved(written, at)) return
    if (this.starred(written, at, phrase)) return
    const { runs, count } = termsOf(written, where)
    if (runs.length === 0) return this.fail(emptiness(written), at, { word: written }, this.without(at))
    if (prefixLength(runs) < MIN_PREFIX) {
      const longer = this.mended(at.start, at.end, this.source.slice(at.start, at.end).replaceAll('*', ''))
      return this.fail('prefix_short', at, { word: written, min: MIN_PREFIX }, longer)
    }
    this.terms += count
    if (this.terms > MAX_TERMS) return this.stop('too_many_terms', at, { max: MAX_TERMS })
    return { kind: 'words', where, written, phrase: phrase || count > 1, runs }
  }

  /** What other tools understand and this one does not (yet) is told, never searched as if it were a word. */
  private reserved(written: string, at: { start: number; end: number }): boolean {
    const near = /^(?:O?NEAR|PROCHE|[AW])\/\d+F?$/iu.test(written)
    const exact = /^[=~^]./u.test(written)
    const wildcard = /[\p{L}\p{N}]\?[\p{L}\p{N}]/u.test(written) && !written.includes('/')
    if (!near && !exact && !wildcard) return false
    const mend = near ? 'AND' : exact ? written.slice(1) : `${written.slice(0, written.indexOf('?'))}*`
    this.fail('reserved', at, { word: written }, this.mended(at.start, at.end, mend))
    return true
  }

  /** A star is understood at the end of a word only. */
  private starred(written: string, at: { start: number; end: number }, phrase: boolean): boolean {
    const words = written.split(/\s+/u)
    if (words.some((word) => /^\*+$/u.test(word))) {
      this.fail('star_alone', at, {}, phrase ? undefined : this.without(at))
      return true
    }
    const inside = words.find((word) => /\*[^*]/u.test(word))
    if (!inside) return false
    const stem = inside.replace(/^\*+/u, '')
    const kept = stem.includes('*') ? `${stem.slice(0, stem.indexOf('*'))}*` : stem
    const mend = this.source.slice(at.start, at.end).replace(inside, () => kept)
    this.fail('star_inside', at, { word: inside }, this.mended(at.start, at.end, mend))
    return true
  }
}

function emptiness(written: string): string {
  return /^[#@＃＠]$/u.test(written) ? 'mark_alone' : 'word_empty'
}
