import { cleanText } from '../text/index.ts'
import type { Element } from './tree.ts'

export interface Span {
  text: string
  /** Absolute, http or https. */
  href?: string
}

/** A paragraph, a title, an item of a list, what is quoted, code, or a picture: all that a page is made of, without its markup. */
export interface Block {
  kind: 'text' | 'heading' | 'item' | 'quote' | 'code' | 'image'
  /** Of a heading, 1 to 6. */
  level?: number
  spans: Span[]
  /** Of a picture. */
  src?: string
  alt?: string
}

const MOST_BLOCKS = 20_000
const BREAKS = new Set(
  'address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul br'.split(
    ' ',
  ),
)
const LISTS = new Set(['li', 'dd', 'dt'])

/** What stands in an element, block by block; addresses are taken relative to `base`, and only those of the web are kept. */
export function blocksOf(root: Element, base: string): Block[] {
  const writer = new Writer(base)
  writer.enter(root, { kind: 'text' })
  writer.end()
  return writer.blocks
}

/** The words of blocks, one a line; titles marked by # and items by a dash. */
export function linesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    const text = block.spans.map((span) => span.text).join('')
    if (text === '') return []
    if (block.kind === 'heading') return `${'#'.repeat(block.level ?? 2)} ${text}`
    return block.kind === 'item' ? `- ${text}` : text
  })
}

interface Style {
  kind: Block['kind']
  level?: number
  href?: string | undefined
}

class Writer {
  readonly blocks: Block[] = []
  readonly base: string
  spans: Span[] = []
  style: Style = { kind: 'text' }
  space = false

  constructor(base: string) {
    this.base = base
  }

  walk(element: Element, style: Style): void {
    for (const child of element.children) {
      if (this.blocks.length >= MOST_BLOCKS) return
      if (typeof child === 'string') this.write(child, style)
      else this.enter(child, style)
    }
  }

  enter(element: Element, style: Style): void {
    const { name, attributes } = element
    if (name === 'img') this.picture(attributes)
    if (!BREAKS.has(name)) {
      const href = name === 'a' ? addressOf(attributes.href, this.base) : undefined
      this.walk(element, href ? { ...style, href } : style)
      return
    }
    this.end()
    this.walk(element, styleOf(name, style))
    this.end()
  }

  write(text: string, style: Style): void {
    const words = text.replace(/\s+/g, ' ')
    if (this.spans.length === 0) this.style = style
    const lead = words.startsWith(' ') || this.space
    const core = words.trim()
    this.space = words.endsWith(' ') || (this.space && core === '')
    if (core === '') return
    const gap = lead && this.spans.length > 0 ? ' ' : ''
    const last = this.spans.at(-1)
    if (last && last.href === style.href) last.text += gap + core
    else {
      if (last && gap) last.text += gap
      this.spans.push({ text: core, ...(style.href ? { href: style.href } : {}) })
    }
  }

  picture({ src, 'data-src': late, alt = '', width, height }: Record<string, string>): void {
    const address = addressOf(late ?? src, this.base)
    // A picture of a point is there to count who looks.
    if (!address || Number(width) === 1 || Number(height) === 1) return
    this.end()
    this.blocks.push({ kind: 'image', spans: [], src: address, alt: cleanText(alt, 500) })
  }

  end(): void {
    const spans = this.spans
      .map((span) => ({ ...span, text: tidy(span.text) }))
      .filter((span) => span.text !== '')
    const { kind, level } = this.style
    if (spans.some((span) => span.text.trim() !== ''))
      this.blocks.push({ kind, ...(level ? { level } : {}), spans })
    this.spans = []
    this.space = false
  }
}

/** Without control characters and invisible ones; the space at its ends stays, it parts words. */
function tidy(text: string): string {
  const clean = cleanText(text, 50_000)
  return `${/^\s/.test(text) ? ' ' : ''}${clean}${/\s$/.test(text) && clean ? ' ' : ''}`
}

function styleOf(name: string, style: Style): Style {
  const { href } = style
  const heading = /^h([1-6])$/.exec(name)
  if (heading) return { kind: 'heading', level: Number(heading[1]), href }
  if (LISTS.has(name)) return { kind: 'item', href }
  if (name === 'blockquote') return { kind: 'quote', href }
  return name === 'pre' ? { kind: 'code', href } : style
}

function addressOf(value: string | undefined, base: string): string | undefined {
  if (!value || value.length > 2000) return undefined
  const url = URL.parse(value, base)
  return url && /^https?:$/.test(url.protocol) && !url.username ? url.href : undefined
}
