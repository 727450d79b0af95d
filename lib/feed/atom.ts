import { parseDate } from './date.ts'
import { type Enclosure, type Entry, type Feed, MOST_ENTRIES, type Person, type Tombstone } from './feed.ts'
import { categoriesOf, constructOf, countIn, inReplyTo, mediaOf, once, personOf } from './parts.ts'
import { absolute, element, elements, type Node, textIn, textOf } from './xml.ts'

type XmlFeed = Omit<Feed, 'encoding' | 'cut' | 'rhythm'>

/** Atom 1.0 and 0.3; a single entry at the root counts as a feed of one. */
export function readAtom(root: Node, vocabulary: string): XmlFeed {
  const single = root.name === 'entry'
  const links = linksOf(root)
  const lang = root.lang
  const authors = single ? [] : peopleOf(root)
  return {
    format: 'atom',
    version: vocabulary.includes('purl.org/atom') || root.attributes.version === '0.3' ? '0.3' : '1.0',
    title: single ? undefined : constructOf(element(root, 'title'), 1_000),
    description: constructOf(element(root, 'subtitle', 'tagline', 'info'), 10_000),
    url: single ? undefined : pageOf(links),
    self: links.find(({ rel }) => rel === 'self')?.url,
    hubs: links.filter(({ rel }) => rel === 'hub').map(({ url }) => url),
    next: links.find(({ rel }) => rel === 'next' || rel === 'prev-archive')?.url,
    image: absolute(textIn(root, 'logo', 'icon'), root.base),
    lang,
    authors,
    entries: entriesOf(root).map((entry) => entryOf(entry, authors)),
    tombstones: elements(root, 'at:deleted-entry')
      .map(tombstoneOf)
      .filter(({ id }) => id !== ''),
  }
}

export function entriesOf(root: Node): Node[] {
  return root.name === 'entry' ? [root] : elements(root, 'entry').slice(0, MOST_ENTRIES)
}

export interface Link {
  url: string
  rel: string
  type: string
  title: string | undefined
}

/** Links with an address; `rel` in lower case, `alternate` where none is given. */
export function linksOf(at: Node, ...names: string[]): Link[] {
  return elements(at, ...(names.length > 0 ? names : ['link', 'atom:link'])).flatMap((link) => {
    const url = absolute(link.attributes.href, link.base)
    const { rel = 'alternate', type = '', title } = link.attributes
    return url ? [{ url, rel: rel.toLowerCase(), type: type.toLowerCase(), title }] : []
  })
}

/** The page: an alternate in HTML before an alternate in anything else. */
export function pageOf(links: Link[]): string | undefined {
  const pages = links.filter(({ rel }) => rel === 'alternate')
  return (pages.find(({ type }) => type === '' || type.includes('html')) ?? pages[0])?.url
}

function entryOf(entry: Node, inherited: Person[]): Entry {
  const links = linksOf(entry)
  const id = textIn(entry, 'id')
  const source = element(entry, 'source')
  const own = peopleOf(entry)
  const authors = own.length > 0 ? own : source ? peopleOf(source) : []
  const content = element(entry, 'content')
  const group = element(entry, 'media:group')
  const replies = links.find(({ rel, type }) => rel === 'replies' && type.includes('atom'))
  const described = element(entry, 'summary') ?? element(group, 'media:description')
  const original = element(entry, 'feedburner:origlink')
  return {
    id,
    title: constructOf(element(entry, 'title', 'media:title'), 2_000),
    text: constructOf(content) ?? constructOf(described),
    url: absolute(textOf(original), entry.base) ?? pageOf(links) ?? related(links, content, id),
    authors: authors.length > 0 ? authors : inherited,
    published: parseDate(textIn(entry, 'published', 'issued', 'created', 'dc:date')),
    updated: parseDate(textIn(entry, 'updated', 'modified')),
    categories: categoriesOf(entry),
    enclosures: enclosuresOf(entry, links),
    lang: content?.lang ?? entry.lang,
    replyTo: inReplyTo(entry),
    commentFeed: replies?.url,
    commentCount: countIn(entry, 'thr:total', 'slash:comments'),
    source: source ? pageOf(linksOf(source)) : undefined,
  }
}

/** Without an alternate: what the content is fetched from, the entry itself, or an id that is an address. */
function related(links: Link[], content: Node | undefined, id: string | undefined): string | undefined {
  const fetched = absolute(content?.attributes.src, content?.base ?? '')
  const named = links.find(({ rel }) => rel === 'related' || rel === 'via' || rel === 'self')
  return fetched ?? named?.url ?? absolute(id, '')
}

function enclosuresOf(entry: Node, links: Link[]): Enclosure[] {
  const linked = links
    .filter(({ rel }) => rel === 'enclosure')
    .map(({ url, type, title }) => ({ url, mediaType: type || undefined, alt: title }))
  return once([...linked, ...mediaOf(entry)])
}

function peopleOf(at: Node): Person[] {
  return elements(at, 'author')
    .map(personOf)
    .filter((person) => person !== undefined)
}

function tombstoneOf({ attributes }: Node): Tombstone {
  return { id: attributes.ref ?? '', when: parseDate(attributes.when) }
}
