import type { Doc } from '../doc.ts'
import type { Query } from '../query/query.ts'
import { gatherWritten, MAX_PLACES, scanDocument, scanText } from '../words/document.ts'
import { Scanner } from '../words/scanner.ts'
import { NO_GUARD } from './anchor.ts'
import { Evaluation } from './evaluation.ts'
import { Filing } from './filing.ts'
import { Hits } from './hits.ts'
import { queryOf, SEVERAL, SURE } from './lists.ts'
import { eachTerm, programOf } from './program.ts'
import { Programs } from './programs.ts'
import { guessedShare } from './rarity.ts'
import { longer, Terms } from './terms.ts'

export interface Matcher {
  /** Listens for a query from now on, in the place of the one that had this id. */
  add(id: string, query: Query): void
  /** Answers whether it was there. */
  remove(id: string): boolean
  /** Ids of the queries that the document answers, in no order. */
  match(doc: Doc): string[]
  /**
   * Whether any query may want a document of this text (title and text, in one). It may say yes to what `match` then
   * refuses, never the reverse. Without `author` any author is possible; give `{}` where there is none to know.
   */
  wanted(text: string, author?: Doc['author']): boolean
  readonly size: number
  /** Queries tried so far, over all documents: what the index is there to keep few. */
  readonly trials: number
  /** Places looked at for phrases and for what is near so far, over all documents: bounded for each. */
  readonly steps: number
}

/** Weight of the guess made before any document was seen, in documents. */
const GUESS_WEIGHT = 1000
/** Counts are halved at this many documents, so that what is learnt follows the times. */
const MEMORY = 1 << 20
/** One query is filed anew every so many documents, so that the index follows what is learnt without a pause. */
const REFILE_EVERY = 16
/** And, every so many documents, one that was tried in vain: those that cost most come to their turn soonest. */
const VAIN_EVERY = 16

/**
 * An index of queries, each filed under the rarest words that it cannot match without: a document is tried against
 * those queries only whose rare words it has.
 */
export function createMatcher(): Matcher {
  return new LiveMatcher()
}

// One for every matcher: it is as large as the longest post, and is done with before another begins.
const scanner = new Scanner()

class LiveMatcher implements Matcher {
  private readonly terms = new Terms()
  private readonly hits = new Hits()
  private readonly values = new Numbered<string>()
  private readonly numbers = new Numbered<number>()
  private readonly programs = new Programs()
  private readonly evaluation = new Evaluation(this.hits, this.programs, this.values.all, this.numbers.all)
  private readonly places = new Map<string, number>()
  private readonly ids: string[] = []
  private readonly free: number[] = []
  private readonly filing = new Filing(this.hits, (term) => this.share(term))
  private readonly guess: number[] = []
  private documents = 0
  private tried = new Int32Array(1024)
  private turn = 0
  /** Ids of the queries found; absent where it is enough that there is one. */
  private matched: string[] | undefined
  /** A query that the last document was tried against in vain. */
  private vain = -1
  trials = 0
  private refiled = 0

  get size(): number {
    return this.places.size
  }

  get steps(): number {
    return this.evaluation.steps
  }

  add(id: string, query: Query): void {
    this.remove(id)
    const q = this.free.pop() ?? this.ids.length
    const program = programOf(query.root, {
      term: (text, prefix) => this.takeTerm(text, prefix),
      value: (text) => this.values.of(text),
      number: (value) => this.numbers.of(value),
    })
    eachTerm(program, (term, placed) => {
      if (placed) this.hits.countPlaced(term, 1)
    })
    this.ids[q] = id
    this.programs.put(q, program)
    this.places.set(id, q)
    if (q >= this.tried.length) this.tried = longer(this.tried)
    this.tried[q] = 0
    this.filing.put(q, program)
  }

  remove(id: string): boolean {
    const q = this.places.get(id)
    if (q === undefined) return false
    this.filing.take(q)
    eachTerm(this.programs.of(q), (term, placed) => {
      if (placed) this.hits.countPlaced(term, -1)
      this.terms.release(term)
    })
    this.programs.take(q)
    this.places.delete(id)
    this.ids[q] = ''
    this.free.push(q)
    return true
  }

  match(doc: Doc): string[] {
    this.begin()
    const tokens = scanDocument(scanner, doc)
    if (tokens.count <= MAX_PLACES) this.hits.read(tokens, this.terms, doc)
    else this.hits.readGathered(gatherWritten(tokens, doc), this.terms)
    this.evaluation.begin(doc, tokens)
    const matched: string[] = []
    this.matched = matched
    for (const q of this.filing.anywhere) this.try(q)
    this.filing.find(this.tryFiled)
    this.learn()
    return matched
  }

  wanted(text: string, author?: Doc['author']): boolean {
    this.begin()
    this.hits.read(scanText(scanner, text, author), this.terms, { text, author: author ?? {} })
    this.evaluation.beginText(author !== undefined)
    this.matched = undefined
    const wanted =
      this.any(this.filing.anywhere) ||
      (!author && this.any(this.filing.byAuthor)) ||
      this.filing.find(this.tryFiled)
    this.learn()
    return wanted
  }

  private begin(): void {
    this.hits.begin()
    if (this.turn === 0x7fffffff) {
      this.tried.fill(0)
      this.turn = 0
    }
    this.turn++
  }

  private any(queries: Iterable<number>): boolean {
    for (const q of queries) if (this.try(q)) return true
    return false
  }

  /** Whether the query holds; notes it where all that do are asked for. */
  private try(q: number): boolean {
    this.tried[q] = this.turn
    this.trials++
    if (!this.evaluation.holds(this.programs.at(q))) {
      this.vain = q
      return false
    }
    this.matched?.push(this.ids[q] ?? '')
    return true
  }

  /** Tries what is filed, each query once a document; stops at the first that holds where that is all that is asked. */
  private readonly tryFiled = (start: number, count: number): boolean => {
    const { hits, tried, turn, matched } = this
    const { pool } = this.filing.lists
    for (let i = start; i < start + 2 * count; i += 2) {
      const guard = pool[i + 1] ?? NO_GUARD
      if (guard >= 0 && !hits.has(guard)) continue
      const one = pool[i] ?? 0
      const q = queryOf(one)
      if ((one & SEVERAL) !== 0) {
        if (tried[q] === turn) continue
        tried[q] = turn
      }
      if ((one & SURE) !== 0) {
        if (!matched) return true
        matched.push(this.ids[q] ?? '')
      } else if (this.try(q) && !matched) return true
    }
    return false
  }

  /** Share of documents that have the term: guessed at first, then learnt. */
  private share(term: number): number {
    const seen = this.hits.documents(term) + (this.guess[term] ?? 0) * GUESS_WEIGHT
    return seen / (this.documents + GUESS_WEIGHT)
  }

  private learn(): void {
    this.documents++
    if (this.documents === MEMORY) {
      this.documents >>= 1
      for (let term = 0; term < this.terms.size; term++) {
        this.hits.setDocuments(term, this.hits.documents(term) >> 1)
      }
    }
    if (this.vain >= 0 && this.documents % VAIN_EVERY === 0) {
      this.filing.reconsider(this.vain, this.programs.of(this.vain))
    }
    this.vain = -1
    if (this.documents % REFILE_EVERY === 0) this.refileNext()
  }

  private refileNext(): void {
    const q = this.refiled++
    if (q >= this.ids.length) this.refiled = 0
    else if (this.programs.has(q)) this.filing.reconsider(q, this.programs.of(q))
  }

  private takeTerm(text: string, prefix: boolean): number {
    const term = this.terms.take(text, prefix)
    this.hits.reserve(this.terms.size)
    if (this.terms.held(term) === 1 || this.guess[term] === undefined) {
      this.hits.setDocuments(term, 0)
      this.guess[term] = guessedShare(text, prefix)
    }
    return term
  }
}

/** Values with numbers of their own, each once. */
class Numbered<T> {
  readonly all: T[] = []
  private readonly known = new Map<T, number>()

  of(value: T): number {
    const known = this.known.get(value)
    if (known !== undefined) return known
    this.known.set(value, this.all.length)
    return this.all.push(value) - 1
  }
}
