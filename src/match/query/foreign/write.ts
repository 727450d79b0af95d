import { parseQuery } from '../parse.ts'
import { countryCode } from './country.ts'
import { channelOf, kindOfPost, type Meaning, meaningOf } from './fields.ts'
import type { Effect, Fate, Note, Operator, Place, Tool, Tree, Value } from './tree.ts'
import { exactForms, plainForms, strictly } from './word.ts'

/** A piece of our language, and what binds it from inside. */
interface Piece {
  text: string
  binds: 'or' | 'and' | 'not' | 'near' | 'one'
}

type Words = Extract<Tree, { kind: 'words' }>

/** Where a piece stands: what it is joined by, and whether finding more there makes the whole find more. */
interface Within {
  parent: 'and' | 'or' | undefined
  positive: boolean
  /** Under a `not` of its own, which goes where it goes. */
  denied: boolean
  leaf(words: Words, within: Within): Piece | undefined
}

export interface WriteOptions {
  /** Networks that are here: a site that is one of them becomes a channel. */
  channels?: readonly string[]
}

/** So many pairs at most when two groups that stand near each other must be written out. */
const MOST_PAIRS = 64
/** Brandwatch and Google count the words between, we count the places from one to the other. */
const BETWEEN: Partial<Record<Tool, number>> = { brandwatch: 1, 'google-alerts': 1 }

/** Writes the query of another tool in our language, with a note on every piece that is not the same here. */
export class Writer {
  readonly notes: Note[] = []
  private readonly source: string
  private readonly tool: Tool
  private readonly channels: readonly string[]

  constructor(source: string, tool: Tool, { channels = [] }: WriteOptions) {
    this.source = source
    this.tool = tool
    this.channels = channels
  }

  write(tree: Tree): string {
    const leaf: Within['leaf'] = (words, within) => this.words(words, within)
    return this.render(tree, { parent: undefined, positive: true, denied: false, leaf })?.text ?? ''
  }

  note(place: Place, fate: Fate, effect: Effect, id: string, values: Note['values'] = {}): void {
    const what = this.source.slice(place.start, Math.min(place.end, place.start + 200))
    this.notes.push({ start: place.start, end: place.end, what, fate, effect, id, values })
  }

  private dropped(place: Place, within: Within, id: string, values: Note['values'] = {}): undefined {
    this.note(place, 'dropped', without(within), id, values)
  }

  /** Of a group nothing is left: what was told since `first` is missing where the group stood. */
  private gone(first: number, within: Within): undefined {
    for (const note of this.notes.slice(first)) if (note.fate === 'dropped') note.effect = without(within)
  }

  /** A piece that finds `more` or `less` than it did there. */
  private changed(place: Place, within: Within, by: Effect, id: string, values: Note['values'] = {}): void {
    const turned = within.positive === within.denied && by !== 'same'
    this.note(place, 'changed', turned ? (by === 'more' ? 'less' : 'more') : by, id, values)
  }

  private render(tree: Tree, within: Within): Piece | undefined {
    switch (tree.kind) {
      case 'and':
      case 'or':
        return this.joined(tree.kind, tree.nodes, within)
      case 'not':
        return this.denied(tree.node, within)
      case 'near':
        return this.near(tree.nodes, tree.operator, within)
      case 'words':
        return within.leaf(tree, within)
      case 'field':
        return this.field(tree, tree.name, tree.value, within)
    }
  }

  private joined(kind: 'and' | 'or', nodes: Tree[], within: Within): Piece | undefined {
    const inner = { ...within, parent: kind, positive: within.positive !== within.denied, denied: false }
    const first = this.notes.length
    const pieces = nodes.map((node) => this.render(node, inner)).filter((piece) => piece !== undefined)
    return pieces.length === 0 ? this.gone(first, within) : join(kind, pieces)
  }

  private denied(node: Tree, within: Within): Piece | undefined {
    const piece = this.render(node, { ...within, denied: !within.denied })
    if (!piece) return
    if (piece.binds === 'not') return { text: piece.text.slice(1), binds: 'one' }
    return { text: `-${alone(piece)}`, binds: 'not' }
  }

  private near(nodes: [Tree, Tree], operator: Operator, within: Within): Piece | undefined {
    const positive = within.positive !== within.denied
    const inner: Within = { ...within, parent: 'and', positive, denied: false }
    const first = this.notes.length
    const [left, right] = nodes.map((node) => this.render(node, inner))
    if (!left || !right) return left ?? right ?? this.gone(first, within)
    const distance = operator.distance + (BETWEEN[this.tool] ?? 0)
    const found = closest(left, right, operator.ordered ? ['ONEAR', 'NEAR'] : ['NEAR'], distance)
    if (!found) {
      this.changed(operator, within, 'more', 'near_and', { operator: operator.text })
      return join('and', [left, right])
    }
    if (operator.vague) this.changed(operator, within, 'same', 'near_span', { operator: operator.text })
    else if (operator.ordered && found.by === 'NEAR')
      this.changed(operator, within, 'more', 'near_order', { operator: operator.text })
    else if (found.places < distance)
      this.changed(operator, within, 'less', 'near_far', { operator: operator.text })
    return found
  }

  private field(place: Place, name: string, value: Value, within: Within): Piece | undefined {
    const meaning = meaningOf(this.tool, name)
    if (!meaning) return this.unknown(place, name, value, within)
    if (meaning.to === 'nothing') return this.dropped(place, within, meaning.id, { name: `${name}:` })
    if (value.kind !== 'tree') return this.bounds(place, meaning, value, within)
    const leaf: Within['leaf'] = (words, inner) => this.value(meaning, words, inner)
    const piece = this.render(value.tree, { ...within, leaf })
    if (piece && meaning.to === 'field' && meaning.name !== name && !meaning.id)
      this.note(place, 'kept', 'same', 'renamed', { name: `${name}:`, ours: `${meaning.name}:` })
    return piece
  }

  /** What is no field there either is words; what looks like one that we do not know is told. */
  private unknown(place: Place, name: string, value: Value, within: Within): Piece | undefined {
    const written = value.kind === 'tree' && value.tree.kind === 'words' ? value.tree.text : undefined
    const text = written === undefined ? undefined : attempt(`"${name}:${bare(written)}"`)?.text
    if (text === undefined) return this.dropped(place, within, 'field_unknown', { name: `${name}:` })
    this.changed(place, within, 'same', 'field_words', { name: `${name}:` })
    return { text, binds: 'one' }
  }

  private bounds(
    place: Place,
    meaning: Meaning,
    value: Exclude<Value, { kind: 'tree' }>,
    within: Within,
  ): Piece | undefined {
    const name = meaning.to === 'field' ? meaning.name : meaning.to
    if (meaning.to === 'sentiment' && value.kind === 'compare') {
      const text = attempt(`sentiment:${value.sign.startsWith('<') ? 'negative' : 'positive'}`)?.text
      if (text) return { text, binds: 'one' }
    }
    const ways: string[][] =
      value.kind === 'compare'
        ? [[`${name}:${value.sign}${value.number}`]]
        : value.from !== undefined && value.to !== undefined
          ? [[`${name}:${value.from}..${value.to}`], [`${name}:>=${value.from}`, `${name}:<=${value.to}`]]
          : [[value.from === undefined ? `${name}:<=${value.to}` : `${name}:>=${value.from}`]]
    const way = ways.find((parts) => parts.every((part) => parseQuery(part).ok))
    if (!way) return this.dropped(place, within, 'bounds', { name: `${name}:` })
    if (meaning.to === 'field' && meaning.id) this.changed(place, within, 'same', meaning.id)
    return join(
      'and',
      way.map((text) => ({ text, binds: 'one' })),
    )
  }

  /** One value of a field of theirs. */
  private value(meaning: Meaning, words: Words, within: Within): Piece | undefined {
    if (meaning.to === 'words') return this.words(words, within)
    if (meaning.to === 'exact') return this.words({ ...words, strict: 'case' }, within)
    if (meaning.to === 'nothing') return
    const value = bare(words.text)
    const written = this.written(meaning, value, words.phrase)
    const tried = written === undefined ? undefined : attempt(written)
    if (!tried) return this.dropped(words, within, 'value', { value })
    if (tried.mended) this.changed(words, within, 'same', 'mended', { ours: tried.text })
    else if ('id' in meaning && meaning.id) this.changed(words, within, 'same', meaning.id)
    return { text: tried.text, binds: 'one' }
  }

  private written(meaning: Meaning, value: string, phrase: boolean): string | undefined {
    const site = value
      .replace(/^https?:\/\//u, '')
      .replace(/^(?:\*\.|www\.)/u, '')
      .replace(/\/.*$/u, '')
    switch (meaning.to) {
      case 'mark':
        return `${meaning.mark}${value.replace(/^[#@]+/u, '')}`
      case 'country': {
        const code = countryCode(value)
        return code && `country:${code}`
      }
      case 'site': {
        const channel = channelOf(value)
        if (channel && this.channels.includes(channel)) return `channel:${channel}`
        return site.includes('.') ? `site:${site}` : undefined
      }
      case 'sentiment':
        return `sentiment:${value.toLowerCase()}`
      case 'reply':
        return kindOfPost(value)
      case 'field':
        if (meaning.name === 'url' || meaning.name === 'site') return `${meaning.name}:${site}`
        return /\s/u.test(value) || (phrase && ['title', 'author'].includes(meaning.name))
          ? `${meaning.name}:"${value}"`
          : `${meaning.name}:${value.toLowerCase() === value ? value : caseless(meaning.name, value)}`
      default:
        return
    }
  }

  /** Words of the post, as near to what they were as our language comes. */
  private words(words: Words, within: Within): Piece | undefined {
    if (words.slop !== undefined) return this.loosePhrase(words, within)
    if (words.phrase && /(?:^|\s)\*+(?:\s|$)/u.test(words.text)) return this.starredPhrase(words, within)
    if (words.strict) {
      const exact =
        words.strict === 'case' ? exactForms(words.text).find((form) => parseQuery(form).ok) : undefined
      if (exact) return { text: exact, binds: 'one' }
      this.changed(words, within, 'more', strictly(words.strict))
    }
    for (const form of plainForms(words.text, words.phrase)) {
      const tried = attempt(form.text)
      // A wildcard is not mended but widened, and told.
      if (!tried || (tried.mended && /[*?]/u.test(form.text))) continue
      if (form.id) this.changed(words, within, form.effect, form.id, { ours: tried.text })
      else if (tried.mended) this.changed(words, within, 'same', 'mended', { ours: tried.text })
      return { text: tried.text, binds: 'one' }
    }
    return this.dropped(words, within, /\*/u.test(words.text) ? 'too_wide' : 'no_word')
  }

  /** `"a b c"~5`: each near the next. */
  private loosePhrase(words: Words, within: Within): Piece | undefined {
    const { slop = 0, start, end } = words
    const parts = words.text
      .split(/\s+/u)
      .map((text): Words => ({ kind: 'words', text, phrase: false, start, end }))
    const operator = { text: `~${slop}`, distance: slop, ordered: false, start, end }
    const pairs = parts.slice(1).map((right, i): Tree => {
      const left = parts[i] ?? right
      return { kind: 'near', nodes: [left, right], operator, start, end }
    })
    const [first] = pairs
    if (!first || pairs.length > 12)
      return this.words({ kind: 'words', text: words.text, phrase: true, start, end }, within)
    return pairs.length === 1 ? this.render(first, within) : this.joined('and', pairs, within)
  }

  /** `"air * france"`: what stands on both sides, near each other. */
  private starredPhrase(words: Words, within: Within): Piece | undefined {
    const { start, end } = words
    const parts = words.text.split(/(?:^|\s+)\*+(?:\s+\*+)*(?:\s+|$)/u).filter((part) => part.trim() !== '')
    const trees = parts.map((text): Tree => ({ kind: 'words', text, phrase: /\s/u.test(text), start, end }))
    const operator = { text: words.text, distance: 3, ordered: true, start, end }
    const [first, ...rest] = trees
    if (!first) return this.dropped(words, within, 'too_wide')
    const pairs = rest.map(
      (right, i): Tree => ({ kind: 'near', nodes: [trees[i] ?? right, right], operator, start, end }),
    )
    if (pairs.length > 8) return this.joined('and', trees, within)
    return pairs.length === 0 ? this.render(first, within) : this.joined('and', pairs, within)
  }
}

/** What the whole finds without a piece that stood there. */
function without({ parent, positive }: Within): Effect {
  if (parent === undefined) return 'same'
  return (parent === 'or') === positive ? 'less' : 'more'
}

/** Names of people and titles keep their capitals, values of fields have none. */
function caseless(name: string, value: string): string {
  return ['title', 'author'].includes(name) ? value : value.toLowerCase()
}

function bare(text: string): string {
  return text
    .replace(/["“”„‟＂«»]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** The text as our parser takes it, or as it proposes to mend it. */
function attempt(text: string): { text: string; mended: boolean } | undefined {
  const parsed = parseQuery(text)
  if (parsed.ok) return { text, mended: false }
  const mend = parsed.errors.length === 1 ? parsed.errors[0]?.mend : undefined
  return mend !== undefined && parseQuery(mend).ok ? { text: mend, mended: true } : undefined
}

function alone({ text, binds }: Piece): string {
  return binds === 'one' ? text : `(${text})`
}

function join(kind: 'and' | 'or', pieces: Piece[]): Piece | undefined {
  const [first] = pieces
  if (!first || pieces.length === 1) return first
  const texts = pieces.map((piece) => {
    if (kind === 'or') return piece.binds === 'and' || piece.binds === 'not' ? `(${piece.text})` : piece.text
    return piece.binds === 'or' || piece.binds === 'near' ? `(${piece.text})` : piece.text
  })
  return { text: texts.join(kind === 'or' ? ' OR ' : ' '), binds: kind }
}

/** Two pieces near each other, as our language says it: as they stand, or each of one with each of the other. */
function closest(
  left: Piece,
  right: Piece,
  operators: string[],
  distance: number,
): (Piece & { places: number; by: string }) | undefined {
  const near = [distance, 100, 50, 30, 20, 10].filter((places) => places <= distance)
  for (const places of near) {
    for (const by of operators) {
      const whole = `${alone(left)} ${by}/${places} ${alone(right)}`
      if (parseQuery(whole).ok) return { text: whole, binds: 'near', places, by }
      const pairs = choices(left).flatMap((a) => choices(right).map((b) => `(${a} ${by}/${places} ${b})`))
      const all = `(${pairs.join(' OR ')})`
      if (pairs.length > 1 && pairs.length <= MOST_PAIRS && parseQuery(all).ok)
        return { text: all, binds: 'one', places, by }
    }
  }
}

/** What a piece chooses among, each a word or a phrase. */
function choices({ text, binds }: Piece): string[] {
  return binds === 'or' ? text.replace(/^\((.*)\)$/su, '$1').split(' OR ') : [text]
}
