import { type Block, blocksOf, decodeHtml, mainOf, readHtml } from '../../../../lib/html/index.ts'
import { HttpFailure, type HttpReply, type SafeHttp } from '../../../../lib/http/index.ts'

export interface Article {
  /** Where it was read, after redirects. */
  url: string
  blocks: Block[]
}

/** The page of an item cannot be read: what stood in the way. */
export class ArticleRefused extends Error {
  override name = 'ArticleRefused' as const
  readonly reason: string
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
  }
}

const MOST_BYTES = 5 * 1024 * 1024
const TIMEOUT = 15_000
/** A page of which less is left is a notice, not an article. */
const LEAST = 100
const MOST_BLOCKS = 2000

/** What the page behind an item says, in blocks of words without markup. @throws ArticleRefused */
export async function readArticle(http: SafeHttp, url: string, signal?: AbortSignal): Promise<Article> {
  const reply = await ask(http, url, signal)
  const type = reply.headers['content-type'] ?? ''
  if (reply.status < 200 || reply.status >= 300) throw new ArticleRefused(`HTTP ${reply.status}`)
  if (type && !/html|xml/i.test(type)) throw new ArticleRefused(type.split(';')[0] ?? '')
  const blocks = blocksOf(mainOf(readHtml(decodeHtml(reply.body, type))), reply.url).slice(0, MOST_BLOCKS)
  const words = blocks.reduce(
    (sum, { spans }) => sum + spans.reduce((more, { text }) => more + text.length, 0),
    0,
  )
  if (words < LEAST) throw new ArticleRefused('empty')
  return { url: reply.url, blocks }
}

async function ask(http: SafeHttp, url: string, signal?: AbortSignal): Promise<HttpReply> {
  try {
    return await http.request(url, {
      accept: 'text/html, application/xhtml+xml;q=0.9',
      maxBytes: MOST_BYTES,
      timeoutMs: TIMEOUT,
      ...(signal ? { signal } : {}),
    })
  } catch (cause) {
    if (!(cause instanceof HttpFailure)) throw cause
    throw new ArticleRefused(cause.kind, { cause })
  }
}

/** The words of a feed's item, which are plain already, as blocks: an empty line parts paragraphs. */
export function paragraphsOf(text: string): Block[] {
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter(Boolean)
    .slice(0, MOST_BLOCKS)
    .map((part) => ({
      kind: part.startsWith('- ') ? 'item' : 'text',
      spans: [{ text: part.replace(/^- /, '') }],
    }))
}
