import { SaxesParser, type SaxesTagPlain } from 'saxes'

/** A feed of a list, with where it stands in it. */
export interface Outline {
  line: number
  title: string
  url: string
  /** Names of the folders that hold it, the outermost first. */
  folder: string[]
}

export interface Opml {
  title: string
  outlines: Outline[]
  /** What could not be read, by line. */
  faults: { line: number; why: 'no-address' | 'not-web' | 'too-deep' | 'too-many' | 'markup' }[]
}

/** It is no list of feeds, or one that was made to do harm. */
export class OpmlRefused extends Error {
  override name = 'OpmlRefused' as const
  readonly reason: 'not-opml' | 'entities' | 'too-long'
  constructor(reason: OpmlRefused['reason']) {
    super(reason)
    this.reason = reason
  }
}

export const LONGEST_OPML = 4 * 1024 * 1024
const MOST_FEEDS = 2000
const MOST_FAULTS = 100
export const DEEPEST_FOLDER = 5
export const LONGEST_NAME = 100
const LONGEST_URL = 2000

/**
 * Reads a list of feeds (OPML 1 and 2) with its folders, however nested. No document type is obeyed: one that declares
 * entities is refused whole. What is wrong in it is told by line, and the rest is read. @throws OpmlRefused
 */
export function readOpml(text: string): Opml {
  if (text.length > LONGEST_OPML) throw new OpmlRefused('too-long')
  if (/<!(?:DOCTYPE[^>]*\[|ENTITY)/i.test(text)) throw new OpmlRefused('entities')
  const reading = new Reading()
  const parser = new SaxesParser()
  parser.on('error', () => reading.fault(parser.line, 'markup'))
  parser.on('opentag', (tag) => reading.open(tag, parser.line))
  parser.on('closetag', (tag) => reading.close(tag))
  parser.on('text', (words) => reading.write(words))
  try {
    parser.write(mended(text)).close()
  } catch {
    reading.fault(parser.line, 'markup')
  }
  if (!reading.isOpml) throw new OpmlRefused('not-opml')
  const { title, outlines, faults } = reading
  return { title, outlines, faults }
}

/** Addresses often stand in such lists with their ampersands as they are. */
function mended(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .trimStart()
    .replace(/&(?!(?:[a-z]{2,8}|#\d{1,7}|#x[\da-f]{1,6});)/gi, '&amp;')
}

class Reading {
  isOpml = false
  title = ''
  outlines: Outline[] = []
  faults: Opml['faults'] = []
  /** Open elements; an outline that is a folder has a name. */
  path: { name: string; folder: string | undefined }[] = []

  open({ name, attributes }: SaxesTagPlain, line: number): void {
    const tag = name.toLowerCase()
    if (tag === 'opml') this.isOpml = true
    const outline = tag === 'outline' ? this.outline(new Map(entriesOf(attributes)), line) : undefined
    this.path.push({ name: tag, folder: outline })
  }

  close({ name }: { name: string }): void {
    if (this.path.at(-1)?.name === name.toLowerCase()) this.path.pop()
  }

  write(words: string): void {
    if (this.path.at(-1)?.name === 'title' && this.path.at(-2)?.name === 'head')
      this.title = nameOf(this.title + words)
  }

  /** Takes a feed; answers the name of a folder. */
  outline(attributes: Map<string, string>, line: number): string | undefined {
    const address = attributes.get('xmlurl')?.trim()
    const title = nameOf(attributes.get('title') || attributes.get('text') || '')
    if (address === undefined) {
      if (/^(rss|atom|feed)$/i.test(attributes.get('type') ?? '')) this.fault(line, 'no-address')
      return title || undefined
    }
    const url = URL.parse(address.replace(/^feed:\/\/(?!https?:)/i, 'http://').replace(/^feed:(\/\/)?/i, ''))
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.href.length > LONGEST_URL) {
      this.fault(line, address === '' ? 'no-address' : 'not-web')
    } else if (this.outlines.length >= MOST_FEEDS) this.fault(line, 'too-many')
    else {
      const folder = this.path.flatMap((one) => one.folder ?? [])
      if (folder.length > DEEPEST_FOLDER) this.fault(line, 'too-deep')
      this.outlines.push({
        line,
        title: title || url.hostname,
        url: url.href,
        folder: folder.slice(0, DEEPEST_FOLDER),
      })
    }
    return undefined
  }

  fault(line: number, why: Opml['faults'][number]['why']): void {
    const last = this.faults.at(-1)
    if (this.faults.length < MOST_FAULTS && !(last?.line === line && last.why === why))
      this.faults.push({ line, why })
  }
}

function entriesOf(attributes: Record<string, string>): [string, string][] {
  return Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value])
}

function nameOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME)
}

/** A list that other readers take, feeds in their folders. */
export function writeOpml(title: string, feeds: readonly Omit<Outline, 'line'>[], now: Date): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${escaped(title)}</title><dateCreated>${now.toUTCString()}</dateCreated></head>`,
    '  <body>',
    ...outlinesIn(feeds, 0, 2),
    '  </body>',
    '</opml>',
  ]
  return `${lines.join('\n')}\n`
}

type Listed = readonly Omit<Outline, 'line'>[]

function outlinesIn(feeds: Listed, depth: number, indent: number): string[] {
  const space = '  '.repeat(indent)
  const inFolders = Map.groupBy(
    feeds.filter((feed) => feed.folder.length > depth),
    (feed) => feed.folder[depth] ?? '',
  )
  const folders = [...inFolders].flatMap(([name, held]) => [
    `${space}<outline text="${escaped(name)}" title="${escaped(name)}">`,
    ...outlinesIn(held, depth + 1, indent + 1),
    `${space}</outline>`,
  ])
  const here = feeds
    .filter((feed) => feed.folder.length === depth)
    .map(
      ({ title, url }) =>
        `${space}<outline type="rss" text="${escaped(title)}" title="${escaped(title)}" xmlUrl="${escaped(url)}"/>`,
    )
  return [...folders, ...here]
}

function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"\t\n\r]/g, (one) => `&#${one.charCodeAt(0)};`)
  )
}

/** Two addresses of one feed, as people and readers write them. */
export function sameFeed(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed) return url
  return `${parsed.host.replace(/^www\./, '')}${parsed.pathname.replace(/\/$/, '')}${parsed.search}`
}
