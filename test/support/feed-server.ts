import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** How one address of the server answers. */
export interface Page {
  body?: string | Buffer
  type?: string
  status?: number
  headers?: Record<string, string>
  /** Answer 304 to a matching If-None-Match or If-Modified-Since; default true for 200. */
  conditional?: boolean
  lastModified?: Date
  gzip?: boolean
  /** Close the connection after so many bytes of the body. */
  cutAfter?: number
  /** Send the head and a first byte, then nothing. */
  stall?: boolean
}

export interface Asked {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
}

export interface FeedServer {
  url: string
  /** Pages by path with query; a function is asked at every request. */
  pages: Map<string, Page | ((asked: Asked) => Page)>
  asked: Asked[]
  /** Refuses connections until called with true again: the outage of a whole server. */
  up(on: boolean): Promise<void>
  close(): Promise<void>
}

/** A server of feeds on loopback, that behaves as well or as badly as its pages say. */
export async function startFeedServer(): Promise<FeedServer> {
  const pages: FeedServer['pages'] = new Map()
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    }
    asked.push(one)
    const page = pages.get(one.path)
    answer(
      typeof page === 'function'
        ? page(one)
        : (page ?? { status: 404, body: 'not found', type: 'text/plain' }),
      one,
      response,
    )
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    pages,
    asked,
    up: (on) => (on === server.listening ? Promise.resolve() : on ? listen(port) : stop()),
    close: stop,
  }
}

function answer(page: Page, asked: Asked, response: ServerResponse): void {
  const { status = 200, type = 'application/rss+xml; charset=utf-8', headers = {}, body = '' } = page
  const whole = Buffer.from(body)
  const etag = `"${createHash('sha1').update(whole).digest('hex').slice(0, 16)}"`
  const modified = page.lastModified?.toUTCString()
  const conditional = (page.conditional ?? true) && status === 200
  const sent: Record<string, string> = {
    'Content-Type': type,
    ...(conditional ? { ETag: etag } : {}),
    ...(modified ? { 'Last-Modified': modified } : {}),
    ...headers,
  }
  const fresh =
    asked.headers['if-none-match'] === etag ||
    (modified !== undefined && asked.headers['if-modified-since'] === modified)
  if (conditional && fresh) {
    response.writeHead(304, sent).end()
    return
  }
  const bytes = page.gzip ? gzipSync(whole) : whole
  if (page.gzip) sent['Content-Encoding'] = 'gzip'
  response.writeHead(status, { ...sent, 'Content-Length': bytes.length })
  if (page.stall) response.write(bytes.subarray(0, 1))
  else if (page.cutAfter !== undefined)
    response.write(bytes.subarray(0, page.cutAfter), () => response.destroy())
  else response.end(asked.method === 'HEAD' ? undefined : bytes)
}

export interface Post {
  guid: string
  title: string
  text: string
  published: Date
  author?: string
}

/** A blog whose feed shows its latest posts, as feeds do: what slides out is seen no more. */
export class Blog {
  posts: Post[] = []
  shows: number
  extra = ''

  constructor(shows = 10) {
    this.shows = shows
  }

  write(post: Post): void {
    this.posts.push(post)
  }

  edit(guid: string, text: string): void {
    this.posts = this.posts.map((post) => (post.guid === guid ? { ...post, text } : post))
  }

  remove(guid: string): void {
    this.posts = this.posts.filter((post) => post.guid !== guid)
  }

  rss(): string {
    const items = [...this.posts]
      .reverse()
      .slice(0, this.shows)
      .map(
        ({
          guid,
          title,
          text,
          published,
          author = 'Camille Roux',
        }) => `<item><guid isPermaLink="false">${guid}</guid><title>${escaped(title)}</title>
        <link>https://blog.example/${guid}</link><description>${escaped(`<p>${text}</p>`)}</description>
        <dc:creator>${escaped(author)}</dc:creator><pubDate>${published.toUTCString()}</pubDate></item>`,
      )
    return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
      <channel><title>Le blog</title><link>https://blog.example/</link><language>fr</language>${this.extra}${items.join('')}</channel></rss>`
  }

  /** The same as Atom, which can say that a post is no more. */
  atom(deleted: { guid: string; when: Date }[] = []): string {
    const entries = [...this.posts]
      .reverse()
      .slice(0, this.shows)
      .map(
        ({ guid, title, text, published, author = 'Camille Roux' }) =>
          `<entry><id>${guid}</id><title>${escaped(title)}</title><link href="https://blog.example/${guid}"/>
          <author><name>${escaped(author)}</name></author><published>${published.toISOString()}</published>
          <updated>${published.toISOString()}</updated><content type="text">${escaped(text)}</content></entry>`,
      )
    const gone = deleted.map(
      ({ guid, when }) => `<at:deleted-entry ref="${guid}" when="${when.toISOString()}"/>`,
    )
    return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"
      xmlns:at="http://purl.org/atompub/tombstones/1.0"><id>https://blog.example/</id><title>Le blog</title>
      <updated>2026-01-01T00:00:00Z</updated>${entries.join('')}${gone.join('')}</feed>`
  }
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
