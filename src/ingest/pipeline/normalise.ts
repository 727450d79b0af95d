import { createHash } from 'node:crypto'
import { type Activity, attachmentIdOf, type Media } from '../../activity/index.ts'

const LONGEST_TEXT = 100_000
const LONGEST_LINE = 2_000
/** Names are found by their beginning, in an index. */
const LONGEST_NAME = 300
/** Of a language (RFC 5646, 4.4.1). */
const LONGEST_TAG = 35
/** In bytes: two ids, and a name of ours beside them, must fit in one row of an index (2,704). */
const LONGEST_ID = 600
const LONGEST_EXTRA = 16_000
const DEEPEST_EXTRA = 20
const LARGEST_INTEGER = 2 ** 31 - 1
const OLDEST = Date.UTC(1990, 0, 1)
/** Clocks of networks and people differ; more than this ahead is a lie or a mistake. */
const AHEAD_MS = 10 * 60_000

export function hasUsableDate(activity: Activity): boolean {
  const time = activity.published.getTime()
  return Number.isFinite(time) && time >= OLDEST
}

/** A date ahead of the clock becomes now: it would otherwise stay on top of every list. */
export function normalise(activity: Activity, now: Date): Activity {
  const { actor, object } = activity
  const ahead = activity.published.getTime() > now.getTime() + AHEAD_MS
  return {
    ...activity,
    externalId: identifier(activity.externalId),
    published: ahead ? now : activity.published,
    actor: {
      ...actor,
      id: identifier(actor.id),
      name: nameIn(actor.name),
      handle: nameIn(optional(actor.handle)?.replace(/^[@\s]+/, '')),
      url: webAddress(actor.url),
      avatar: webAddress(actor.avatar),
      followers: whole(actor.followers, LARGEST_INTEGER, 0),
    },
    object: {
      ...object,
      id: identifier(object.id),
      title: optional(object.title),
      text: object.text === undefined ? undefined : line(object.text, LONGEST_TEXT),
      url: webAddress(object.url),
      inReplyTo: reference(object.inReplyTo),
      thread: reference(object.thread),
      rating: ratingOf(object.rating),
      amount: whole(object.amount, Number.MAX_SAFE_INTEGER),
      currency: optional(object.currency, 10),
      lang: optional(object.lang, LONGEST_TAG),
      country: optional(object.country, 2),
      media: object.media
        ?.filter((media) => webAddress(media.url) || attachmentIdOf(media.url))
        .slice(0, 20)
        .map(mediaOf),
    },
    extra: activity.extra && extraOf(activity.extra),
  }
}

function mediaOf({ type, url, alt, mediaType, name }: Media): Media {
  const said = { alt: optional(alt), mediaType: nameIn(mediaType), name: nameIn(name) }
  return {
    type,
    url: clean(url),
    ...(said.alt && { alt: said.alt }),
    ...(said.mediaType && { mediaType: said.mediaType }),
    ...(said.name && { name: said.name }),
  }
}

/** What a whole-number column can hold; what cannot be one is not known. */
function whole(value: number | undefined, most: number, least = -most): number | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined
  return Math.max(least, Math.min(most, Math.round(value)))
}

/** To the thousandth: the column takes no number that is all but nothing. */
function ratingOf(rating: number | undefined): number | undefined {
  if (rating === undefined || !Number.isFinite(rating) || Math.abs(rating) > 100) return undefined
  return Math.round(rating * 1000) / 1000
}

/** Small facts, each text of them fit to be kept; facts that are not small are left out together. */
function extraOf(extra: Record<string, unknown>): Record<string, unknown> | undefined {
  try {
    const json = JSON.stringify(extra)
    if (json.length > LONGEST_EXTRA) return undefined
    return cleaned(JSON.parse(json), DEEPEST_EXTRA) as Record<string, unknown>
  } catch {
    // A circle, a well without bottom, what JSON has no word for.
    return undefined
  }
}

function cleaned(value: unknown, levels: number): unknown {
  if (typeof value === 'string') return clean(value)
  if (typeof value !== 'object' || value === null) return value
  if (levels === 0) throw new RangeError('these facts are not small')
  if (Array.isArray(value)) return value.map((one) => cleaned(one, levels - 1))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [clean(key), cleaned(one, levels - 1)]))
}

/** Control characters but tab, newline and return. */
const CONTROLS = /(?![\t\n\r])\p{Cc}/gu

/** PostgreSQL takes neither NUL nor half a surrogate pair; other control characters only confuse readers. */
function clean(text: string): string {
  return text.toWellFormed().replace(CONTROLS, '').normalize('NFC').trim()
}

function line(text: string, longest: number): string {
  return clean(text).slice(0, longest).toWellFormed().trim()
}

function optional(text: string | undefined, longest = LONGEST_LINE): string | undefined {
  return (text && line(text, longest)) || undefined
}

function nameIn(text: string | undefined): string | undefined {
  return optional(text, LONGEST_NAME)
}

/** An id too long for an index gives its beginning and a digest of the whole, the same wherever it is named. */
export function identifier(text: string): string {
  const id = clean(text)
  if (Buffer.byteLength(id) <= LONGEST_ID) return id
  return `${id.slice(0, 100).toWellFormed()}…${createHash('sha256').update(id).digest('hex')}`
}

/** To something else: an id of nothing must not tie together all that has one. */
function reference(id: string | undefined): string | undefined {
  return (id && identifier(id)) || undefined
}

/** Only web addresses are ever shown as links: `javascript:` and its kin stop here. */
function webAddress(url: string | undefined): string | undefined {
  return url && url.length <= LONGEST_LINE && /^https?:\/\//i.test(url) ? clean(url) : undefined
}
