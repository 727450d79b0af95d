import { createHash } from 'node:crypto'
import { type Activity, attachmentIdOf, type Media } from '../../activity/index.ts'

const LONGEST_TEXT = 100_000
const LONGEST_LINE = 2_000
/** Names are found by their beginning, in an index. */
const LONGEST_NAME = 300
/** In bytes: two ids, and a name of ours beside them, must fit in one row of an index (2,704). */
const LONGEST_ID = 600
const LONGEST_EXTRA = 16_000
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
      handle: nameIn(actor.handle?.trim().replace(/^@/, '')),
      url: webAddress(actor.url),
      avatar: webAddress(actor.avatar),
      followers: whole(actor.followers, LARGEST_INTEGER),
    },
    object: {
      ...object,
      id: identifier(object.id),
      title: optional(object.title),
      text: object.text === undefined ? undefined : clean(object.text).slice(0, LONGEST_TEXT).toWellFormed(),
      url: webAddress(object.url),
      inReplyTo: object.inReplyTo === undefined ? undefined : identifier(object.inReplyTo),
      thread: object.thread === undefined ? undefined : identifier(object.thread),
      rating:
        Number.isFinite(object.rating) && Math.abs(object.rating ?? 0) <= 100 ? object.rating : undefined,
      amount: whole(object.amount, Number.MAX_SAFE_INTEGER),
      currency: optional(object.currency)?.slice(0, 10),
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
function whole(value: number | undefined, most: number): number | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined
  return Math.max(-most, Math.min(most, Math.round(value)))
}

/** Small facts, each text of them fit to be kept; facts that are not small are left out together. */
function extraOf(extra: Record<string, unknown>): Record<string, unknown> | undefined {
  const json = JSON.stringify(extra)
  if (json.length > LONGEST_EXTRA) return undefined
  return cleaned(JSON.parse(json)) as Record<string, unknown>
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [clean(key), cleaned(one)]))
}

/** Control characters but tab, newline and return. */
const CONTROLS = /(?![\t\n\r])\p{Cc}/gu

/** PostgreSQL takes neither NUL nor half a surrogate pair; other control characters only confuse readers. */
function clean(text: string): string {
  return text.toWellFormed().replace(CONTROLS, '').normalize('NFC').trim()
}

function line(text: string, longest = LONGEST_LINE): string {
  return clean(text).slice(0, longest).toWellFormed()
}

function optional(text: string | undefined): string | undefined {
  return (text && line(text)) || undefined
}

function nameIn(text: string | undefined): string | undefined {
  return (text && line(text, LONGEST_NAME)) || undefined
}

/** An id too long for an index gives its beginning and a digest of the whole, the same wherever it is named. */
export function identifier(text: string): string {
  const id = clean(text)
  if (Buffer.byteLength(id) <= LONGEST_ID) return id
  return `${id.slice(0, 100).toWellFormed()}…${createHash('sha256').update(id).digest('hex')}`
}

/** Only web addresses are ever shown as links: `javascript:` and its kin stop here. */
function webAddress(url: string | undefined): string | undefined {
  return url && url.length <= LONGEST_LINE && /^https?:\/\//i.test(url) ? clean(url) : undefined
}
