import { FIELD_NAMES, type FieldName, fieldNamed, nearestName } from './fields.ts'
import { type LeafOptions, Leaves, whereOf } from './leaves.ts'
import { type Lexeme, lex } from './lexer.ts'
import { isMeasure } from './measures.ts'
import { Mistakes, type Place } from './mistakes.ts'
import { nearOf } from './near.ts'
import { MAX_DEPTH, type Node } from './query.ts'

/** What stands before a colon: then words are looked for there only, or are values. */
type Within = FieldName | undefined

interface Part {
  node: Node | undefined
  /** Something was there, be it wrong. */
  any: boolean
}

/** Reads symbols by descent, and goes on after an error so that all are told at once. */
export class Parser {
  readonly lexemes: Lexeme[]
  readonly mistakes: Mistakes
  private readonly leaves: Leaves
  private i = 0
  private depth = 0

  constructor(source: string, options: LeafOptions) {
    this.lexemes = lex(source)
    this.mistakes = new Mistakes(source)
    this.leaves = new Leaves(this.mistakes, options)
  }

  parse(): Node | undefined {
    const parts: Node[] = []
    while (this.peek()) {
      const { node } = this.or(undefined)
      if (node) parts.push(node)
      const stray = this.peek()
      if (!stray) break
      this.mistakes.fail('paren_close', stray, {}, this.mistakes.without(stray))
      this.i++
    }
    return parts.length > 1 ? { kind: 'and', nodes: parts } : parts[0]
  }

  private peek(): Lexeme | undefined {
    return this.mistakes.stopped ? undefined : this.lexemes[this.i]
  }

  private or(within: Within): Part {
    const nodes: Node[] = []
    let any = false
    let before: Lexeme | undefined
    while (true) {
      const part = this.and(within)
      const operator = this.peek()
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
      const lexeme = this.peek()
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

  /** One operand, or several with `NEAR` between them, each near the one before. */
  private near(within: Within): Node | undefined {
    const begins = this.peek()?.symbol !== 'near'
    let left = begins ? this.primary(within) : undefined
    const nodes: Node[] = []
    let operator = this.peek()
    if (operator?.symbol !== 'near') return left
    for (let first = true; operator?.symbol === 'near'; operator = this.peek(), first = false) {
      this.i++
      const goesOn = this.startsOperand()
      if (!goesOn || (first && !begins)) this.alone(operator)
      const right = goesOn ? this.primary(within) : undefined
      const near = nearOf(left, operator, right, this.mistakes)
      if (near) nodes.push(near)
      left = right
    }
    return nodes.length > 1 ? { kind: 'and', nodes } : nodes[0]
  }

  private startsOperand(): boolean {
    const symbol = this.peek()?.symbol
    return symbol !== undefined && !['and', 'or', 'near', 'close'].includes(symbol)
  }

  private alone(operator: Lexeme | undefined): undefined {
    if (operator)
      this.mistakes.fail(
        'operator_alone',
        operator,
        { operator: operator.text },
        this.mistakes.without(operator),
      )
  }

  private unary(within: Within): Node | undefined {
    const lexeme = this.peek()
    if (lexeme?.symbol !== 'not') return this.near(within)
    this.i++
    if (!this.startsOperand()) return this.alone(lexeme)
    return this.deeper(lexeme, () => {
      const node = this.unary(within)
      return node && { kind: 'not', node }
    })
  }

  private deeper(at: Lexeme, read: () => Node | undefined): Node | undefined {
    if (this.depth >= MAX_DEPTH) return this.mistakes.stop('too_deep', at, { max: MAX_DEPTH })
    this.depth++
    const node = read()
    this.depth--
    return node
  }

  private primary(within: Within): Node | undefined {
    const lexeme = this.peek()
    if (!lexeme) return
    this.i++
    if (lexeme.symbol === 'open') return this.deeper(lexeme, () => this.group(lexeme, within))
    if (lexeme.symbol === 'phrase') return this.phrase(lexeme, within)
    return this.word(lexeme, within)
  }

  /** The source without a group that holds nothing, nor the operators that were waiting for it. */
  private withoutGroup(open: Lexeme, { end }: Lexeme): string {
    let { start } = open
    for (let i = this.lexemes.indexOf(open) - 1; i >= 0; i--) {
      const before = this.lexemes[i]
      if (before?.symbol !== 'and' && before?.symbol !== 'or' && before?.symbol !== 'not') break
      start = before.start
    }
    return this.mistakes.without({ start, end })
  }

  private group(open: Lexeme, within: Within): Node | undefined {
    const { node, any } = this.or(within)
    const close = this.peek()
    if (close?.symbol !== 'close') {
      const mend = any ? this.mistakes.closed(')') : this.withoutGroup(open, open)
      this.mistakes.fail('paren_open', open, {}, mend)
    } else {
      this.i++
      if (!any)
        this.mistakes.fail(
          'paren_empty',
          { start: open.start, end: close.end },
          {},
          this.withoutGroup(open, close),
        )
    }
    return node
  }

  private phrase(lexeme: Lexeme, within: Within): Node | undefined {
    const text = this.quoted(lexeme)
    return text === undefined ? undefined : this.operand(text, lexeme, within, true)
  }

  /** What stands in quotes that close and hold something. */
  private quoted(lexeme: Lexeme): string | undefined {
    if (lexeme.open) {
      const closing = this.mistakes.at(lexeme).startsWith('«') ? ' »' : '"'
      return this.mistakes.fail('quote_open', lexeme, {}, this.mistakes.closed(closing))
    }
    if (lexeme.text.trim() === '')
      return this.mistakes.fail('phrase_empty', lexeme, {}, this.mistakes.without(lexeme))
    return lexeme.text.trim()
  }

  private word(lexeme: Lexeme, within: Within): Node | undefined {
    const named = /^([\p{L}_]+):(?!\/\/)(.*)$/su.exec(lexeme.text)
    const [, name = '', value = ''] = named ?? []
    if (!named || (value === '' && !this.opens() && !fieldNamed(name)))
      return this.plain(lexeme.text, lexeme, within)
    return this.named(lexeme, name, value, within)
  }

  /** A group or a phrase follows right after. */
  private opens(): Lexeme | undefined {
    const after = this.peek()
    return after?.glued && (after.symbol === 'open' || after.symbol === 'phrase') ? after : undefined
  }

  /** `name:value`, `name:"…"` or `name:(…)`. */
  private named(lexeme: Lexeme, name: string, value: string, within: Within): Node | undefined {
    const field = fieldNamed(name)
    const place = { start: lexeme.start, end: lexeme.start + name.length + 1 }
    const opens = this.opens()
    // A list of terms may be looked for in a title or in names.
    if (!field || (within && !(field === 'list' && whereOf(within)))) {
      this.misnamed(lexeme, name, value, field)
      if (value === '' && opens) this.primary(undefined)
      return
    }
    if (value !== '') {
      const at = { start: place.end, end: lexeme.end }
      const inner = /^([\p{L}_]+):(?!\/\/)(.*)$/su.exec(value)
      // `title:list:marques`; any other field has no place there.
      if (inner && whereOf(field) && fieldNamed(inner[1] ?? ''))
        return this.named({ ...lexeme, text: value, start: at.start }, inner[1] ?? '', inner[2] ?? '', field)
      return field === 'list'
        ? this.leaves.list(value, at, whereOf(within) ?? 'body')
        : this.plain(value, at, field)
    }
    if (!opens)
      return this.mistakes.fail('field_empty', lexeme, { name: `${name}:` }, this.mistakes.without(lexeme))
    if (field !== 'list' || opens.symbol !== 'phrase') return this.primary(field)
    this.i++
    const title = this.quoted(opens)
    return title === undefined ? undefined : this.leaves.list(title, opens, whereOf(within) ?? 'body')
  }

  private misnamed(lexeme: Lexeme, name: string, value: string, field: FieldName | undefined): void {
    const place = { start: lexeme.start, end: lexeme.start + name.length + 1 }
    const near = field ? undefined : nearestName(name)
    const mend = near && this.mistakes.mended(place.start, place.end, `${near}:`)
    const whole = this.mistakes.mended(lexeme.start, lexeme.end, `"${lexeme.text}"`)
    this.mistakes.fail(
      field ? 'field_nested' : 'field_unknown',
      place,
      { name, known: FIELD_NAMES.join(', ') },
      mend ?? (value ? whole : undefined),
    )
  }

  /** A word, that may be asked for as it is written: `=Orange`, `="Air France"`. */
  private plain(text: string, at: Place, within: Within): Node | undefined {
    const where = whereOf(within)
    if (!where || !text.startsWith('=')) return this.operand(text, at, within, false)
    const phrase = text === '=' ? this.opens() : undefined
    if (phrase?.symbol !== 'phrase') return this.leaves.exact(text.slice(1), at, where)
    this.i++
    const words = this.quoted(phrase)
    return words === undefined
      ? undefined
      : this.leaves.exact(words, { start: at.start, end: phrase.end }, where)
  }

  private operand(text: string, at: Place, within: Within, phrase: boolean): Node | undefined {
    const where = whereOf(within)
    if (where) return this.leaves.words(text, at, where, phrase)
    if (isMeasure(within)) return this.leaves.measure(within, text, at)
    if (within === 'list') return this.leaves.list(text, at, 'body')
    return within && within !== 'title' && within !== 'author'
      ? this.leaves.value(within, text, at)
      : undefined
  }
}
