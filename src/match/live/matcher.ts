import type { Doc } from '../doc.ts'
import type { Query } from '../query/query.ts'
import { gather, MAX_PLACES, scanDocument, scanText } from '../words/document.ts'
import { Scanner } from '../words/scanner.ts'
import { Evaluation } from './evaluation.ts'
import { Filing } from './filing.ts'
import { Hits } from './hits.ts'
import { eachTerm, type Program, programOf } from './program.ts'
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
}

/** Weight of the guess made before any document was seen, in documents. */
const GUESS_WEIGHT = 1000
/** Counts are halved at this many documents, so that what is learnt follows the times. */
const MEMORY = 1 << 20
/** One query is filed anew every so many documents, so that the index follows what is learnt without a pause. */
const REFILE_EVERY = 16

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
  private readonly values: string[] = []
  private readonly evaluation = new Evaluation(this.hits, this.values)
  private readonly places = new Map<string, number>()
  private readonly ids: string[] = []
  private readonly programs: (Program | undefined)[] = []
  private readonly free: number[] = []
  private readonly filing = new Filing((term) => this.share(term))
  private readonly guess: number[] = []
  private documentsWith = new Int32Array(1024)
  private documents = 0
  private tried = new Int32Array(1024)
  private turn = 0
  trials = 0
  private refiled = 0

  get size(): number {
    return this.places.size
  }

  add(id: string, query: Query): void {
    this.remove(id)
    const q = this.free.pop() ?? this.programs.length
    const program = programOf(query.root, {
      term: (text, prefix) => this.takeTerm(text, prefix),
      value: (text) => this.takeValue(text),
    })
    eachTerm(program, (term, placed) => {
      if (placed) this.hits.countPlaced(term, 1)
    })
    this.ids[q] = id
    this.programs[q] = program
    this.places.set(id, q)
    if (q >= this.tried.length) this.tried = longer(this.tried)
    this.tried[q] = 0
    this.filing.put(q, program)
  }

  remove(id: string): boolean {
    const q = this.places.get(id)
    const program = q === undefined ? undefined : this.programs[q]
    if (q === undefined || !program) return false
    this.filing.take(q)
    eachTerm(program, (term, placed) => {
      if (placed) this.hits.countPlaced(term, -1)
      this.terms.release(term)
    })
    this.programs[q] = undefined
    this.places.delete(id)
    this.free.push(q)
    return true
  }

  match(doc: Doc): string[] {
    this.begin()
    const tokens = scanDocument(scanner, doc)
    if (tokens.count <= MAX_PLACES) this.hits.read(tokens, this.terms)
    else this.hits.readGathered(gather(tokens), this.terms)
    this.evaluation.doc = doc
    this.evaluation.authorKnown = true
    const matched: string[] = []
    this.tryAll(this.filing.anywhere, matched)
    this.filing.find(this.hits, (queries) => this.tryAll(queries, matched))
    this.learn()
    return matched
  }

  wanted(text: string, author?: Doc['author']): boolean {
    this.begin()
    this.hits.read(scanText(scanner, text, author), this.terms)
    this.evaluation.doc = undefined
    this.evaluation.authorKnown = author !== undefined
    const wanted =
      this.tryAll(this.filing.anywhere) ||
      (!author && this.tryAll(this.filing.byAuthor)) ||
      this.filing.find(this.hits, this.tryOnly)
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

  /** Tries queries, each once a document; without `matched` stops at the first that holds. */
  private tryAll(queries: Iterable<number>, matched?: string[]): boolean {
    for (const q of queries) {
      if (this.tried[q] === this.turn) continue
      this.tried[q] = this.turn
      this.trials++
      const program = this.programs[q]
      if (!program || !this.evaluation.holds(program)) continue
      if (!matched) return true
      matched.push(this.ids[q] ?? '')
    }
    return false
  }

  private readonly tryOnly = (queries: number[]) => this.tryAll(queries)

  /** Share of documents that have the term: guessed at first, then learnt. */
  private share(term: number): number {
    const seen = (this.documentsWith[term] ?? 0) + (this.guess[term] ?? 0) * GUESS_WEIGHT
    return seen / (this.documents + GUESS_WEIGHT)
  }

  private learn(): void {
    for (const term of this.hits.found) this.documentsWith[term] = (this.documentsWith[term] ?? 0) + 1
    this.documents++
    if (this.documents === MEMORY) {
      this.documents >>= 1
      for (let term = 0; term < this.terms.size; term++) {
        this.documentsWith[term] = (this.documentsWith[term] ?? 0) >> 1
      }
    }
    if (this.documents % REFILE_EVERY === 0) this.refileNext()
  }

  private refileNext(): void {
    const q = this.refiled++
    if (q >= this.programs.length) this.refiled = 0
    const program = this.programs[q]
    if (program) this.filing.reconsider(q, program)
  }

  private takeTerm(text: string, prefix: boolean): number {
    const term = this.terms.take(text, prefix)
    this.hits.reserve(this.terms.size)
    this.filing.reserve(this.terms.size)
    while (this.documentsWith.length < this.terms.size) this.documentsWith = longer(this.documentsWith)
    if (this.terms.held(term) === 1) {
      this.documentsWith[term] = 0
      this.guess[term] = guessedShare(text, prefix)
    }
    return term
  }

  private takeValue(text: string): number {
    const known = this.values.indexOf(text)
    return known < 0 ? this.values.push(text) - 1 : known
  }
}
