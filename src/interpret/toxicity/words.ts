import { fact, type Lexeme } from '../lexeme/index.ts'
import { expand } from '../sentiment/index.ts'
import { fold, type Token } from '../token.ts'
import { ENGLISH, ENGLISH_COARSE, ENGLISH_PEACEFUL } from './lexicon/english.ts'
import { FRENCH, FRENCH_COARSE, FRENCH_PEACEFUL } from './lexicon/french.ts'

/** What an offence is; `coarse` is none, but anger. */
export const KINDS = ['insult', 'hate', 'threat', 'sexual', 'coarse'] as const
export type Kind = (typeof KINDS)[number]

/** Words from `from` to `to`, both among the tokens, that a list holds. */
export interface Found {
  from: number
  to: number
  kind: Kind
}

interface Entry {
  words: string[]
  kind: Kind
}

/** First word to what begins with it, longest first. */
type Index = Map<string, Entry[]>

function indexOf(lists: Record<string, string>): Index {
  const index: Index = new Map()
  for (const kind of KINDS) {
    for (const form of (lists[kind] ?? '').split(/\s+/).filter(Boolean).flatMap(expand).map(fold)) {
      const words = wordsOf(form)
      const [first = ''] = words
      const known = index.get(first) ?? []
      if (!known.some((entry) => entry.words.join('_') === words.join('_')))
        index.set(first, [...known, { words, kind }])
    }
  }
  for (const entries of index.values()) entries.sort((a, b) => b.words.length - a.words.length)
  return index
}

function wordsOf(form: string): string[] {
  return form.split('_').flatMap(elided)
}

/** Cuts "t'egorger" where the tokenizer cuts it. */
function elided(word: string): string[] {
  const match = /^((?:l|d|n|s|j|m|t|c|qu)')(.+)$/.exec(word)
  return match?.[1] && match[2] ? [match[1], match[2]] : [word]
}

/** What a word begins, longest first; null for most. */
type Begun = (lexeme: Lexeme) => Entry[] | null

const BEGUN = new Map<string, Begun>([
  ['fr', begunIn(indexOf({ ...FRENCH, coarse: FRENCH_COARSE }))],
  ['en', begunIn(indexOf({ ...ENGLISH, coarse: ENGLISH_COARSE }))],
])

function begunIn(index: Index): Begun {
  return fact(({ form, short }) => index.get(form) ?? (short === null ? undefined : index.get(short)) ?? null)
}

const PEACEFUL = new Set(
  `${FRENCH_PEACEFUL} ${ENGLISH_PEACEFUL}`
    .split(/\s+/)
    .filter(Boolean)
    .flatMap(expand)
    .map((form) => wordsOf(fold(form)).join('_')),
)

/** Words that throw the next one or two at somebody: "espèce de larve", "you pig". */
const THROWN = new Set(
  `sale sales gros grosse grosses petit petite pauvre espece bande vieux vieille t'es es etes vraie vrai ta
  you you're ur your u dirty fat fucking stupid filthy bunch`.split(/\s+/),
)

/**
 * Words and phrases of the lists of a language, in order, none over another. What is said in peace as often as not is
 * none where nothing else offends and it is thrown at nobody.
 */
export function offencesIn(tokens: Token[], lang: string): Found[] {
  const begun = BEGUN.get(lang)
  const found: Found[] = []
  let isOffence = false
  if (!begun || !tokens.some(({ kind, lexeme }) => kind === 'word' && begun(lexeme) !== null)) return found
  const words = tokens.flatMap((token, at) => (token.kind === 'word' ? [{ token, at }] : []))
  for (let i = 0; i < words.length; i++) {
    const entry = entryAt(begun, words, i)
    if (!entry) continue
    const last = i + entry.words.length - 1
    found.push({ from: words[i]?.at ?? 0, to: words[last]?.at ?? 0, kind: entry.kind })
    isOffence ||= !PEACEFUL.has(entry.words.join('_')) || isThrown(words, i, entry)
    i = last
  }
  return isOffence ? found : []
}

/** A single word after one that throws it, or that and "de". */
function isThrown(words: { token: Token }[], at: number, { words: said, kind }: Entry): boolean {
  if (said.length > 1 || kind === 'threat' || kind === 'sexual') return false
  const [before, further] = [words[at - 1]?.token.form ?? '', words[at - 2]?.token.form ?? '']
  const joins =
    before === 'de' ||
    before === "d'" ||
    before === 'un' ||
    before === 'une' ||
    before === 'of' ||
    before === 'a'
  return THROWN.has(before) || (joins && THROWN.has(further))
}

/** A phrase goes over no mark: "un abruti : fils de…" begins none. */
function entryAt(begun: Begun, words: { token: Token; at: number }[], at: number): Entry | undefined {
  const { token: first, at: begin = 0 } = words[at] ?? {}
  if (!first) return undefined
  return begun(first.lexeme)?.find(({ words: asked }) =>
    asked.every((word, k) => {
      const next = words[at + k]
      return next?.at === begin + k && (next.token.form === word || next.token.short === word)
    }),
  )
}

/** How often each kind stands in a text, squeezed: the third insult says little more than the second. */
export function countsOf(found: Found[]): Record<Kind, number> {
  const counts = { insult: 0, hate: 0, threat: 0, sexual: 0, coarse: 0 }
  for (const { kind } of found) counts[kind]++
  for (const kind of KINDS) counts[kind] = Math.min(Math.sqrt(counts[kind]), 2)
  return counts
}
