/** Example terms in both languages, as people write them: words, phrases, a star at the end of a beginning. */
export interface Terms {
  fr: string[]
  en: string[]
}

/** Traits declared at once: an image of more says nothing. */
export const MAX_TRAITS = 24
/** Terms of one list; with what denies them they stay within what a query may hold. */
export const MAX_TERMS = 10

/** What the brand says of itself in one word. */
export interface Declared {
  word: string
  description: string
  terms: Terms
  /** What people say who find the contrary. */
  opposites: Terms
  /** More, in the query language. */
  query: string | null
}

export interface Trait extends Declared {
  id: string
  position: number
  /** Alerts by which its posts are found: all of them, and those that say the contrary. */
  talkId: string
  contraryId: string | null
  created: Date
  archived: Date | null
}

export interface Version extends Declared {
  traitId: string
  at: Date
  by: string | null
  position: number
  archived: boolean
}

/** What turns a word into its contrary; `plus` does and does not, and is left out. */
const DENIALS = { fr: ['pas', 'peu', 'pas très'], en: ['not', 'not very'] } as const

/** What is said on a trait, whichever way: its terms, or its name where it has neither these nor a query; their contraries. */
export function talkQuery(declared: Declared): string {
  const { opposites, query } = declared
  const written = [...new Set([...allOf(saidOf(declared)), ...allOf(opposites)])]
  return [...written.map(quoted), ...(query ? [`(${query})`] : [])].join(' OR ')
}

/** What of it says the contrary: the opposites, and the terms denied; null where nothing could. */
export function contraryQuery(declared: Declared): string | null {
  const { opposites } = declared
  const positive = saidOf(declared)
  const denied = (['fr', 'en'] as const).flatMap((lang) =>
    positive[lang]
      .filter((term) => !/\s/u.test(term.trim()))
      .flatMap((term) => DENIALS[lang].map((denial) => `${denial} ${term}`)),
  )
  const all = [...allOf(opposites), ...denied]
  return all.length === 0 ? null : all.map(quoted).join(' OR ')
}

function saidOf({ word, terms, query }: Declared): Terms {
  return allOf(terms).length > 0 || query ? terms : { fr: [word], en: [] }
}

function allOf({ fr, en }: Terms): string[] {
  return [...new Set([...fr, ...en])]
}

function quoted(term: string): string {
  return `"${term.replaceAll('"', ' ').trim()}"`
}

export interface Span {
  from: Date
  to: Date | null
}

/** When a trait was declared, from its versions, oldest first. */
export function declaredSpans(versions: readonly Pick<Version, 'at' | 'archived'>[]): Span[] {
  const spans: Span[] = []
  for (const { at, archived } of versions) {
    const open = spans.at(-1)?.to === null ? spans.at(-1) : undefined
    if (archived && open) open.to = at
    else if (!archived && !open) spans.push({ from: at, to: null })
  }
  return spans
}

export type Change = 'declared' | 'changed' | 'moved' | 'retired' | 'again'

/** What a version changed; null where nothing a reader would see. */
export function changeOf(
  before: Version | undefined,
  now: Version,
): { what: Change; fields: (keyof Declared)[] } | null {
  if (!before) return { what: 'declared', fields: [] }
  if (before.archived !== now.archived) return { what: now.archived ? 'retired' : 'again', fields: [] }
  const same = (key: keyof Declared) => JSON.stringify(before[key]) === JSON.stringify(now[key])
  const keys = ['word', 'description', 'terms', 'opposites', 'query'] as const
  const fields = keys.filter((key) => !same(key))
  if (fields.length > 0) return { what: 'changed', fields }
  return before.position === now.position ? null : { what: 'moved', fields: [] }
}
