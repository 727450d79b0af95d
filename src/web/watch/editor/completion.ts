import { TOPIC_NAMES } from '../../kit/reading/topic-names.ts'
import { tokenise } from './query-tokens.ts'

/** What may be written, beside the language itself. */
export interface Known {
  channels: readonly string[]
  lists: readonly string[]
  /** Handles and tags seen in what the query finds. */
  marks: readonly string[]
  /** What a topic is called where it is read. */
  topics?: ReadonlyMap<string, string>
  /** Whether French names and values go first; where not, they are proposed to who has begun one. */
  french?: boolean
}

export interface Completion {
  /** What the word being written becomes. */
  insert: string
  field: string
  /** The value proposed, where it is one. */
  value?: string
}

type Value = string | readonly [english: string, french: string]

/** Names of each field, in English and then in French, with the values that it takes. */
const FIELDS: Record<string, { names: string[]; values?: readonly Value[] }> = {
  lang: { names: ['lang', 'langue'], values: ['fr', 'en', 'es', 'de', 'it', 'pt', 'nl', 'und'] },
  sentiment: {
    names: ['sentiment', 'ton'],
    values: [
      ['positive', 'positif'],
      ['neutral', 'neutre'],
      ['negative', 'négatif'],
    ],
  },
  channel: { names: ['channel', 'canal'] },
  list: { names: ['list', 'liste'] },
  title: { names: ['title', 'titre'] },
  author: { names: ['author', 'auteur'] },
  country: {
    names: ['country', 'pays'],
    values: ['fr', 'be', 'ch', 'ca', 'lu', 'gb', 'us', 'de', 'es', 'it'],
  },
  is: {
    names: ['is', 'est'],
    values: [['reply', 'réponse'], ['repost', 'partage'], ['review', 'avis'], 'question'],
  },
  has: {
    names: ['has', 'avec'],
    values: [
      'media',
      ['image', 'photo'],
      ['video', 'vidéo'],
      ['audio', 'son'],
      ['file', 'fichier'],
      ['link', 'lien'],
      'question',
    ],
  },
  intent: {
    names: ['intent', 'intention'],
    values: [
      ['complaint', 'réclamation'],
      'question',
      ['praise', 'éloge'],
      ['purchase', 'achat'],
      ['leaving', 'départ'],
      ['other', 'autre'],
    ],
  },
  topic: { names: ['topic', 'thème'], values: [...TOPIC_NAMES] },
  urgency: {
    names: ['urgency', 'urgence'],
    values: [
      ['now', 'maintenant'],
      ['soon', 'bientôt'],
      ['none', 'aucune'],
    ],
  },
  site: { names: ['site'] },
  url: { names: ['url', 'lien'] },
  followers: { names: ['followers', 'abonnés'], values: ['>1000', '>10000', '>100000'] },
  rating: { names: ['rating', 'note'], values: ['<=2', '3', '>=4'] },
  toxicity: { names: ['toxicity', 'toxicité'], values: ['>0.5', '>0.8'] },
  since: { names: ['since', 'depuis'] },
  until: { names: ['until', 'jusque'] },
  date: { names: ['date'] },
}

const MOST = 8

/** The word that ends at the caret. */
export function wordAt(query: string, caret: number): { start: number; text: string } {
  const before = query.slice(0, caret)
  const start = before.search(/[^\s()（）"“”„‟＂«»]*$/u)
  return { start, text: before.slice(start) }
}

/** Fields in both languages, then their values, handles and tags, that the word at the caret may become. */
export function completions(query: string, caret: number, known: Known): Completion[] {
  if (!endsWord(query, caret)) return []
  const { text } = wordAt(query, caret)
  const minus = /^[-−–—]/u.test(text) ? text.charAt(0) : ''
  const typed = fold(text.slice(minus.length))
  if (typed === '') return []
  if (/^[@#]/.test(typed)) return marks(typed, minus, known)
  const colon = text.indexOf(':')
  const options =
    colon < 0
      ? fieldsFor(typed, known)
      : valuesFor(text.slice(minus.length, colon), fold(text.slice(colon + 1)), known)
  return options.slice(0, MOST).map((option) => ({ ...option, insert: `${minus}${option.insert}` }))
}

/** In the middle of a word its end would stay behind what is taken; in quotes all are words. */
function endsWord(query: string, caret: number): boolean {
  if (/[^\s()（）"“”„‟＂«»]/u.test(query.charAt(caret))) return false
  const phrase = tokenise(query).find(({ start, end }) => start < caret && caret <= end)
  return phrase?.kind !== 'phrase'
}

function marks(typed: string, minus: string, { marks: all }: Known): Completion[] {
  return all
    .filter((mark) => fold(mark).startsWith(typed) && fold(mark) !== typed)
    .slice(0, MOST)
    .map((mark) => ({ insert: `${minus}${mark} `, field: mark.startsWith('#') ? 'tag' : 'handle' }))
}

function fieldsFor(typed: string, { french }: Known): Completion[] {
  return Object.entries(FIELDS).flatMap(([field, { names }]) => {
    const name = (french ? names.toReversed() : names).find((one) => fold(one).startsWith(typed))
    return name ? [{ insert: `${name}:`, field }] : []
  })
}

/** Values found by their name in either language, and written in the language of the field, or of who reads. */
function valuesFor(name: string, typed: string, known: Known): Completion[] {
  const found = Object.entries(FIELDS).find(([, { names }]) => names.some((one) => fold(one) === fold(name)))
  if (!found) return []
  const [field, { names, values }] = found
  const french = known.french || fold(name) !== names[0]
  const all: readonly Value[] =
    field === 'channel' ? known.channels : field === 'list' ? known.lists : (values ?? [])
  return all
    .map((value) =>
      typeof value === 'string' ? { ours: value, theirs: value } : { ours: value[0], theirs: value[1] },
    )
    .filter(({ ours, theirs }) =>
      [ours, theirs, known.topics?.get(ours) ?? ''].some((one) => fold(one).startsWith(typed)),
    )
    .filter(({ ours, theirs }) => fold(ours) !== typed && fold(theirs) !== typed)
    .map(({ ours, theirs }) => ({ insert: `${name}:${french ? theirs : ours} `, field, value: ours }))
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** A tag, or a handle with its host: not the end of an address, nor the full stop that follows. */
const MARK =
  /(?<![\p{L}\p{N}_./@#-])(?:#[\p{L}\p{N}_]{2,60}|@[\p{L}\p{N}_](?:[\p{L}\p{N}_.@-]{0,60}[\p{L}\p{N}_])?)/gu

/** Handles and tags of posts, those that stand in most of them first. */
export function marksIn(
  posts: readonly { text: string | null; actor: { handle: string | null } }[],
): string[] {
  const counts = new Map<string, { mark: string; count: number }>()
  for (const { text, actor } of posts) {
    const found = (text ?? '').match(MARK) ?? []
    const own = actor.handle ? [`@${actor.handle.replace(/^@/u, '')}`] : []
    const here = new Map([...found, ...own].map((mark) => [mark.toLowerCase(), mark]))
    for (const [key, mark] of here) {
      const one = counts.get(key) ?? { mark, count: 0 }
      one.count++
      counts.set(key, one)
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ mark }) => mark)
}
