import type { Doc } from '../doc.ts'
import { factsOf, gather, scanDocument, TEXT_FIRST, TEXT_LAST } from '../words/document.ts'
import { Scanner } from '../words/scanner.ts'
import type { Node, Query, Run, Slot } from './query.ts'

/** Where a word that made the match stands: UTF-16 offsets in its part of the document. */
export interface Span {
  part: 'title' | 'text' | 'author'
  start: number
  end: number
}

export interface Explanation {
  matches: boolean
  /** In the order of the document, none twice. Empty when it does not match. */
  spans: Span[]
}

const scanner = new Scanner()

/**
 * Answers as the live matcher does for one query and one document, with the words that made it so. Written to be plain
 * and not fast: it also stands beside the two engines in their tests.
 */
export function explainMatch(query: Query, doc: Doc): Explanation {
  const reading = new Reading(doc)
  const matches = reading.holds(query.root)
  if (matches) reading.mark(query.root)
  return { matches, spans: reading.spans() }
}

class Reading {
  private readonly doc: Doc
  private readonly words: Map<string, number[]>
  private readonly tokens: { word: string; place: number; from: number; to: number }[] = []
  private readonly marked = new Set<number>()

  constructor(doc: Doc) {
    this.doc = doc
    const tokens = scanDocument(scanner, doc)
    this.words = gather(tokens)
    for (let i = 0; i < tokens.count; i++) {
      const place = tokens.position[i] ?? 0
      this.tokens.push({ word: tokens.word(i), place, from: tokens.from[i] ?? 0, to: tokens.to[i] ?? 0 })
    }
  }

  holds(node: Node): boolean {
    switch (node.kind) {
      case 'and':
        return node.nodes.every((child) => this.holds(child))
      case 'or':
        return node.nodes.some((child) => this.holds(child))
      case 'not':
        return !this.holds(node.node)
      case 'field':
        if (node.field === 'is') return factsOf(this.doc).some((fact) => fact === `~${node.value}`)
        return this.doc[node.field] === node.value
      case 'words':
        return node.runs.some((run) => this.begins(run, node.where === 'title').length > 0)
    }
  }

  /** Marks the words of what holds and is not excluded. */
  mark(node: Node): void {
    if (node.kind === 'and' || node.kind === 'or') {
      for (const child of node.nodes) if (this.holds(child)) this.mark(child)
    }
    if (node.kind !== 'words') return
    for (const run of node.runs) {
      for (const place of this.begins(run, node.where === 'title')) {
        run.forEach((slot, i) => {
          this.markSlot(slot, place + i)
        })
      }
    }
  }

  spans(): Span[] {
    const spans: Span[] = []
    const seen = new Set<string>()
    for (const i of [...this.marked].sort((a, b) => a - b)) {
      const token = this.tokens[i]
      if (!token) continue
      const part = token.place < TEXT_FIRST ? 'title' : token.place > TEXT_LAST + 200 ? 'author' : 'text'
      const key = `${part} ${token.from} ${token.to}`
      if (!seen.has(key)) spans.push({ part, start: token.from, end: token.to })
      seen.add(key)
    }
    return spans
  }

  private markSlot(slot: Slot, place: number): void {
    this.tokens.forEach((token, i) => {
      if (token.place === place && suits(slot, token.word)) this.marked.add(i)
    })
  }

  /** Places where the run begins. */
  private begins(run: Run, inTitle: boolean): number[] {
    const [first, ...rest] = run.map((slot) => this.placesOf(slot, inTitle))
    return [...(first ?? [])].filter((place) => rest.every((places, i) => places.has(place + i + 1)))
  }

  private placesOf(slot: Slot, inTitle: boolean): Set<number> {
    const places = new Set<number>()
    for (const [word, all] of this.words) {
      if (!suits(slot, word)) continue
      for (const place of all) if (!inTitle || place < TEXT_FIRST) places.add(place)
    }
    return places
  }
}

function suits(slot: Slot, word: string): boolean {
  return slot.words.some((wanted) => (slot.prefix ? word.startsWith(wanted) : word === wanted))
}
