import { type Features, hashOf, joined, KIND } from '../features/index.ts'
import { fact, type Lexeme } from '../lexeme/index.ts'
import type { Token } from '../token.ts'
import { ENGLISH } from './english.ts'
import { FRENCH } from './french.ts'

/** What stands in the text, as features; and each by its place in {@link SENSE_HASHES}. */
export interface Senses extends Features {
  places: Uint32Array
}

/** Words by sense: whole ones, and beginnings of words. */
interface Lexicon {
  whole: Map<string, number[]>
  begun: Map<string, number[]>
}

const NAMES = [...new Set([...Object.keys(FRENCH), ...Object.keys(ENGLISH)])]
const COUNT = NAMES.length
/** What a word means, by language. */
const MEANT = new Map([
  ['fr', meantIn(lexiconOf(FRENCH))],
  ['en', meantIn(lexiconOf(ENGLISH))],
])
/** Beginnings of words are no shorter. */
const SHORTEST = 3

const NAME_HASHES = NAMES.map((name) => hashOf(name, KIND.sense))
/** After the senses of words, what a text does as a whole: it asks, it calls out. */
const ASKS = COUNT
const CALLS = COUNT + 1
/** It names neither who speaks nor who is spoken to. */
const ALOOF = COUNT + 2
const NUMBER = COUNT + 3
const CLOCK = COUNT + 4
const WHOLE = COUNT + 5
const WHOLE_HASHES = Array.from(
  { length: WHOLE },
  (_, sense) => NAME_HASHES[sense] ?? hashOf(String(sense - COUNT), KIND.sense),
)
/** All hashes there may be: of senses, at the end, of two that follow each other, of any two. */
export const SENSE_HASHES = Uint32Array.from([
  ...NAME_HASHES,
  ...NAMES.map((name) => hashOf(name, KIND.senseAtEnd)),
  ...NAME_HASHES.flatMap((one) => NAME_HASHES.map((other) => joined(one, other, KIND.sensePair))),
  ...WHOLE_HASHES.flatMap((one) => WHOLE_HASHES.map((other) => joined(one, other, KIND.sensesBoth))),
])
const AT_END = COUNT
const PAIRS = AT_END + COUNT
const BOTH = PAIRS + COUNT * COUNT

const PERSONS = ['self', 'we', 'you'].map((name) => NAMES.indexOf(name))

/** What each kind of feature counts before the scale; found by folds. */
const VALUE = { alone: 1, pair: 0.6, atEnd: 0.6, both: 0.2 }
/** Tokens read, and senses of one text that are joined each with each: more would cost and tell little. */
const READ = 400
const JOINED = 28
/** What stands so often counts no more often. */
const OFTEN = 2

const CLOCK_TIME = /^\d{1,2}(?:h|am|pm)/

const found: Senses = { count: 0, pieces: [0, 0], ...room(2048) }
const times = new Uint8Array(WHOLE)
const NONE = new Uint8Array(0)

function room(size: number) {
  return {
    hashes: new Uint32Array(size),
    values: new Float32Array(size),
    tokens: new Int32Array(size),
    places: new Uint32Array(size),
  }
}

function lexiconOf(words: Record<string, string>): Lexicon {
  const lexicon: Lexicon = { whole: new Map(), begun: new Map() }
  for (const [name, list] of Object.entries(words)) {
    for (const word of list.trim().split(/\s+/)) {
      const [map, key] = word.endsWith('*') ? [lexicon.begun, word.slice(0, -1)] : [lexicon.whole, word]
      map.set(key, [...(map.get(key) ?? []), NAMES.indexOf(name)])
    }
  }
  return lexicon
}

function meantIn({ whole, begun }: Lexicon): (lexeme: Lexeme) => Uint8Array {
  return fact(({ form }) => {
    const senses = new Set(whole.get(form) ?? [])
    for (let end = SHORTEST; end <= Math.min(form.length, 24); end++) {
      for (const sense of begun.get(form.slice(0, end)) ?? []) senses.add(sense)
    }
    return senses.size === 0 ? NONE : Uint8Array.from(senses)
  })
}

/**
 * What the words of a text mean, as features beside those of the words themselves: each sense, whether it stands in the
 * last sentence, two that follow each other within three words, and any two of one text. A word that was never learnt
 * from is so read by its like. None in a language without a lexicon. The arrays are used again by the next call.
 */
export function sensesOf(tokens: Token[], lang: string): Senses {
  found.count = 0
  const meant = MEANT.get(lang)
  if (!meant) return found
  times.fill(0)
  const end = Math.min(tokens.length, READ)
  addWords(meant, tokens, end)
  if (PERSONS.every((sense) => times[sense] === 0)) times[ALOOF] = 1
  const scale = 2 / Math.sqrt(Math.max(found.count, 4))
  addBoth()
  for (let i = 0; i < found.count; i++) found.values[i] = (found.values[i] ?? 0) * scale
  return found
}

function addWords(meant: (lexeme: Lexeme) => Uint8Array, tokens: Token[], end: number): void {
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
    if (isFigure(token.form.charCodeAt(0))) times[CLOCK_TIME.test(token.form) ? CLOCK : NUMBER] = 1
    const senses = meant(token.lexeme)
    for (let k = 0; k < senses.length; k++) addSense(senses[k] ?? 0, i, last > 0 && i > last, before, further)
    further = before
    before = senses
  }
}

function addSense(sense: number, i: number, atEnd: boolean, before: Uint8Array, further: Uint8Array): void {
  const said = times[sense] ?? 0
  if (said < OFTEN) add(sense, VALUE.alone, i)
  if (atEnd) add(AT_END + sense, VALUE.atEnd, i)
  times[sense] = Math.min(said + 1, OFTEN)
  for (let k = 0; k < before.length; k++) add(PAIRS + (before[k] ?? 0) * COUNT + sense, VALUE.pair, i)
  for (let k = 0; k < further.length; k++) add(PAIRS + (further[k] ?? 0) * COUNT + sense, VALUE.pair, i)
}

function isFigure(unit: number): boolean {
  return unit > 0x2f && unit < 0x3a
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
    for (let j = 0; j < i; j++) add(BOTH + (present[i] ?? 0) * WHOLE + (present[j] ?? 0), value, -1)
  }
}

function add(place: number, value: number, token: number): void {
  if (found.count === found.hashes.length) grow()
  found.places[found.count] = place
  found.hashes[found.count] = SENSE_HASHES[place] ?? 0
  found.values[found.count] = value
  found.tokens[found.count] = token
  found.count++
}

function grow(): void {
  const larger = room(found.hashes.length * 2)
  larger.hashes.set(found.hashes)
  larger.values.set(found.values)
  larger.tokens.set(found.tokens)
  larger.places.set(found.places)
  Object.assign(found, larger)
}
