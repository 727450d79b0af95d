import { type FieldName, fieldValue, VALUES } from './fields.ts'
import { comparisonsOf, type MeasureName } from './measures.ts'
import type { Mistakes, Place } from './mistakes.ts'
import { type Field, MAX_TERMS, MIN_PREFIX, MIN_SUFFIX, type Node, type Where, type Words } from './query.ts'
import { asksForLetters, isTooWide, prefixLength, termsOf } from './terms.ts'

/** Names of lists of terms, each with its terms: words and phrases as people write them. */
export type Lists = ReadonlyMap<string, readonly string[]>

export interface LeafOptions {
  /** Ids that `channel:` may name; without them any well-formed one will do. */
  channels?: readonly string[]
  /** What `list:` may name. */
  lists?: Lists
  /** Where days are counted, an IANA name; UTC without it. */
  zone?: string
}

/** Reads what stands at the leaves of a query: words to look for, and values of fields. */
export class Leaves {
  private readonly mistakes: Mistakes
  private readonly options: LeafOptions
  private terms = 0

  constructor(mistakes: Mistakes, options: LeafOptions) {
    this.mistakes = mistakes
    this.options = options
  }

  value(field: Field, text: string, at: Place): Node | undefined {
    const { channels } = this.options
    const { value, meant } = fieldValue(field, text)
    if (field === 'channel' && !value) return this.mistakes.fail('channel_malformed', at, { value: text })
    const known = field === 'channel' ? channels : VALUES[field]
    const open = field === 'lang' || field === 'country' || field === 'url' || field === 'site' || !known
    if (value && (open || known.includes(value))) return { kind: 'field', field, value }
    const mend = meant && this.mistakes.mended(at.start, at.end, meant)
    const id = field === 'url' || field === 'site' ? 'domain_malformed' : 'value_unknown'
    const examples = known?.length ? known : ['FR', 'BE', 'CA']
    return this.mistakes.fail(id, at, { field, value: text, known: examples.join(', ') }, mend)
  }

  measure(name: MeasureName, text: string, at: Place): Node | undefined {
    const nodes = comparisonsOf(name, text.trim(), this.options.zone ?? 'UTC')
    const dated = name === 'since' || name === 'until' || name === 'date'
    if (!nodes)
      return this.mistakes.fail(dated ? 'date_malformed' : `${name}_malformed`, at, { name, value: text })
    const [only] = nodes
    return nodes.length === 1 ? only : { kind: 'and', nodes }
  }

  /** The terms of a list, any of which will do. */
  list(name: string, at: Place, where: Where): Node | undefined {
    const { lists } = this.options
    const folded = foldName(name)
    const found = [...(lists ?? [])].find(([known]) => foldName(known) === folded)
    if (!found) {
      const known = [...(lists?.keys() ?? [])]
      const id = known.length === 0 ? 'list_none' : 'list_unknown'
      const near = known.find((one) => foldName(one).startsWith(folded))
      const mend = near && this.mistakes.mended(at.start, at.end, /\s/u.test(near) ? `"${near}"` : near)
      return this.mistakes.fail(id, at, { name, known: known.slice(0, 20).join(', ') }, mend)
    }
    const [title, terms] = found
    const nodes: Node[] = []
    for (const term of terms) {
      const node = this.term(term.trim(), at, where)
      if (this.mistakes.stopped) return
      if (node) nodes.push(node)
    }
    if (nodes.length === 0) return this.mistakes.fail('list_empty', at, { name: title })
    return { kind: 'or', nodes, list: title }
  }

  private term(term: string, at: Place, where: Where): Node | undefined {
    const { written, exact } = bareTerm(term)
    if (written === '') return
    return exact ? this.exact(written, at, where) : this.words(written, at, where, /\s/u.test(written))
  }

  /** `=Orange`, `="Air France"`: as written. */
  exact(written: string, at: Place, where: Where): Node | undefined {
    const bare = this.mistakes.mended(at.start, at.end, this.mistakes.at(at).replaceAll('*', ''))
    if (written.includes('*')) return this.mistakes.fail('exact_star', at, { word: written }, bare)
    const { runs, count } = termsOf(written, where, { exact: true, phrase: true })
    if (runs.length === 0)
      return this.mistakes.fail('word_empty', at, { word: `=${written}` }, this.mistakes.without(at))
    return this.counted({ kind: 'words', where, written, phrase: count > 1, runs, exact: true }, count, at)
  }

  words(written: string, at: Place, where: Where, phrase: boolean): Node | undefined {
    if (!phrase && this.reserved(written, at)) return
    if (this.starAlone(written, at, phrase)) return
    const { runs, count } = termsOf(written, where, { phrase })
    if (runs.length === 0)
      return this.mistakes.fail(emptiness(written), at, { word: written }, this.mistakes.without(at))
    if (prefixLength(runs) < MIN_PREFIX) {
      const longer = this.mistakes.mended(at.start, at.end, this.mistakes.at(at).replaceAll('*', ''))
      return this.mistakes.fail('prefix_short', at, { word: written, min: MIN_PREFIX }, longer)
    }
    if (isTooWide(runs)) return this.tooWide(written, at)
    return this.counted({ kind: 'words', where, written, phrase: phrase || count > 1, runs }, count, at)
  }

  private counted(node: Words, count: number, at: Place): Words | undefined {
    this.terms += count
    if (this.terms > MAX_TERMS) return this.mistakes.stop('too_many_terms', at, { max: MAX_TERMS })
    return node
  }

  /** What other tools understand and this one does not is told, never searched as if it were a word. */
  private reserved(written: string, at: Place): boolean {
    const near = /^[AW]\/\d+$/iu.exec(written)
    const mark = /^~./u.test(written)
    if (!near && !mark) return false
    const mend = near ? `NEAR${written.slice(1)}` : written.slice(1)
    this.mistakes.fail('reserved', at, { word: written }, this.mistakes.mended(at.start, at.end, mend))
    return true
  }

  private starAlone(written: string, at: Place, phrase: boolean): boolean {
    if (!written.split(/\s+/u).some((word) => /^[*?]*\*[*?]*$/u.test(word))) return false
    this.mistakes.fail('star_alone', at, {}, phrase ? undefined : this.mistakes.without(at))
    return true
  }

  private tooWide(written: string, at: Place): undefined {
    const words = written.split(/\s+/u)
    const wide = words.find((word) => /\*./u.test(word) || asksForLetters(word)) ?? written
    const stem = wide.replace(/^[*?]+/u, '').replace(/[*?].*$/su, '')
    const mend = stem.length >= MIN_PREFIX ? this.mistakes.at(at).replace(wide, () => `${stem}*`) : undefined
    return this.mistakes.fail(
      'pattern_wide',
      at,
      { word: wide, min: MIN_PREFIX, last: MIN_SUFFIX },
      mend && this.mistakes.mended(at.start, at.end, mend),
    )
  }
}

/** A term of a list without its quotes: `"air france"`, `="Air France"`. */
export function bareTerm(term: string): { written: string; exact: boolean } {
  const exact = term.startsWith('=')
  const quoted = exact ? term.slice(1) : term
  return { written: quoted.replace(/^["“«]\s*|\s*["”»]$/gu, '').trim(), exact }
}

function emptiness(written: string): string {
  return /^[#@＃＠]$/u.test(written) ? 'mark_alone' : 'word_empty'
}

function foldName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/gu, ' ').trim()
}

/** Where words are looked for, of what stands before a colon; nothing where it takes values. */
export function whereOf(name: FieldName | undefined): Where | undefined {
  if (name === undefined) return 'body'
  return name === 'title' || name === 'author' ? name : undefined
}
