import { FIELDS, type Field } from './query.ts'

/** Names as people write them, in both languages, folded. */
const NAMES: Record<string, Field | 'title' | 'author'> = {
  lang: 'lang',
  langue: 'lang',
  language: 'lang',
  channel: 'channel',
  canal: 'channel',
  media: 'channel',
  sentiment: 'sentiment',
  ton: 'sentiment',
  is: 'is',
  est: 'is',
  title: 'title',
  titre: 'title',
  author: 'author',
  auteur: 'author',
  from: 'author',
}

const SENTIMENT: Record<string, string> = {
  positive: 'positive',
  positif: 'positive',
  neutral: 'neutral',
  neutre: 'neutral',
  negative: 'negative',
  negatif: 'negative',
}
const IS: Record<string, string> = {
  reply: 'reply',
  reponse: 'reply',
  repost: 'repost',
  partage: 'repost',
  repartage: 'repost',
  review: 'review',
  avis: 'review',
}
const LANGUAGES: Record<string, string> = {
  francais: 'fr',
  french: 'fr',
  anglais: 'en',
  english: 'en',
  espagnol: 'es',
  spanish: 'es',
  allemand: 'de',
  german: 'de',
  italien: 'it',
  italian: 'it',
  portugais: 'pt',
  portuguese: 'pt',
  neerlandais: 'nl',
  dutch: 'nl',
  arabe: 'ar',
  arabic: 'ar',
  japonais: 'ja',
  japanese: 'ja',
}

/** Values that are proposed for a field, in the order in which they are shown. */
export const VALUES: Record<Field, string[]> = {
  lang: ['fr', 'en', 'es', 'de', 'it', 'pt', 'und'],
  channel: [],
  sentiment: ['positive', 'neutral', 'negative'],
  is: ['reply', 'repost', 'review'],
}
export const FIELD_NAMES = [...FIELDS, 'title', 'author']

export function fieldNamed(name: string): Field | 'title' | 'author' | undefined {
  const folded = fold(name)
  return Object.hasOwn(NAMES, folded) ? NAMES[folded] : undefined
}

/** The known name nearest to a mistyped one, when it is near enough to be meant. */
export function nearestName(name: string): string | undefined {
  const folded = fold(name)
  let best: { name: string; distance: number } | undefined
  for (const known of Object.keys(NAMES)) {
    const distance = editDistance(folded, known)
    if (distance <= Math.min(2, Math.floor(known.length / 3)) && distance < (best?.distance ?? 3))
      best = { name: known, distance }
  }
  return best?.name
}

/** A value as the stream writes it; `undefined` when the field has no such value, with the one that may be meant. */
export function fieldValue(field: Field, written: string): { value?: string; meant?: string } {
  const folded = fold(written)
  if (field === 'channel') return /^[a-z0-9][a-z0-9-]*$/.test(folded) ? { value: folded } : {}
  if (field === 'lang') return language(folded)
  const known = field === 'sentiment' ? SENTIMENT : IS
  if (Object.hasOwn(known, folded)) return { value: known[folded] }
  const near = Object.keys(known).find((name) => name.startsWith(folded) || editDistance(name, folded) <= 2)
  return near ? { meant: near } : {}
}

function language(folded: string): { value?: string; meant?: string } {
  const [primary = ''] = folded.split(/[-_]/)
  if (/^[a-z]{2}$/.test(primary) || folded === 'und') return { value: primary }
  return Object.hasOwn(LANGUAGES, folded) ? { meant: LANGUAGES[folded] } : {}
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Levenshtein's, of short words. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= Math.min(a.length, 40); i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
