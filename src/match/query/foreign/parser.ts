import { lexForeign, type Sign } from './lexer.ts'
import type { Place, Strict, Tool, Tree, Value } from './tree.ts'

/** Deeper than any person writes; what is deeper is passed over. */
const MAX_DEPTH = 100

/** Operators that join by nearness in a row; those after are passed over, and what they join is all asked for. */
const MAX_CHAIN = 20

/** Google's `allintitle:` and its like take all words that follow. */
const TAKES_ALL: Record<string, string> = { allintitle: 'intitle', allinurl: 'inurl', allintext: 'intext' }

/** What was odd in a source, and read all the same. */
export interface Oddity extends Place {
  id: 'unbalanced' | 'comment'
}

/** Reads the query of another tool; never fails, for what people paste is rarely whole. */
export function parseForeign(source: string, tool: Tool): { tree: Tree | undefined; odd: Oddity[] } {
  const parser = new ForeignParser(lexForeign(source, tool), tool)
  return { tree: parser.read(), odd: parser.odd }
}

class ForeignParser {
  readonly odd: Oddity[] = []
  private readonly symbols: Sign[]
  private readonly tool: Tool
  private i = 0
  private depth = 0

  constructor(symbols: Sign[], tool: Tool) {
    this.symbols = symbols.filter((symbol) => symbol.kind !== 'comment')
    this.tool = tool
    for (const { kind, start, end } of symbols)
      if (kind === 'comment') this.odd.push({ start, end, id: 'comment' })
  }

  read(): Tree | undefined {
    const parts: Tree[] = []
    while (this.peek()) {
      const part = this.or()
      if (part) parts.push(part)
      const stray = this.peek()
      if (stray) {
        if (stray.kind === 'close') this.odd.push({ start: stray.start, end: stray.end, id: 'unbalanced' })
        this.i++
      }
    }
    return together('and', parts)
  }

  private peek(): Sign | undefined {
    return this.symbols[this.i]
  }

  /** Google joins alternatives before all else, the others last. */
  private or(): Tree | undefined {
    if (this.tool === 'google-alerts') return this.and(() => this.either(() => this.near()))
    return this.either(() => this.and(() => this.near()))
  }

  private either(read: () => Tree | undefined): Tree | undefined {
    const nodes: Tree[] = []
    while (true) {
      const node = this.startsAlternative() ? read() : undefined
      if (node) nodes.push(node)
      if (this.peek()?.kind !== 'or') return together('or', nodes)
      this.i++
    }
  }

  private startsAlternative(): boolean {
    const kind = this.peek()?.kind
    return kind !== undefined && kind !== 'or' && kind !== 'close'
  }

  private and(read: () => Tree | undefined): Tree | undefined {
    const nodes: Tree[] = []
    while (true) {
      const symbol = this.peek()
      const google = this.tool === 'google-alerts'
      if (!symbol || symbol.kind === 'close' || (symbol.kind === 'or' && !google))
        return together('and', nodes)
      if (symbol.kind === 'and' || symbol.kind === 'near' || symbol.kind === 'or') {
        this.i++
        continue
      }
      const node = read()
      if (node) nodes.push(node)
    }
  }

  private near(): Tree | undefined {
    let left = this.unary()
    for (let chained = 0; ; chained++) {
      const symbol = this.peek()
      if (symbol?.kind !== 'near' || chained === MAX_CHAIN) return left
      this.i++
      const right = this.startsOperand() ? this.unary() : undefined
      if (!left || !right) {
        left ??= right
        continue
      }
      const place = { start: left.start, end: right.end }
      left = { kind: 'near', nodes: [left, right], operator: symbol.operator, ...place }
    }
  }

  private startsOperand(): boolean {
    const kind = this.peek()?.kind
    return kind !== undefined && !['and', 'or', 'close', 'near'].includes(kind)
  }

  private unary(): Tree | undefined {
    if (this.depth >= MAX_DEPTH) {
      this.i++
      return
    }
    this.depth++
    const node = this.operand()
    this.depth--
    return node
  }

  private operand(): Tree | undefined {
    const symbol = this.peek()
    if (symbol?.kind === 'must') return this.must()
    if (symbol?.kind !== 'not') return this.primary()
    this.i++
    const node = this.startsOperand() ? this.unary() : undefined
    return node && { kind: 'not', node, start: symbol.start, end: node.end }
  }

  /** Talkwalker compares accents after one plus, capitals too after two; elsewhere a plus says what holds anyway. */
  private must(): Tree | undefined {
    let signs = 0
    while (this.peek()?.kind === 'must') {
      signs++
      this.i++
    }
    const node = this.startsOperand() ? this.unary() : undefined
    if (node?.kind !== 'words' || this.tool !== 'talkwalker') return node
    const strict: Strict = signs > 1 ? 'case' : 'accents'
    return { ...node, strict, start: node.start - signs }
  }

  private primary(): Tree | undefined {
    const symbol = this.peek()
    if (!symbol) return
    this.i++
    if (symbol.kind === 'open') return this.group(symbol)
    if (symbol.kind === 'field') return this.field(symbol)
    if (symbol.kind !== 'text' || symbol.text === '') return
    const { text, phrase, strict, start, end } = symbol
    if (symbol.open) this.odd.push({ start, end: start + 1, id: 'unbalanced' })
    return this.loose({ kind: 'words', text, phrase, start, end, ...(strict ? { strict } : {}) })
  }

  private group(open: Sign): Tree | undefined {
    const node = this.or()
    const close = this.peek()
    if (close?.kind !== 'close') {
      this.odd.push({ start: open.start, end: open.end, id: 'unbalanced' })
      return node
    }
    this.i++
    return node && this.loose({ ...node, start: open.start, end: close.end })
  }

  /** `~5` after a phrase or a group of words: they stand near each other, in any order. */
  private loose(node: Tree): Tree {
    const symbol = this.peek()
    if (symbol?.kind !== 'slop') return node
    this.i++
    const end = symbol.end
    if (node.kind === 'words') return { ...node, slop: symbol.distance, end }
    if (node.kind !== 'and') return node
    const operator = {
      text: `~${symbol.distance}`,
      distance: symbol.distance,
      ordered: false,
      start: symbol.start,
      end,
    }
    return node.nodes.reduce((left, right) => ({
      kind: 'near',
      nodes: [left, right],
      operator,
      start: node.start,
      end,
    }))
  }

  private field(symbol: Sign & { kind: 'field' }): Tree | undefined {
    const name = symbol.name.toLowerCase()
    const all = this.tool === 'google-alerts' ? TAKES_ALL[name] : undefined
    if (all) {
      const nodes: Tree[] = []
      while (this.peek()?.kind === 'text') {
        const word = this.primary()
        if (word) nodes.push(word)
      }
      const tree = together('and', nodes)
      return (
        tree && {
          kind: 'field',
          name: all,
          value: { kind: 'tree', tree },
          start: symbol.start,
          end: tree.end,
        }
      )
    }
    const after = this.peek()
    if (!after) return
    const value = this.value(after)
    const end = this.symbols[this.i - 1]?.end ?? symbol.end
    return value && { kind: 'field', name, value, start: symbol.start, end }
  }

  private value(after: Sign): Value | undefined {
    if (after.kind === 'range') {
      this.i++
      const { from, to } = after
      return { kind: 'range', ...(from ? { from } : {}), ...(to ? { to } : {}) }
    }
    const compared =
      after.kind === 'text' && !after.phrase ? /^([<>]=?)(-?\d+(?:[.,]\d+)?)$/u.exec(after.text) : null
    if (compared) {
      this.i++
      return { kind: 'compare', sign: compared[1] ?? '>', number: (compared[2] ?? '0').replace(',', '.') }
    }
    const tree = this.startsOperand() ? this.unary() : undefined
    return tree && { kind: 'tree', tree }
  }
}

function together(kind: 'and' | 'or', nodes: Tree[]): Tree | undefined {
  const [first] = nodes
  if (!first || nodes.length === 1) return first
  return { kind, nodes, start: first.start, end: nodes.at(-1)?.end ?? first.end }
}
