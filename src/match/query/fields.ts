import { TOPIC_IDS, TOPICS } from '../../interpret/index.ts'
import { domainOf } from '../words/links.ts'
import { FIELDS, type Field } from './query.ts'

/** What may stand before a colon. */
export type FieldName = Field | 'title' | 'author' | 'list' | 'since' | 'until' | 'date' | Numbered
export type Numbered = 'followers' | 'rating' | 'toxicity'

/** Names as people write them, in both languages, folded. */
const NAMES: Record<string, FieldName> = {
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
  has: 'has',
  avec: 'has',
  intent: 'intent',
  intention: 'intent',
  urgency: 'urgency',
  urgence: 'urgency',
  topic: 'topic',
  theme: 'topic',
  country: 'country',
  pays: 'country',
  url: 'url',
  lien: 'url',
  site: 'site',
  title: 'title',
  titre: 'title',
  author: 'author',
  auteur: 'author',
  from: 'author',
  followers: 'followers',
  abonnes: 'followers',
  rating: 'rating',
  stars: 'rating',
  note: 'rating',
  etoiles: 'rating',
  toxicity: 'toxicity',
  toxicite: 'toxicity',
  since: 'since',
  depuis: 'since',
  until: 'until',
  jusque: 'until',
  date: 'date',
  list: 'list',
  liste: 'list',
}

/** Values as people write them, folded, by the field. */
const WRITTEN: Partial<Record<Field, Record<string, string>>> = {
  sentiment: named({
    positive: 'positif',
    neutral: 'neutre',
    negative: 'negatif',
  }),
  is: named({
    reply: 'reponse',
    repost: 'partage repartage',
    review: 'avis',
    question: '',
  }),
  has: named({
    media: '',
    image: 'photo',
    video: '',
    audio: 'son',
    file: 'fichier',
    link: 'lien',
    question: '',
  }),
  intent: named({
    complaint: 'reclamation plainte',
    question: '',
    praise: 'eloge compliment merci thanks',
    purchase: 'achat buying',
    leaving: 'depart resiliation churn',
    other: 'autre',
  }),
  urgency: named({
    now: 'urgent maintenant immediate immediat',
    soon: 'bientot',
    none: 'aucune',
  }),
}

function named(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([value, others]) =>
      [value, ...others.split(' ')].filter((name) => name !== '').map((name) => [name, value]),
    ),
  )
}

/** How soon an answer is due, as the stream keeps it. */
export const URGENCIES = ['none', 'soon', 'now']

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

/** Values that are proposed for a field, in the order in which they are shown; none where they are without number. */
export const VALUES: Record<Field, string[]> = {
  lang: ['fr', 'en', 'es', 'de', 'it', 'pt', 'und'],
  channel: [],
  sentiment: ['positive', 'neutral', 'negative'],
  is: ['reply', 'repost', 'review', 'question'],
  has: ['media', 'image', 'video', 'audio', 'file', 'link', 'question'],
  intent: ['complaint', 'question', 'praise', 'purchase', 'leaving', 'other'],
  urgency: ['now', 'soon', 'none'],
  topic: [...TOPIC_IDS],
  country: [],
  url: [],
  site: [],
}
export const FIELD_NAMES = [
  ...FIELDS,
  'title',
  'author',
  'followers',
  'rating',
  'toxicity',
  'since',
  'until',
  'date',
  'list',
]

export function fieldNamed(name: string): FieldName | undefined {
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
  if (field === 'topic') return topic(folded)
  if (field === 'lang') return language(folded)
  if (field === 'country') return country(folded)
  if (field === 'url' || field === 'site') return domain(written)
  const known = WRITTEN[field] ?? {}
  if (Object.hasOwn(known, folded)) return { value: known[folded] }
  const near = Object.keys(known).find((name) => name.startsWith(folded) || editDistance(name, folded) <= 2)
  return near ? { meant: near } : {}
}

/** By its id, its name in either language, or the first word of its French name. */
function topic(folded: string): { value?: string; meant?: string } {
  const names = TOPICS.flatMap(({ id, fr, en }) => [
    { id, name: id },
    { id, name: fold(en) },
    { id, name: fold(fr) },
    { id, name: fold(fr).split(' ')[0] ?? '' },
  ])
  const known = names.find(({ name }) => name === folded)
  if (known) return { value: known.id }
  const near = names.find(({ name }) => name.startsWith(folded) || editDistance(name, folded) <= 2)
  return near ? { meant: near.id } : {}
}

/** By its two letters; a name is proposed as its code. */
function country(folded: string): { value?: string; meant?: string } {
  const code = folded.toUpperCase()
  if (/^[A-Z]{2}$/.test(code)) return { value: code }
  for (const locale of ['fr', 'en']) {
    const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' })
    for (const known of COUNTRIES) if (fold(names.of(known) ?? '') === folded) return { meant: known }
  }
  return {}
}

const COUNTRIES =
  'FR BE CH CA LU MC US GB IE DE ES IT PT NL AT PL SE DK NO FI MA DZ TN SN CI CM JP CN IN BR MX AU'.split(' ')

/** The domain alone: an address is proposed as its domain. */
function domain(written: string): { value?: string; meant?: string } {
  const value = domainOf(written.replace(/^https?:\/\//iu, ''))
  if (!value) return {}
  const plain = written.toLowerCase().replace(/^www\./u, '')
  return plain === value || !/[/?#:@]/u.test(written) ? { value } : { meant: value }
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
