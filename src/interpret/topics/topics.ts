import type { Token } from '../token.ts'
import { type Dictionary, dictionaryOf, type Hit, termsIn } from './dictionary.ts'
import { ENGLISH } from './lexicon/english.ts'
import { FRENCH } from './lexicon/french.ts'
import type { TopicId } from './topic.ts'

/** Where a topic, or a key phrase, is spoken of: UTF-16 offsets. */
export interface Place {
  start: number
  end: number
  in?: 'title'
}

export interface Topic {
  id: TopicId
  why: Place[]
}

const PASSED = {
  fr: "le la les l' un une des du de d' mon ma mes votre vos notre nos son sa ses leur leurs ce cet cette ces tout tous tres",
  en: 'the a an my your our his her their this that of to very',
}

/** Made at the first text in the language. */
const DICTIONARIES = new Map<string, () => Dictionary>([
  ['fr', once(() => dictionaryOf(FRENCH, PASSED.fr))],
  ['en', once(() => dictionaryOf(ENGLISH, PASSED.en))],
])

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** A post speaks of few things; of long ones, the most spoken of. */
const TOLD = 4
const ENOUGH = 1

/**
 * What a text speaks of, the most spoken of first, each with the words that say so. Nothing where it speaks of none of
 * the list, or in a language that is not read.
 * @param titles how many of the tokens stand in the title
 */
export function topicsOf({
  tokens,
  titles,
  lang,
}: {
  tokens: Token[]
  titles: number
  lang: string
}): Topic[] {
  const dictionary = DICTIONARIES.get(lang)?.()
  if (!dictionary) return []
  const found = new Map<TopicId, Found>()
  for (const hit of termsIn(tokens, dictionary)) addHit(found, hit, tokens, titles)
  return [...found]
    .filter(([, { weight }]) => weight >= ENOUGH)
    .sort(([, a], [, b]) => b.weight - a.weight || a.first - b.first)
    .slice(0, TOLD)
    .map(([id, { why }]) => ({ id, why }))
}

interface Found {
  weight: number
  first: number
  /** What said it, once each: the same word twice says no more. */
  said: Set<string>
  why: Place[]
}

function addHit(found: Map<TopicId, Found>, { term, from, to }: Hit, tokens: Token[], titles: number): void {
  const [first, last] = [tokens[from], tokens[to]]
  if (term.topic === null || !first || !last) return
  const one = found.get(term.topic) ?? { weight: 0, first: from, said: new Set(), why: [] }
  found.set(term.topic, one)
  const before = one.why.at(-1)
  if (before?.start === first.start && (before.in === 'title') === from < titles) return
  one.why.push({ start: first.start, end: last.end, ...(from < titles && { in: 'title' as const }) })
  if (one.said.has(first.form)) return
  one.said.add(first.form)
  one.weight += term.weight
}
