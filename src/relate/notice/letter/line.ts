import { type Locale, translate } from '../../../../lib/i18n/index.ts'
import { type Item, matchedIn } from './content.ts'
import { channelName, matterWords } from './matter.ts'

/** Characters of a post that are told. */
const MOST = 280
/** Characters before the first word that matched. */
const BEFORE = 80
/** Characters of the names of alerts: a hundred of them can find one post, and no title or subject holds as many. */
const MOST_NAMES = 200

/** A piece of what somebody wrote; `hit`: a word that made it match. */
export interface Piece {
  text: string
  hit: boolean
}

/** One thing that a notice tells, in words. */
export interface Line {
  id: string
  /** `alert:<id>` for each, to unsubscribe from. */
  alertIds: string[]
  title: string
  /** Who said it, where and when; empty for an alarm. */
  said: string
  pieces: Piece[]
  /** "et 99 reprises", or what else an alarm says. */
  after: string
  level: number
  /** In a mail alone. */
  enclosed?: Enclosed
}

/** Words that a mail quotes whole, and a link of its own. */
export interface Enclosed {
  quotes: { label: string; text: string }[]
  link: { label: string; url: string }
}

export interface Reader {
  locale: Locale
  timeZone: string
}

export function lineOf(item: Item, reader: Reader): Line {
  const { locale } = reader
  const alertIds = item.alerts.map((alert) => alert.id)
  const names = cut(plain(item.alerts.map((alert) => alert.name).join(', ')), MOST_NAMES)
  if (item.matter) {
    const { title, body } = matterWords(item.matter, { ...reader, names: item.matter.names })
    const pieces = [{ text: plain(body), hit: false }]
    return { id: item.id, alertIds, title: plain(title), said: '', pieces, after: '', level: 0 }
  }
  if (item.alarm) {
    const [first = '', ...rest] = item.alarm.verdict
    return {
      id: item.id,
      alertIds,
      title: translate(locale, `notice:level.${item.alarm.level}`),
      said: '',
      pieces: [{ text: first, hit: false }],
      after: rest.join(' '),
      level: item.alarm.level,
    }
  }
  return {
    id: item.id,
    alertIds,
    title: translate(locale, 'notice:alerts', { names }),
    said: item.post ? saidOf(item.post, reader) : '',
    pieces: piecesOf(item, locale),
    after: item.posts > 1 ? translate(locale, 'notice:reprises', { count: item.posts - 1 }) : '',
    level: 0,
  }
}

function saidOf(post: NonNullable<Item['post']>, { locale, timeZone }: Reader): string {
  const when = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' })
  return translate(locale, 'notice:said', {
    author: plain(post.actor_name ?? post.actor_handle ?? '') || translate(locale, 'notice:somebody'),
    channel: channelName(locale, post.channel),
    when: when.format(post.published),
  })
}

/** What was said to us alone does not leave by mail or push: only that it was said. */
function piecesOf({ post, alerts }: Item, locale: Locale): Piece[] {
  if (!post) return []
  if (post.visibility !== 'public') return [{ text: translate(locale, 'notice:hidden'), hit: false }]
  const text = post.text || post.title || ''
  const hits = post.text ? matchedIn(post, alerts) : []
  const from = wholeFrom(text, Math.max(0, (hits[0]?.start ?? 0) - BEFORE))
  const to = from + cutAt(text.slice(from), MOST)
  const pieces: Piece[] = [{ text: from > 0 ? '…' : '', hit: false }]
  let at = from
  for (const { start, end } of hits.filter((hit) => hit.start >= from && hit.end <= to)) {
    pieces.push({ text: text.slice(at, start), hit: false }, { text: text.slice(start, end), hit: true })
    at = end
  }
  pieces.push({ text: text.slice(at, to) + (to < text.length ? '…' : ''), hit: false })
  return pieces
    .map(({ text: said, hit }) => ({ text: plain(said.toWellFormed(), hit), hit }))
    .filter((piece) => piece.text !== '')
}

/** How much of a text stands in so many UTF-16 units without cutting a character in two. */
function cutAt(text: string, most: number): number {
  if (text.length <= most) return text.length
  return /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most
}

/** A text, or its beginning and an ellipsis, in at most so many UTF-16 units and one. */
export function cut(text: string, most: number): string {
  const at = cutAt(text, most)
  return at < text.length ? `${text.slice(0, at)}…` : text
}

/** Where a word begins, as near after a place as may be. */
function wholeFrom(text: string, place: number): number {
  if (place === 0) return 0
  const space = text.slice(place, place + 40).search(/\s/)
  return space < 0 ? place : place + space + 1
}

/** On one line, without what would turn around or hide what follows it. */
export function plain(text: string, trim = true): string {
  const said = text
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, '')
    .replace(/(?:\p{Cc}|(?![\u00a0\u202f])\s)+/gu, ' ')
  return trim ? said.trim() : said
}

export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('')
}
