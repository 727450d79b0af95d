import { type Element, readHtml, select } from '../../../lib/html/index.ts'

/** What a page says of itself for those who show a link to it. */
export interface PageCard {
  title: string
  description: string
  /** Address of a picture, absolute. */
  picture?: string
}

const LONGEST_TITLE = 300
const LONGEST_DESCRIPTION = 1000

/** In the order in which they are believed: what was written for networks, then what was written for readers. */
const TITLES = ['og:title', 'twitter:title']
const DESCRIPTIONS = ['og:description', 'twitter:description', 'description']
const PICTURES = ['og:image:secure_url', 'og:image:url', 'og:image', 'twitter:image', 'twitter:image:src']

/**
 * Reads the card of a page (Open Graph, Twitter cards, else its own title); undefined where it says nothing of itself.
 * @param url where the page came from, against which relative addresses stand
 */
export function cardIn(html: string, url: string): PageCard | undefined {
  const root = readHtml(html)
  const said = metaOf(root)
  const first = (names: string[]) => names.map((name) => said.get(name)).find(Boolean)
  const title = first(TITLES) ?? titleOf(root)
  if (!title) return undefined
  const picture = absolute(first(PICTURES), baseOf(root, url))
  return {
    title: cut(title, LONGEST_TITLE),
    description: cut(first(DESCRIPTIONS) ?? '', LONGEST_DESCRIPTION),
    ...(picture ? { picture } : {}),
  }
}

/** The first of each name that has words. */
function metaOf(root: Element): Map<string, string> {
  const said = new Map<string, string>()
  for (const { attributes } of select(root, 'meta')) {
    const name = (attributes.property ?? attributes.name ?? '').trim().toLowerCase()
    const content = plain(attributes.content ?? '')
    if (name && content && !said.has(name)) said.set(name, content)
  }
  return said
}

function titleOf(root: Element): string {
  const [title] = select(root, 'title')
  return plain(title?.children.filter((child) => typeof child === 'string').join('') ?? '')
}

function baseOf(root: Element, url: string): string {
  const [base] = select(root, 'base[href]')
  return absolute(base?.attributes.href, url) ?? url
}

function absolute(address: string | undefined, base: string): string | undefined {
  const url = address ? URL.parse(address, base) : null
  return url && /^https?:$/.test(url.protocol) && url.href.length <= 2000 ? url.href : undefined
}

/** One line, without anything that is not seen: no database and no network takes a zero byte. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, (one) => (one === '\u200d' ? one : ''))
    .trim()
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text
    .slice(0, most - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .trimEnd()}…`
}
