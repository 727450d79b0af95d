import { linksOf, pageOf } from './atom.ts'
import { parseDate } from './date.ts'
import { type Enclosure, type Entry, type Feed, MOST_ENTRIES, type Person, type ReplyTo } from './feed.ts'
import {
  categoriesOf,
  constructOf,
  countIn,
  inReplyTo,
  mediaOf,
  once,
  personIn,
  personOf,
  wordsOf,
} from './parts.ts'
import { absolute, element, elements, innerMarkup, type Node, textIn, textOf } from './xml.ts'

type XmlFeed = Omit<Feed, 'encoding' | 'cut' | 'rhythm'>

/** RSS 0.9x to 2.0 and RDF (RSS 0.90 and 1.0), where items may stand beside the channel. */
export function readRss(root: Node, url: string): XmlFeed {
  const rdf = root.name === 'rdf:rdf' || root.name === 'rdf'
  const channel = root.name === 'channel' ? root : element(root, 'channel')
  const links = linksOf(channel ?? root, 'atom:link', 'link')
  const page = absolute(linkText(channel), channel?.base ?? url) ?? pageOf(links)
  const context: Context = {
    // Old feeds write addresses relative to their site, without xml:base.
    base: (at) => (at.base === url ? (page ?? url) : at.base),
    lang: textIn(channel, 'language', 'dc:language') ?? channel?.lang,
    authors: feedAuthors(channel),
  }
  return {
    format: rdf ? 'rdf' : 'rss',
    version: rdf ? rdfVersion(root) : (root.attributes.version ?? ''),
    title: wordsOf(element(channel, 'title', 'dc:title'), 1_000),
    description: wordsOf(
      element(channel, 'description', 'itunes:summary', 'dc:description', 'itunes:subtitle', 'abstract'),
      10_000,
    ),
    url: page,
    self: links.find(({ rel }) => rel === 'self')?.url,
    hubs: links.filter(({ rel }) => rel === 'hub').map((hub) => hub.url),
    next: links.find(({ rel }) => rel === 'next' || rel === 'prev-archive')?.url,
    image: imageOf(channel, page ?? url),
    lang: context.lang,
    authors: context.authors,
    entries: itemsOf(root).map((item) => entryOf(item, context)),
    tombstones: [],
  }
}

export function itemsOf(root: Node): Node[] {
  const channel = root.name === 'channel' ? undefined : element(root, 'channel')
  return [...elements(channel, 'item'), ...elements(root, 'item')].slice(0, MOST_ENTRIES)
}

interface Context {
  base(at: Node): string
  lang: string | undefined
  authors: Person[]
}

function rdfVersion(root: Node): string {
  return Object.values(root.spaces).some((uri) => /simple\/0\.9/.test(uri)) ? '0.90' : '1.0'
}

/** RSS writes the address as text, RDF also as a resource, and CDF (1997) as `href` of the item itself. */
function linkText(at: Node | undefined): string | undefined {
  return textIn(at, 'link') ?? element(at, 'link')?.attributes['rdf:resource'] ?? at?.attributes.href
}

function feedAuthors(channel: Node | undefined): Person[] {
  const written = textIn(channel, 'itunes:author', 'dc:creator', 'managingeditor', 'author', 'dc:author')
  const person = personIn(written)
  return person ? [person] : []
}

function imageOf(channel: Node | undefined, base: string): string | undefined {
  const own = element(channel, 'image')
  const podcast = element(channel, 'itunes:image', 'media:thumbnail')
  return (
    absolute(textIn(own, 'url') ?? own?.attributes.href, base) ??
    absolute(podcast?.attributes.href ?? podcast?.attributes.url ?? textOf(podcast), base)
  )
}

function entryOf(item: Node, context: Context): Entry {
  const base = context.base(item)
  const guid = element(item, 'guid', 'id', 'atom:id')
  const id = textOf(guid) ?? item.attributes['rdf:about'] ?? textIn(item, 'dc:identifier')
  const permalink = guid?.attributes.ispermalink?.toLowerCase() !== 'false'
  const original = absolute(textIn(item, 'feedburner:origlink'), base)
  const url = original ?? absolute(linkText(item), base) ?? pageOf(linksOf(item, 'atom:link', 'link'))
  return {
    id,
    title:
      wordsOf(element(item, 'title'), 2_000) ??
      wordsOf(element(item, 'dc:title', 'media:title', 'itunes:title'), 2_000),
    text: bodyOf(item),
    url: url ?? (permalink ? absolute(id, '') : undefined) ?? absolute(textIn(item, 'comments'), base),
    authors: authorsOf(item, context),
    published: parseDate(
      textIn(
        item,
        'pubdate',
        'dc:date',
        'dcterms:issued',
        'dcterms:created',
        'atom:published',
        'published',
        'date',
      ),
    ),
    updated: parseDate(
      textIn(item, 'atom:updated', 'dcterms:modified', 'updated', 'lastbuilddate') ?? item.attributes.lastmod,
    ),
    categories: categoriesOf(item),
    enclosures: enclosuresOf(item, base),
    lang: textIn(item, 'dc:language', 'language') ?? (item.lang || context.lang),
    replyTo: inReplyTo(item) ?? repliedIn(item, url),
    commentFeed: absolute(textIn(item, 'wfw:commentrss'), base),
    commentCount: countIn(item, 'slash:comments', 'thr:total'),
    source: absolute(element(item, 'source')?.attributes.url, base),
  }
}

const BODIES = [
  'content:encoded',
  'html:body',
  'body',
  'fullitem',
  'description',
  'content',
  'itunes:summary',
  'dc:description',
  'abstract',
]

/** The fullest there is: a whole text before a summary, and whatever has words before what is empty. */
function bodyOf(item: Node): string | undefined {
  for (const name of BODIES) {
    for (const at of elements(item, name)) {
      const words = wordsOf(at)
      if (words) return words
    }
  }
  const foreign =
    element(item, 'atom:content', 'atom:summary') ??
    element(element(item, 'media:group') ?? item, 'media:description')
  return constructOf(foreign) ?? wordsOf(element(item, 'itunes:subtitle'))
}

function authorsOf(item: Node, { authors }: Context): Person[] {
  const structured = elements(item, 'atom:author', 'author').filter((at) => elements(at).length > 0)
  const people = structured.map(personOf).filter((person) => person !== undefined)
  if (people.length > 0) return people
  const creators = elements(item, 'dc:creator').map((at) => personIn(textOf(at)))
  const named = creators.filter((person) => person !== undefined)
  if (named.length > 0) return named
  const one = personIn(textIn(item, 'author', 'itunes:author', 'dc:author', 'dc:contributor'))
  return one ? [one] : authors
}

function enclosuresOf(item: Node, base: string): Enclosure[] {
  const own = elements(item, 'enclosure').flatMap(({ attributes }) => {
    const url = absolute(attributes.url, base)
    return url ? [{ url, mediaType: attributes.type || undefined }] : []
  })
  const picture = element(item, 'itunes:image', 'image')
  const image = absolute(picture?.attributes.href ?? textIn(picture, 'url') ?? picture?.attributes.url, base)
  const linked = linksOf(item, 'atom:link', 'link')
    .filter(({ rel }) => rel === 'enclosure')
    .map(({ url, type }) => ({ url, mediaType: type || undefined }))
  return once([...own, ...linked, ...mediaOf(item), ...(image ? [{ url: image, medium: 'image' }] : [])])
}

/** WordPress begins an answer to a comment with a link to that comment, in the blog's own language. */
function repliedIn(item: Node, url: string | undefined): ReplyTo | undefined {
  if (!url?.includes('#comment-')) return undefined
  const body = element(item, 'content:encoded', 'description')
  const html = body ? (textOf(body) ?? innerMarkup(body)) : ''
  const link = /^\s*(?:<p>\s*)?[^<]{1,60}<a\s[^>]{0,200}?href=["']([^"']+#comment-\d+)["']/i.exec(html)?.[1]
  return link ? { url: absolute(link.replace(/&amp;/g, '&'), url) } : undefined
}
