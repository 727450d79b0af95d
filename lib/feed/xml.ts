import { Parser } from 'htmlparser2'
import { FeedRefused } from './feed.ts'

/** Deeper than any feed with whole pages inline, and far from where a parser's stack would cost time. */
const DEEPEST = 300
const FEED_ROOTS = new Set(['rss', 'rdf', 'feed', 'channel', 'entry', 'opml'])
/** Open tags the parser itself holds: items whose end tag was forgotten count there and not in our depth. */
const MOST_OPEN = 5_000

export interface Node {
  /** Lower case; bare for RSS and for the document's own vocabulary, else with the prefix of `NAMESPACES`. */
  name: string
  attributes: Record<string, string>
  children: (Node | string)[]
  parent: Node | undefined
  /** Absolute base for relative addresses inside; xml:base applied. */
  base: string
  lang: string | undefined
  /** Closed by its own tag, not by its parent's or by the end of the document. */
  whole: boolean
  /** Namespace prefixes declared here. */
  spaces: Record<string, string>
}

/** What each namespace is called here, whatever a feed calls it; the last part of old and misspelt addresses counts. */
const NAMESPACES: [RegExp, string][] = [
  [/^http:\/\/www\.w3\.org\/2005\/atom$|purl\.org\/atom\/ns/, 'atom'],
  [/^http:\/\/www\.w3\.org\/1999\/xhtml$/, 'html'],
  [/^http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#$/, 'rdf'],
  [/purl\.org\/rss\/1\.0\/modules\/content/, 'content'],
  [/purl\.org\/rss\/1\.0\/modules\/slash/, 'slash'],
  [/purl\.org\/rss\/1\.0\/modules\/syndication/, 'sy'],
  [/purl\.org\/syndication\/thread/, 'thr'],
  [/purl\.org\/dc\/elements/, 'dc'],
  [/purl\.org\/dc\/terms/, 'dcterms'],
  [/wellformedweb\.org\/commentapi/, 'wfw'],
  [/search\.yahoo\.com\/mrss/, 'media'],
  [/itunes\.com\/dtds\/podcast/, 'itunes'],
  [/rssnamespace\.org\/feedburner/, 'feedburner'],
  [/purl\.org\/atompub\/tombstones/, 'at'],
  [/schemas\.google\.com\/g\/2005/, 'gd'],
  [/podcastindex\.org\/namespace/, 'podcast'],
  [/youtube\.com\/xml\/schemas/, 'yt'],
  [
    /my\.netscape\.com\/rdf\/simple\/0\.9|purl\.org\/rss\/1\.0\/$|purl\.org\/net\/rss1\.1#|userland\.com|rssboard\.org/,
    '',
  ],
]

function prefixOf(uri: string): string | undefined {
  const lower = uri.trim().toLowerCase()
  return NAMESPACES.find(([pattern]) => pattern.test(lower))?.[1]
}

/**
 * XML of any quality to a tree: bare ampersands, crossed tags, missing ends and undeclared prefixes are survived, and
 * no document type is obeyed, so no entity expands. `url` is the first base. Throws FeedRefused `too-deep`.
 */
export function readXml(text: string, url: string): Node {
  const builder = new Builder(url)
  const parser = new Parser(
    {
      onopentag: (name, attributes) => builder.open(name, attributes),
      onclosetag: (name, implied) => builder.close(name, implied),
      ontext: (words) => builder.write(words),
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.write(text)
  builder.ended = true
  parser.end()
  return builder.root
}

class Builder {
  readonly root: Node
  current: Node
  /** As written in the document, from the root to the current node. */
  raw: string[] = []
  /** Of the feed element, once met. */
  vocabulary: string | undefined
  ended = false
  held = 0

  constructor(url: string) {
    this.root = node('#document', {}, undefined, url, undefined)
    this.current = this.root
  }

  open(raw: string, attributes: Record<string, string>): void {
    if (++this.held > MOST_OPEN || this.raw.length >= DEEPEST) throw new FeedRefused('too-deep')
    const lower = lowerKeys(attributes)
    const spaces = declarations(lower)
    this.vocabulary ??= this.ownVocabulary(raw, spaces)
    const name = this.canonical(raw, spaces)
    this.nameAttributes(lower, spaces)
    this.endForgottenItem()
    const parent = this.current
    const child = node(name, lower, parent, baseOf(lower, parent), langOf(lower, parent))
    child.spaces = spaces
    parent.children.push(child)
    this.current = child
    this.raw.push(raw)
  }

  close(raw: string, implied: boolean): void {
    this.held--
    const at = this.raw.lastIndexOf(raw)
    if (at === -1) return
    while (this.raw.length > at) {
      const own = this.raw.length === at + 1
      this.current.whole = own && !implied && !this.ended
      this.current = this.current.parent ?? this.root
      this.raw.pop()
    }
  }

  write(words: string): void {
    const { children } = this.current
    const last = children.length - 1
    if (typeof children[last] === 'string') children[last] += words
    else children.push(words)
  }

  /** An item with content inside an item is a forgotten end tag; an empty one is a slip to pass over. */
  endForgottenItem(): void {
    const item = this.current
    const outer = item.parent
    const { length } = this.raw
    if (!outer?.parent || !isItem(item) || !isItem(outer) || elements(item).length > 0) return
    outer.children.splice(outer.children.indexOf(item), 1)
    outer.parent.children.push(item)
    item.parent = outer.parent
    this.raw.splice(length - 2, 1)
  }

  ownVocabulary(raw: string, spaces: Record<string, string>): string | undefined {
    const [prefix, local] = split(raw)
    const uri = spaces[prefix] ?? this.declared(prefix) ?? ''
    return FEED_ROOTS.has(local) ? (prefixOf(uri) ?? '') : undefined
  }

  canonical(raw: string, spaces: Record<string, string>): string {
    const [prefix, local] = split(raw)
    const uri = spaces[prefix] ?? this.declared(prefix)
    const known = uri === undefined ? undefined : prefixOf(uri)
    // An undeclared or unknown namespace is what its prefix says: feeds misspell the address more often than the prefix.
    const space = known ?? (prefix === 'rss' ? '' : prefix)
    const own = space === '' || (space === this.vocabulary && space !== 'rdf')
    return own ? local : `${space}:${local}`
  }

  /** Attributes with the prefix of `NAMESPACES` too: `r:about` may be what others write `rdf:about`. */
  nameAttributes(attributes: Record<string, string>, spaces: Record<string, string>): void {
    for (const [name, value] of Object.entries(attributes)) {
      const [prefix, local] = split(name)
      if (prefix === '' || prefix === 'xmlns' || prefix === 'xml') continue
      const uri = spaces[prefix] ?? this.declared(prefix)
      const known = uri === undefined ? undefined : prefixOf(uri)
      if (known && known !== prefix) attributes[`${known}:${local}`] ??= value
    }
  }

  declared(prefix: string): string | undefined {
    for (let at: Node | undefined = this.current; at; at = at.parent) {
      const uri = at.spaces[prefix]
      if (uri !== undefined) return uri
    }
    return undefined
  }
}

function isItem({ name }: Node): boolean {
  return name === 'item' || name === 'entry'
}

function node(
  name: string,
  attributes: Record<string, string>,
  parent: Node | undefined,
  base: string,
  lang: string | undefined,
): Node {
  return { name, attributes, children: [], parent, base, lang, whole: true, spaces: Object.create(null) }
}

function split(raw: string): [prefix: string, local: string] {
  const colon = raw.indexOf(':')
  return colon < 0
    ? ['', raw.toLowerCase()]
    : [raw.slice(0, colon).toLowerCase(), raw.slice(colon + 1).toLowerCase()]
}

/** Without a prototype: names are what strangers chose, and `constructor` is one. */
function lowerKeys(attributes: Record<string, string>): Record<string, string> {
  const lower: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(attributes)) lower[name.toLowerCase()] ??= value.trim()
  return lower
}

function declarations(attributes: Record<string, string>): Record<string, string> {
  const spaces: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns') spaces[''] = value
    else if (name.startsWith('xmlns:')) spaces[name.slice(6)] = value
  }
  return spaces
}

function baseOf(attributes: Record<string, string>, parent: Node): string {
  const own = attributes['xml:base']
  return own === undefined ? parent.base : (absolute(own, parent.base) ?? parent.base)
}

function langOf(attributes: Record<string, string>, parent: Node): string | undefined {
  const own = attributes['xml:lang']
  return own === undefined ? parent.lang : own || undefined
}

const LONGEST_ADDRESS = 4_000

/** An http(s) address made absolute, or undefined for what is none. */
export function absolute(address: string | undefined, base: string): string | undefined {
  if (!address || address.length > LONGEST_ADDRESS || !address.trim()) return undefined
  const url = URL.parse(address.trim(), base || undefined)
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : undefined
}

/** Child elements with one of these names, or all of them. */
export function elements(parent: Node | undefined, ...names: string[]): Node[] {
  if (!parent) return []
  const all = parent.children.filter((child): child is Node => typeof child !== 'string')
  return names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all
}

/** The first by the order of `names`, then of the document. */
export function element(parent: Node | undefined, ...names: string[]): Node | undefined {
  for (const name of names) {
    const [first] = elements(parent, name)
    if (first) return first
  }
  return undefined
}

/** All text inside, trimmed; undefined when there is none. */
export function textOf(at: Node | undefined): string | undefined {
  if (!at) return undefined
  const words = at.children
    .map((child) => (typeof child === 'string' ? child : (textOf(child) ?? '')))
    .join('')
  return words.trim() || undefined
}

/** The first of `names` that has text. */
export function textIn(parent: Node | undefined, ...names: string[]): string | undefined {
  for (const name of names) {
    for (const child of elements(parent, name)) {
      const words = textOf(child)
      if (words) return words
    }
  }
  return undefined
}

/** The inside as HTML, for content that a feed writes as elements and not as escaped text. */
export function innerMarkup(at: Node): string {
  return at.children.map((child) => (typeof child === 'string' ? escaped(child) : markup(child))).join('')
}

function markup(at: Node): string {
  const name = at.name.replace(/^html:/, '')
  const attributes = Object.entries(at.attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  return `<${name}${attributes.join('')}>${innerMarkup(at)}</${name}>`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
