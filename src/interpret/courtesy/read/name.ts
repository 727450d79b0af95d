import { fold } from '../../token.ts'
import { indexAt, type Line, type Place } from './line.ts'
import type { Found } from './pattern.ts'
import type { Turns } from './turns.ts'

/** Capitalised words that follow a greeting and name nobody. */
const NOBODY = new Set(
  'a and et merci thanks thank nous we je i vous you votre your tout all bienvenue welcome oui yes non no client cliente customer there team equipe folks everyone tous toutes suite bonne belle pour toute toutes notre our la le les the un une sir madam'.split(
    ' ',
  ),
)
const LONGEST = 4

/** What stands as a name right after a greeting: capitalised words, titles aside; undefined where nobody is named. */
export function namedIn(
  line: Line,
  greeting: Found,
  turns: Turns,
): (Place & { words: string[] }) | undefined {
  const { tokens, text } = line
  let index = indexAt(line, greeting.at)
  const after = greeting.end
  while (index < tokens.length && (tokens[index]?.start ?? after) < after) index++
  const words: string[] = []
  let place: Place | undefined
  for (; index < tokens.length && words.length < LONGEST; index++) {
    const token = tokens[index]
    if (token?.kind !== 'word') break
    const { start, end, form } = token
    if (turns.titles.has(form)) continue
    if (!/^\p{Lu}/u.test(text.slice(start, end)) || (words.length === 0 && NOBODY.has(form))) break
    words.push(form)
    place = { start: place?.start ?? start, end }
  }
  return place && { ...place, words }
}

/** The words of a name that one could be called by; none for what looks like a pseudonym. */
export function partsOf(name: string): string[] {
  if (/[\d@_]|^\p{Ll}+$/u.test(name.trim())) return []
  return name.split(/[\s.]+/u).filter((part) => /^\p{L}[\p{L}\p{M}'’-]+$/u.test(part))
}

/** Whether the words called are some of the name, accents and case aside, and hyphens apart. */
export function isCalled(words: string[], name: string): boolean {
  const known = new Set(fold(name).split(/[^\p{L}\p{N}]+/u))
  return words.every((word) => known.has(word))
}
