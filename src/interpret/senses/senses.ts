import { type Features, hashOf, joined, KIND } from '../features/index.ts'
import type { Token } from '../token.ts'
import { ENGLISH } from './english.ts'
import { FRENCH } from './french.ts'

/** Words by sense: whole ones, and beginnings of words. */
interface Lexicon {
  whole: Map<string, number[]>
  begun: Map<string, number[]>
  /** What each word that was met means; people use few words, and the same ones. */
  met: Map<string, Uint8Array>
}

const NAMES = [...new Set([...Object.keys(FRENCH), ...Object.keys(ENGLISH)])]
const COUNT = NAMES.length
const LEXICONS = new Map([
  ['fr', lexiconOf(FRENCH)],
  ['en', lexiconOf(ENGLISH)],
])
const MET_KEPT = 20_000
/** Beginnings of words are no shorter. */
const SHORTEST = 3

const ALONE = Uint32Array.from(NAMES, (name) => hashOf(name, KIND.sense))
const AT_END = Uint32Array.from(NAMES, (name) => hashOf(name, KIND.senseAtEnd))
const PAIRS = Uint32Array.from({ length: COUNT * COUNT }, (_, i) =>
  joined(ALONE[Math.floor(i / COUNT)] ?? 0, ALONE[i % COUNT] ?? 0, KIND.sensePair),
)
/** After the senses of words, what a text does as a whole: it asks, it calls out. */
const ASKS = COUNT
const CALLS = COUNT + 1
/** It names neither who speaks nor who is spoken to. */
const ALOOF = COUNT + 2
const NUMBER = COUNT + 3
const CLOCK = COUNT + 4
const WHOLE = COUNT + 5
const BOTH = Uint32Array.from({ length: WHOLE * WHOLE }, (_, i) => {
  const hash = (sense: number) => ALONE[sense] ?? hashOf(String(sense - COUNT), KIND.sense)
  return joined(hash(Math.floor(i / WHOLE)), hash(i % WHOLE), KIND.sensesBoth)
})

const PERSONS = ['self', 'we', 'you'].map((name) => NAMES.indexOf(name))

/** What each kind of feature counts before the scale; found by folds. */
const VALUE = { alone: 1, pair: 0.6, atEnd: 0.6, both: 0.2 }
/** Tokens read, and senses of one text that are joined each with each: more would cost and tell little. */
const READ = 400
const JOINED = 28
/** What stands so often counts no more often. */
const OFTEN = 2

const FIGURE = /^\d/
const CLOCK_TIME = /^\d{1,2}(?:h|am|pm)/

const found: Features = { count: 0, pieces: [0, 0], ...room(2048) }
const times = new Uint8Array(WHOLE)
const NONE = new Uint8Array(0)

function room(size: number) {
  return { hashes: new Uint32Array(size), values: new Float32Array(size), tokens: new Int32Array(size) }
}

function lexiconOf(words: Record<string, string>): Lexicon {
  const lexicon: Lexicon = { whole: new Map(), begun: new Map(), met: new Map() }
  for (const [name, list] of Object.entries(words)) {
    for (const word of list.trim().split(/\s+/)) {
      const [map, key] = word.endsWith('*') ? [lexicon.begun, word.slice(0, -1)] : [lexicon.whole, word]
      map.set(key, [...(map.get(key) ?? []), NAMES.indexOf(name)])
    }
  }
  return lexicon
}

function meant(lexicon: Lexicon, form: string): Uint8Array {
  const known = lexicon.met.get(form)
  if (known) return known
  const senses = new Set(lexicon.whole.get(form) ?? [])
  for (let end = SHORTEST; end <= Math.min(form.length, 24); end++) {
    for (const sense of lexicon.begun.get(form.slice(0, end)) ?? []) senses.add(sense)
  }
  const list = senses.size === 0 ? NONE : Uint8Array.from(senses)
  if (lexicon.met.size >= MET_KEPT) lexicon.met.clear()
  if (form.length <= 40) lexicon.met.set(form, list)
  return list
}

/**
 * What the words of a text mean, as features beside those of the words themselves: each sense, whether it stands in the
 * last sentence, two that follow each other within three words, and any two of one text. A word that was never learnt
 * from is so read by its like. None in a language without a lexicon. The arrays are used again by the next call.
 */
export function sensesOf(tokens: Token[], lang: string): Features {
  found.count = 0
  const lexicon = LEXICONS.get(lang)
  if (!lexicon) return found
  times.fill(0)
  const end = Math.min(tokens.length, READ)
  addWords(lexicon, tokens, end)
  if (PERSONS.every((sense) => times[sense] === 0)) times[ALOOF] = 1
  const scale = 2 / Math.sqrt(Math.max(found.count, 4))
  addBoth()
  for (let i = 0; i < found.count; i++) found.values[i] = (found.values[i] ?? 0) * scale
  return found
}

function addWords(lexicon: Lexicon, tokens: Token[], end: number): void {
  const last = lastSentence(tokens, end)
  let before: Uint8Array = NONE
  let further: Uint8Array = NONE
  for (let i = 0; i < end; i++) {
    const token = tokens[i]
    if (token?.kind === 'stop') {
      if (token.form.includes('?')) times[ASKS] = 1
      if (token.form.includes('!')) times[CALLS] = 1
      before = NONE
      further = NONE
    }
    if (token?.kind !== 'word') continue
    if (FIGURE.test(token.form)) times[CLOCK_TIME.test(token.form) ? CLOCK : NUMBER] = 1
    const senses = meant(lexicon, token.form)
    for (const sense of senses) {
      if ((times[sense] ?? 0) < OFTEN) add(ALONE[sense] ?? 0, VALUE.alone, i)
      if (last > 0 && i > last) add(AT_END[sense] ?? 0, VALUE.atEnd, i)
      times[sense] = Math.min((times[sense] ?? 0) + 1, OFTEN)
      for (const other of before) add(PAIRS[other * COUNT + sense] ?? 0, VALUE.pair, i)
      for (const other of further) add(PAIRS[other * COUNT + sense] ?? 0, VALUE.pair, i)
    }
    further = before
    before = senses
  }
}

/** The stop before the last sentence; 0 where there is but one. */
function lastSentence(tokens: Token[], end: number): number {
  for (let i = end - 3; i > 0; i--) if (tokens[i]?.kind === 'stop') return i
  return 0
}

function addBoth(): void {
  const present: number[] = []
  for (let sense = WHOLE - 1; sense >= 0 && present.length < JOINED; sense--) {
    if ((times[sense] ?? 0) > 0) present.push(sense)
  }
  const value = (VALUE.both * 6) / Math.max(6, present.length)
  for (let i = 1; i < present.length; i++) {
    for (let j = 0; j < i; j++) add(BOTH[(present[i] ?? 0) * WHOLE + (present[j] ?? 0)] ?? 0, value, -1)
  }
}

function add(hash: number, value: number, token: number): void {
  if (found.count === found.hashes.length) grow()
  found.hashes[found.count] = hash
  found.values[found.count] = value
  found.tokens[found.count] = token
  found.count++
}

function grow(): void {
  const larger = room(found.hashes.length * 2)
  larger.hashes.set(found.hashes)
  larger.values.set(found.values)
  larger.tokens.set(found.tokens)
  Object.assign(found, larger)
}
