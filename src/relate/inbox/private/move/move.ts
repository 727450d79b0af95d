import { type Kind, type Lines, variantsIn } from '../lines/lines.ts'
import { openIn, type Wrong, wrongFor } from '../lines/wrong.ts'
import type { Way } from '../tables.ts'

/** People of one list. */
export const MOST_PEOPLE = 5_000
/** So many leave only once a second person has read what is said (T25). */
export const FOUR_EYES = 20

/** One line is under way less than there are variants, so that the next never repeats it, nor what has just left. */
export function roomFor(variants: number, underWay: number): number {
  return Math.max(0, variants - 1 - underWay)
}

/** The ways that are tried in turn: by mail only where there are lines for it in each language. */
export function waysIn(lines: Lines): Way[] {
  const mailed = Object.values(lines).every(({ mail = [] }) => mail.length > 0)
  return mailed ? ['direct', 'link', 'mail'] : ['direct', 'link']
}

export interface WrongLine {
  lang: string
  kind: Kind
  wrong: Wrong
}

/** What keeps lines from being said to many. */
export function wrongIn(lines: Lines, ways: readonly Way[]): WrongLine | undefined {
  const langs = Object.keys(lines).sort()
  for (const lang of langs) {
    for (const way of ways) {
      const wrong = wrongFor(way, lines[lang]?.[way] ?? [])
      if (wrong) return { lang, kind: way, wrong }
    }
    const open = lines[lang]?.opening.some((line) => openIn(line).length > 0)
    if (open && ways.includes('direct')) return { lang, kind: 'opening', wrong: 'open' }
  }
  const said = !ways.includes('direct') || variantsIn(lines, 'opening', langs).length > 0
  return said && langs.length > 0 ? undefined : { lang: langs[0] ?? '', kind: 'opening', wrong: 'few' }
}
