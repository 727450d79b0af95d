import { gunzipSync } from 'node:zlib'
import { entriesOf, readAtom } from './atom.ts'
import { decodeFeed } from './encoding.ts'
import { type Feed, FeedRefused, type Rhythm } from './feed.ts'
import { readJson } from './json.ts'
import { itemsOf, readRss } from './rss.ts'
import { absolute, element, elements, type Node, readXml, textIn, textOf } from './xml.ts'

export { parseDate } from './date.ts'
export { decodeFeed } from './encoding.ts'
export {
  type Enclosure,
  type Entry,
  type Feed,
  type FeedRefusal,
  FeedRefused,
  type Person,
} from './feed.ts'

const MOST_UNPACKED = 32 * 1024 * 1024

/**
 * Bytes of RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0 or JSON Feed to one model, in plain text and absolute addresses.
 * `url` is where they came from; `contentType` the HTTP header. Broken documents give what is whole in them; what is
 * no feed throws FeedRefused with its reason.
 */
export function readFeed(
  bytes: Uint8Array,
  { url, contentType }: { url: string; contentType?: string },
): Feed {
  const { text, encoding } = decodeFeed(unpacked(bytes), contentType)
  const start = text.trimStart()
  if (start === '') throw new FeedRefused('empty')
  if (start.startsWith('{') || start.startsWith('[')) return readJson(start, encoding, url)
  const document = readXml(text, url)
  const root = rootOf(document)
  if (!root) throw new FeedRefused(refusalOf(document))
  const atom = root.name === 'feed' || root.name === 'entry'
  const feed = atom ? readAtom(root, Object.values(root.spaces).join(' ')) : readRss(root, url)
  const last = (atom ? entriesOf(root) : itemsOf(root)).at(-1)
  if (last?.whole === false && last !== root) feed.entries.pop()
  const rhythm = rhythmOf(element(root, 'channel') ?? root)
  return { ...feed, encoding, rhythm, cut: !root.whole }
}

/** Some servers hand out a compressed file as if it were the feed. */
function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED })
  } catch (cause) {
    throw new FeedRefused('not-a-feed', { cause })
  }
}

const ROOTS = ['rss', 'rdf:rdf', 'rdf', 'feed', 'channel', 'entry']

/** The feed element, wherever junk before it or a page around it has put it. */
function rootOf(document: Node): Node | undefined {
  let level = elements(document)
  for (let depth = 0; depth < 4; depth++) {
    const root = level.find(({ name }) => ROOTS.includes(name))
    if (root) return root
    level = level.flatMap((at) => elements(at))
  }
  return undefined
}

function refusalOf(document: Node) {
  const names = elements(document).map(({ name }) => name.replace(/^.*:/, ''))
  if (names.includes('html') || names.includes('head') || names.includes('body')) return 'html-page'
  if (names.includes('opml')) return 'opml'
  return 'not-a-feed'
}

const PERIODS = new Map([
  ['hourly', 60],
  ['daily', 1_440],
  ['weekly', 10_080],
  ['monthly', 43_200],
  ['yearly', 525_600],
])
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

function rhythmOf(channel: Node): Rhythm {
  const ttl = Number(textIn(channel, 'ttl'))
  const period = PERIODS.get(textIn(channel, 'sy:updateperiod')?.toLowerCase() ?? '')
  const frequency = Number(textIn(channel, 'sy:updatefrequency') ?? 1)
  const minutes = ttl > 0 ? ttl : period && frequency > 0 ? period / frequency : undefined
  const hours = elements(element(channel, 'skiphours'), 'hour').map((at) => Number(textOf(at) ?? -1) % 24)
  const days = elements(element(channel, 'skipdays'), 'day').map((at) => textOf(at)?.toLowerCase() ?? '')
  return {
    minutes,
    skipHours: hours.filter((hour) => Number.isInteger(hour) && hour >= 0),
    skipDays: days.filter((day) => DAYS.includes(day)),
  }
}

export interface Outline {
  title: string
  url: string
}

/** The feeds that an OPML list names, in its order; empty for what is no list. */
export function readOutlines(
  bytes: Uint8Array,
  { url, contentType }: { url: string; contentType?: string },
): Outline[] {
  const opml = element(readXml(decodeFeed(bytes, contentType).text, url), 'opml')
  const found: Outline[] = []
  const visit = (at: Node) => {
    for (const outline of elements(at, 'outline')) {
      const address = absolute(outline.attributes.xmlurl, outline.base)
      if (address)
        found.push({ title: outline.attributes.title ?? outline.attributes.text ?? address, url: address })
      visit(outline)
    }
  }
  const body = element(opml, 'body')
  if (body) visit(body)
  return found
}
