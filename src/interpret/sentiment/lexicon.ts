import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fact, type Lexeme } from '../lexeme/index.ts'
import { fold } from '../token.ts'
import { ENGLISH, ENGLISH_DENIED, ENGLISH_DENIERS, ENGLISH_PUSH, ENGLISH_TURNS } from './lexicon/english.ts'
import {
  FRENCH,
  FRENCH_DENIED,
  FRENCH_DENIERS,
  FRENCH_PUSH,
  FRENCH_TURNS,
  FRENCH_VERBS,
} from './lexicon/french.ts'
import { EMOTICONS, SIGNS } from './lexicon/signs.ts'

export interface Phrase {
  words: string[]
  weight: number
}

/** What a language's words weigh, from -4 to 4, and which of its words deny, push or turn. */
export interface Lexicon {
  weight: Map<string, number>
  /** First word to the phrases it may begin, longest first. */
  phrases: Map<string, Phrase[]>
  /** What a word weighs once denied, where that is not merely the contrary. */
  denied: Map<string, number>
  /** Words that a denier may follow: "marche pas". */
  verbs: Set<string>
  push: Map<string, number>
  deniers: Set<string>
  turns: Set<string>
  /** All of that of one word. */
  entry(lexeme: Lexeme): Entry
}

/** What the lists know of a word, or of a sign where nothing but `weight` says something. */
export interface Entry {
  weight: number
  phrases: Phrase[]
  isDenied: boolean
  /** By how much it makes what follows louder; null where it does not. */
  push: number | null
  denies: boolean
  turns: boolean
}

/** What most words are. */
export const PLAIN: Entry = {
  weight: 0,
  phrases: [],
  isDenied: false,
  push: null,
  denies: false,
  turns: false,
}

function withEntries(lists: Omit<Lexicon, 'entry'>): Lexicon {
  const entry = fact(({ form, short }: Lexeme) => entryOf(lists, form, short))
  return { ...lists, entry }
}

function entryOf(lists: Omit<Lexicon, 'entry'>, form: string, short: string | null): Entry {
  const { weight, phrases, denied, push, deniers, turns } = lists
  const entry = {
    weight: weight.get(form) ?? (short === null ? 0 : (weight.get(short) ?? 0)),
    phrases: phrases.get(form) ?? PLAIN.phrases,
    isDenied: denied.has(form),
    push: push.get(short ?? form) ?? null,
    denies: deniers.has(form),
    turns: turns.has(form),
  }
  const { isDenied, denies } = entry
  const isPlain = entry.weight === 0 && entry.phrases === PLAIN.phrases && entry.push === null
  return isPlain && !isDenied && !denies && !entry.turns ? PLAIN : entry
}

/** "ravi+" and "heur{eux,euse}" to the plain forms they stand for. */
export function expand(pattern: string): string[] {
  const brace = /^(.*?)\{([^}]*)\}(.*)$/.exec(pattern)
  if (brace) {
    const [, before = '', inner = '', after = ''] = brace
    return inner.split(',').flatMap((piece) => expand(before + piece + after))
  }
  const bare = pattern.slice(0, -1)
  if (pattern.endsWith('+')) return ['', 'e', 's', 'es'].map((ending) => bare + ending)
  if (pattern.endsWith('~')) {
    return 'e es ons ez ent er ee ees ait aient ais era erait eront eraient erai'
      .split(' ')
      .map((ending) => bare + ending)
  }
  return [pattern]
}

function words(list: string): string[] {
  return list.split(/\s+/).filter(Boolean).flatMap(expand).map(fold)
}

function readWords(source: string, weight: Map<string, number>, phrases: Map<string, Phrase[]>): void {
  let value = 0
  for (const piece of source.split(/\s+/).filter(Boolean)) {
    const heading = /^(-?[\d.]+):$/.exec(piece)
    if (heading) {
      value = Number(heading[1])
      continue
    }
    for (const form of expand(piece).map(fold)) {
      const parts = form.split('_').flatMap(elide)
      const [first = ''] = parts
      if (parts.length === 1) weight.set(first, value)
      else phrases.set(first, [...(phrases.get(first) ?? []), { words: parts, weight: value }])
    }
  }
  for (const list of phrases.values()) list.sort((a, b) => b.words.length - a.words.length)
}

/** Cuts "j'adore" where the tokenizer cuts it. */
function elide(word: string): string[] {
  const match = /^((?:l|d|n|s|j|m|t|c|qu)')(.+)$/.exec(word)
  return match?.[1] && match[2] ? [match[1], match[2]] : [word]
}

function readDenied(lists: Record<string, string>): Map<string, number> {
  const denied = new Map<string, number>()
  for (const [value, list] of Object.entries(lists))
    for (const word of words(list)) denied.set(word, Number(value))
  return denied
}

/** The VADER list (package vader-sentiment, Apache-2.0): word, mean rating of ten people, and what we do not need. */
function readVader(weight: Map<string, number>): void {
  const path = createRequire(import.meta.url).resolve('vader-sentiment/vader_lexicon.txt')
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [word = '', mean = ''] = line.split('\t')
    if (/^[a-z][a-z'-]+$/.test(word)) weight.set(word, Number(mean))
  }
}

function makeFrench(): Omit<Lexicon, 'entry'> {
  const weight = new Map<string, number>()
  const phrases = new Map<string, Phrase[]>()
  readWords(FRENCH, weight, phrases)
  return {
    weight,
    phrases,
    denied: readDenied(FRENCH_DENIED),
    verbs: new Set(words(FRENCH_VERBS)),
    push: new Map(Object.entries(FRENCH_PUSH)),
    deniers: FRENCH_DENIERS,
    turns: FRENCH_TURNS,
  }
}

function makeEnglish(): Omit<Lexicon, 'entry'> {
  const weight = new Map<string, number>()
  const phrases = new Map<string, Phrase[]>()
  readVader(weight)
  readWords(ENGLISH, weight, phrases)
  return {
    weight,
    phrases,
    denied: readDenied(ENGLISH_DENIED),
    verbs: new Set(),
    push: new Map(Object.entries(ENGLISH_PUSH)),
    deniers: ENGLISH_DENIERS,
    turns: ENGLISH_TURNS,
  }
}

/** A language without words: only its emoji and emoticons are read. */
const NONE = withEntries({
  weight: new Map(),
  phrases: new Map(),
  denied: new Map(),
  verbs: new Set(),
  push: new Map(),
  deniers: new Set(),
  turns: new Set(),
})
const LEXICONS = new Map<string, Lexicon>([
  ['fr', withEntries(makeFrench())],
  ['en', withEntries(makeEnglish())],
])
const EMOJI = new Map<string, number>()
readWords(SIGNS, EMOJI, new Map())

export function lexiconFor(lang: string): Lexicon {
  return LEXICONS.get(lang) ?? NONE
}

export function emojiWeight(form: string): number {
  return EMOJI.get(form) ?? EMOJI.get(String.fromCodePoint(form.codePointAt(0) ?? 0)) ?? 0
}

/** What an emoji weighs in any language. */
export const weightOfEmoji = fact(({ form }) => emojiWeight(form))
export const weightOfEmoticon = fact(({ form }) => emoticonWeight(form))

export function emoticonWeight(form: string): number {
  for (const [shape, weight] of EMOTICONS) if (shape.test(form)) return weight
  return 0
}
