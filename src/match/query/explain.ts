import type { Doc } from '../doc.ts'
import { factsOf, gatherWritten, MAX_PLACES, scanDocument, TEXT_FIRST, TEXT_LAST } from '../words/document.ts'
import { baseOf, isPattern, suitsPattern, WRITTEN } from '../words/mark.ts'
import { Scanner } from '../words/scanner.ts'
import { URGENCIES } from './fields.ts'
import { factOf } from './lookup.ts'
import type { Compare, Field, Near, Node, Query, Run, Slot, Words } from './query.ts'

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
  private cut: Token[] | undefined
  private byPlace: Map<number, number[]> | undefined
  private readonly facts: Set<string>
  private readonly marked = new Set<number>()

  constructor(doc: Doc) {
    this.doc = doc
    const tokens = scanDocument(scanner, doc)
    this.words = gatherWritten(tokens, doc)
    this.facts = new Set(factsOf(doc, tokens))
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
        return this.says(node.field, node.value)
      case 'compare':
        return this.compares(node)
      case 'near':
        return this.meetings(node).length > 0
      case 'words':
        return this.occurrences(node).length > 0
    }
  }

  /** Marks the words of what holds and is not excluded. */
  mark(node: Node): void {
    if (node.kind === 'and' || node.kind === 'or') {
      for (const child of node.nodes) if (this.holds(child)) this.mark(child)
    }
    const found =
      node.kind === 'words' ? this.occurrences(node) : node.kind === 'near' ? this.meetings(node) : []
    for (const { run, at } of found) {
      run.forEach((slot, i) => {
        this.markSlot(slot, at + i)
      })
    }
  }

  private says(field: Field, value: string): boolean {
    const { doc } = this
    const fact = factOf(field, value)
    if (fact) return this.facts.has(fact)
    if (field === 'topic') return doc.topics?.includes(value) ?? false
    if (field === 'urgency') return doc.urgency === URGENCIES.indexOf(value)
    if (field === 'has')
      return value === 'media' ? Boolean(doc.media?.length) : (doc.media?.includes(value) ?? false)
    return doc[field as 'lang' | 'channel' | 'sentiment' | 'country' | 'intent'] === value
  }

  private compares({ measure, test, value }: Compare): boolean {
    const { doc } = this
    const here = measure === 'published' ? doc.published?.getTime() : doc[measure]
    if (here === undefined || here === null) return false
    const [one, two] = measure === 'rating' ? [Math.fround(here), Math.fround(value)] : [here, value]
    if (test === '>') return one > two
    if (test === '>=') return one >= two
    return test === '<' ? one < two : one <= two
  }

  spans(): Span[] {
    const spans: Span[] = []
    const seen = new Set<string>()
    for (const i of [...this.marked].sort((a, b) => a - b)) {
      const token = this.tokens()[i]
      if (!token) continue
      const part = token.place < TEXT_FIRST ? 'title' : token.place > TEXT_LAST + 200 ? 'author' : 'text'
      const key = `${part} ${token.from} ${token.to}`
      if (!seen.has(key)) spans.push({ part, start: token.from, end: token.to })
      seen.add(key)
    }
    return spans
  }

  /** The words one by one, in the order of the document. */
  private tokens(): Token[] {
    if (this.cut) return this.cut
    const tokens = scanDocument(scanner, this.doc)
    this.cut = Array.from({ length: tokens.count }, (_, i) => ({
      word: tokens.word(i),
      place: tokens.position[i] ?? 0,
      from: tokens.from[i] ?? 0,
      to: tokens.to[i] ?? 0,
    }))
    return this.cut
  }

  private markSlot(slot: Slot, place: number): void {
    this.byPlace ??= Map.groupBy(this.tokens().keys(), (i) => this.tokens()[i]?.place ?? 0)
    for (const i of this.byPlace.get(place) ?? []) {
      const { word = '' } = this.tokens()[i] ?? {}
      if (slot.words.some((wanted) => suits(wanted, slot.prefix, word))) this.marked.add(i)
    }
  }

  private occurrences({ runs, where }: Words): Occurrence[] {
    return runs.flatMap((run) => this.begins(run, where === 'title').map((at) => ({ run, at })))
  }

  /** Occurrences of either side that are near one of the other. */
  private meetings({ left, right, distance, ordered }: Near): Occurrence[] {
    const [lefts, rights] = [left, right].map((side) => side.flatMap((words) => this.occurrences(words)))
    const follows = (one: Occurrence, two: Occurrence) => {
      const apart = two.at - (one.at + one.run.length - 1)
      return apart >= 1 && apart <= distance
    }
    return (lefts ?? []).flatMap((one) =>
      (rights ?? []).flatMap((two) =>
        follows(one, two) || (!ordered && follows(two, one)) ? [one, two] : [],
      ),
    )
  }

  /** Places where the run begins. */
  private begins(run: Run, inTitle: boolean): number[] {
    const [first, ...rest] = run.map((slot) => this.placesOf(slot, inTitle))
    return [...(first ?? [])].filter((place) => rest.every((places, i) => places.has(place + i + 1)))
  }

  private placesOf({ words, prefix }: Slot, inTitle: boolean): Set<number> {
    const places = words.flatMap((word) => this.placesOfWord(word, prefix))
    return new Set(places.filter((place) => !inTitle || place < TEXT_FIRST))
  }

  private placesOfWord(wanted: string, prefix: boolean): number[] {
    const places = new Set<number>()
    for (const [word, all] of this.words) {
      if (suits(wanted, prefix, word)) for (const place of all) places.add(place)
    }
    if (isPattern(wanted)) return [...places].sort((a, b) => a - b).slice(0, MAX_PLACES)
    if (wanted.endsWith(WRITTEN)) {
      for (const [word, all] of this.words) {
        if (word.startsWith(wanted)) for (const place of all) places.delete(place)
      }
    }
    return [...places]
  }
}

interface Token {
  word: string
  place: number
  from: number
  to: number
}

interface Occurrence {
  run: Run
  at: number
}

function suits(wanted: string, prefix: boolean, word: string): boolean {
  if (isPattern(wanted)) return suitsPattern(wanted, word)
  if (wanted.includes(WRITTEN)) return word === (wanted.endsWith(WRITTEN) ? baseOf(wanted) : wanted)
  return prefix ? word.startsWith(wanted) : word === wanted
}
