import { cleanText, looksLikeHtml, plainText } from '../text/index.ts'
import type { Enclosure, Person, ReplyTo } from './feed.ts'
import { absolute, element, elements, innerMarkup, type Node, textIn, textOf } from './xml.ts'

/** Plain words of an element that holds text, escaped HTML or elements, as RSS does without saying which. */
export function wordsOf(at: Node | undefined, most?: number): string | undefined {
  if (!at) return undefined
  if (elements(at).length === 0) return wordsIn(at.children.join(''), most)
  return plainText(innerMarkup(at), most) || undefined
}

function wordsIn(text: string, most?: number): string | undefined {
  return (looksLikeHtml(text) ? plainText(text, most) : cleanText(text, most)) || undefined
}

/** The same for Atom, which says which: `type`, and in Atom 0.3 `mode`. */
export function constructOf(at: Node | undefined, most?: number): string | undefined {
  if (!at) return undefined
  const { type = 'text', mode = '' } = at.attributes
  const kind = type.toLowerCase()
  const written = elements(at).length > 0 ? undefined : at.children.join('')
  if (/^(?:image|audio|video)\//.test(kind)) return undefined
  if (mode.toLowerCase() === 'base64' || isBinary(kind)) return wordsIn(unbased(written ?? ''), most)
  if (written === undefined || kind.includes('xhtml')) return plainText(innerMarkup(at), most) || undefined
  return kind === 'html' || kind === 'text/html'
    ? plainText(written, most) || undefined
    : wordsIn(written, most)
}

/** RFC 4287, 4.1.3.3: what is neither text nor XML is in Base64. */
function isBinary(kind: string): boolean {
  return kind.includes('/') && !kind.startsWith('text/') && !/[+/]xml$/.test(kind)
}

/** Feeds that name a type of their own often write plain text all the same. */
function unbased(written: string): string {
  const decoded = Buffer.from(written, 'base64').toString()
  return decoded.includes('\ufffd') ? written : decoded
}

const MAIL = /[^\s<>()[\],;:"]+@[^\s<>()[\],;:"]+\.[^\s<>()[\],;:"]+/

/** `mail (Name)`, `Name <mail>`, `Name`, `mail`, each as people write them. */
export function personIn(written: string | undefined): Person | undefined {
  const text = written && wordsIn(written, 300)?.replace(/\s+/g, ' ')
  if (!text) return undefined
  const email = MAIL.exec(text.replace(/mailto:/i, ''))?.[0]
  const rest = email ? text.replace(/mailto:/i, '').replace(email, '') : text
  const inner = email ? rest.replace(/[<>[\]]|\(\s*\)/g, '').trim() : rest
  const name = /^\((.*)\)$/.exec(inner)?.[1]?.trim() ?? inner.replace(/^[\s,;:-]+|[\s,;:-]+$/g, '')
  return { name: name || undefined, email }
}

/** Atom author and contributor elements: name, uri or url, email, and Blogger's picture. */
export function personOf(at: Node): Person | undefined {
  const name = textIn(at, 'name', 'atom:name')
  const avatar = absolute(element(at, 'gd:image')?.attributes.src, at.base)
  const link = element(at, 'uri', 'atom:uri', 'url', 'homepage')
  const url = absolute(textOf(link), link?.base ?? at.base)
  const email = textIn(at, 'email', 'atom:email')
  if (!name && !url && !email) return personIn(textOf(at))
  return { name: name && wordsIn(name, 200), url, email, avatar }
}

/** Media RSS, wherever it stands: in groups, bare thumbnails, players left out for they are pages and not media. */
export function mediaOf(at: Node): Enclosure[] {
  const places = [at, ...elements(at, 'media:group'), ...elements(at, 'media:content')]
  const found: Enclosure[] = []
  for (const place of places) {
    for (const content of elements(place, 'media:content')) {
      const url = absolute(content.attributes.url, content.base)
      const { type: mediaType, medium } = content.attributes
      if (url && !mediaType?.includes('flash')) found.push({ url, mediaType, medium, alt: altOf(content) })
    }
    for (const thumbnail of elements(place, 'media:thumbnail')) {
      const url = absolute(thumbnail.attributes.url ?? textOf(thumbnail), thumbnail.base)
      if (url) found.push({ url, medium: 'image' })
    }
  }
  return found
}

function altOf(content: Node): string | undefined {
  const words = element(content, 'media:description', 'media:title')
  return wordsOf(words, 1_000)
}

/** The first mention of each address. */
export function once(enclosures: Enclosure[]): Enclosure[] {
  const seen = new Set<string>()
  return enclosures.filter(({ url }) => !seen.has(url) && seen.add(url))
}

/** RFC 4685; a comment may answer several, the first is the one that readers show. */
export function inReplyTo(at: Node): ReplyTo | undefined {
  const reply = element(at, 'thr:in-reply-to')
  if (!reply) return undefined
  const { ref, href } = reply.attributes
  return ref || href ? { ref: ref || undefined, url: absolute(href, reply.base) } : undefined
}

export function categoriesOf(at: Node): string[] {
  const named = elements(
    at,
    'category',
    'dc:subject',
    'itunes:category',
    'media:category',
    'atom:category',
  ).map((each) => each.attributes.label ?? textOf(each) ?? each.attributes.term ?? each.attributes.text)
  const clean = named
    .map((name) => (name ? wordsIn(name, 200) : undefined))
    .filter((name) => name !== undefined)
  return [...new Set(clean)].slice(0, 50)
}

export function countIn(at: Node, ...names: string[]): number | undefined {
  const text = textIn(at, ...names)
  return text && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
