import { z } from 'zod'
import { cleanText, plainText } from '../text/index.ts'
import { parseDate } from './date.ts'
import { type Entry, type Feed, FeedRefused, MOST_ENTRIES, type Person } from './feed.ts'
import { absolute } from './xml.ts'

/** Feeds in the wild break their own schema a field at a time: what does not fit is as if absent. */
const words = z.string().optional().catch(undefined)
const id = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .optional()
  .catch(undefined)
const author = z.object({ name: words, url: words, avatar: words })
const authors = z.array(author.catch({})).optional().catch(undefined)

const item = z.object({
  id,
  url: words,
  external_url: words,
  title: words,
  content_html: words,
  content_text: words,
  summary: words,
  image: words,
  banner_image: words,
  date_published: words,
  date_modified: words,
  author: author.optional().catch(undefined),
  authors,
  tags: z.array(z.string().catch('')).optional().catch(undefined),
  language: words,
  attachments: z
    .array(z.object({ url: words, mime_type: words, title: words }).catch({}))
    .optional()
    .catch(undefined),
})

const document = z.object({
  version: z.string(),
  title: words,
  description: words,
  home_page_url: words,
  feed_url: words,
  next_url: words,
  icon: words,
  language: words,
  author: author.optional().catch(undefined),
  authors,
  hubs: z
    .array(z.object({ type: words, url: words }).catch({}))
    .optional()
    .catch(undefined),
  items: z.array(item.catch({})).catch([]),
})

type JsonItem = z.output<typeof item>

/** JSON Feed 1 and 1.1. Throws FeedRefused for other JSON. */
export function readJson(text: string, encoding: string, url: string): Feed {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw new FeedRefused('bad-json', { cause })
  }
  const guarded = document.safeParse(parsed)
  const version = /^(?:https?:\/\/(?:www\.)?jsonfeed\.org\/version\/)?(1(?:\.\d+)?)$/.exec(
    guarded.data?.version ?? '',
  )?.[1]
  // A bare number is also how any other JSON counts its versions: then the items must be there.
  const named = guarded.data?.version.startsWith('http') || hasItems(parsed)
  if (!guarded.success || !version || !named) throw new FeedRefused('not-a-feed')
  const feed = guarded.data
  const base = absolute(feed.home_page_url, url) ?? url
  const writers = people(feed.authors ?? [feed.author], base)
  return {
    format: 'json',
    version,
    encoding,
    title: feed.title ? cleanText(feed.title, 1_000) : undefined,
    description: feed.description ? cleanText(feed.description, 10_000) : undefined,
    url: absolute(feed.home_page_url, url),
    self: absolute(feed.feed_url, url),
    hubs: (feed.hubs ?? [])
      .filter(({ type }) => type?.toLowerCase() === 'websub')
      .map((hub) => absolute(hub.url, url))
      .filter((hub) => hub !== undefined),
    next: absolute(feed.next_url, url),
    image: absolute(feed.icon, base),
    lang: feed.language,
    authors: writers,
    rhythm: { skipHours: [], skipDays: [] },
    entries: feed.items.slice(0, MOST_ENTRIES).map((each) => entryOf(each, base, feed.language, writers)),
    tombstones: [],
    cut: false,
  }
}

function hasItems(parsed: unknown): boolean {
  return typeof parsed === 'object' && parsed !== null && 'items' in parsed && Array.isArray(parsed.items)
}

function entryOf(each: JsonItem, base: string, lang: string | undefined, writers: Person[]): Entry {
  const body = each.content_html ? plainText(each.content_html) : cleanText(each.content_text ?? '')
  const url = absolute(each.url, base) ?? absolute(each.external_url, base) ?? absolute(each.id, '')
  const own = people(each.authors ?? [each.author], base)
  return {
    id: each.id || undefined,
    title: each.title ? cleanText(each.title, 2_000) || undefined : undefined,
    text: body || cleanText(each.summary ?? '') || undefined,
    url,
    authors: own.length > 0 ? own : writers,
    published: parseDate(each.date_published),
    updated: parseDate(each.date_modified),
    categories: (each.tags ?? []).filter(Boolean),
    enclosures: enclosuresOf(each, base),
    lang: each.language ?? lang,
  }
}

function enclosuresOf({ image, banner_image, attachments = [] }: JsonItem, base: string) {
  const picture = absolute(image, base) ?? absolute(banner_image, base)
  const all = attachments.map(({ url, mime_type: mediaType, title: alt }) => ({
    url: absolute(url, base) ?? '',
    mediaType,
    alt,
  }))
  return [...(picture ? [{ url: picture, medium: 'image' }] : []), ...all.filter(({ url }) => url)]
}

function people(list: (z.output<typeof author> | undefined)[], base: string): Person[] {
  return list
    .filter((each) => each !== undefined)
    .map(({ name, url, avatar }) => ({
      name: name ? cleanText(name, 200) || undefined : undefined,
      email: /^mailto:(.+)/i.exec(url ?? '')?.[1],
      url: absolute(url, base),
      avatar: absolute(avatar, base),
    }))
    .filter(({ name, url, email }) => name || url || email)
}
