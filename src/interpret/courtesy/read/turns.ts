import { ENGLISH } from '../lexicon/english.ts'
import { FRENCH } from '../lexicon/french.ts'
import { patternsOf } from './pattern.ts'

export type Turns = Record<Exclude<keyof typeof FRENCH, 'titles'>, RegExp[]> & { titles: Set<string> }

const LISTS = { fr: FRENCH, en: ENGLISH }
const read = new Map<string, Turns>()

/** The turns of a language, read at their first use. */
export function turnsOf(lang: 'fr' | 'en'): Turns {
  const known = read.get(lang)
  if (known) return known
  const { titles, ...lists } = LISTS[lang]
  const turns = {
    ...Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, patternsOf(list)])),
    titles: new Set(titles.split(' ')),
  } as Turns
  read.set(lang, turns)
  return turns
}
