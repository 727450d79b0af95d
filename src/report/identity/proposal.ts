import { KNOWN } from './lexicon/traits.ts'
import type { Declared, Terms } from './trait.ts'

const NOTHING: Terms = { fr: [], en: [] }

/** A trait to start from for a word that a brand says of itself: with terms where it is a word that many say. */
export function proposalFor(word: string): Declared {
  const folded = fold(word)
  const known = KNOWN.find(({ names }) => names.some((name) => beginsIn(folded, name)))
  const { terms = own(word), opposites = NOTHING } = known ?? {}
  return { word, description: '', terms, opposites, query: null }
}

/** Words declared at the set-up that are no trait yet. */
export function proposalsOf(words: readonly string[], traits: readonly { word: string }[]): Declared[] {
  const there = new Set(traits.map((trait) => fold(trait.word)))
  const seen = words.filter((word) => !there.has(fold(word)) && there.add(fold(word)))
  return seen.map(proposalFor)
}

function own(word: string): Terms {
  return { fr: [word], en: [] }
}

/** Whether a word of the text begins so. */
function beginsIn(text: string, name: string): boolean {
  return ` ${text}`.includes(` ${name}`)
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('’', "'").trim().toLowerCase()
}
