import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { createHttp, type SafeHttp } from '../../../../lib/http/index.ts'
import { type Look, look, type Watched } from './look.ts'
import { Manners } from './polite.ts'
import { readRobots } from './robots.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const WORDS = '<p>The clauses of a long contract, one after the other.</p>'.repeat(60)

let server: Server
let http: SafeHttp
let base: string
const pages = new Map<string, RequestListener>()
const asked: { path: string; headers: Record<string, unknown> }[] = []

before(async () => {
  server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers })
    const page = pages.get(request.url ?? '')
    if (page) page(request, response)
    else response.writeHead(404).end('no')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  base = `http://127.0.0.1:${port}`
  http = createHttp({
    userAgent: 'Veillee test',
    allow: (one) => one.port === port && one.ip === '127.0.0.1',
  })
})

after(async () => {
  await http.close()
  server.closeAllConnections()
  server.close()
})

function html(path: string, body: string | Buffer, headers: Record<string, string> = {}, status = 200) {
  pages.set(path, (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
  })
}

function read(path: string, more: Partial<Watched> = {}): Promise<Look> {
  const page = {
    url: base + path,
    part: undefined,
    ignore: [],
    etag: null,
    modified: null,
    before: undefined,
    accept: false,
  }
  return look(http, { ...page, ...more }, { now: NOW, locale: 'fr' })
}

async function troubleOf(path: string, more: Partial<Watched> = {}): Promise<string> {
  const seen = await read(path, more)
  return seen.kind === 'trouble' ? seen.trouble : seen.kind
}

test('a page is read with its words and what says that it did not change, in the language of who watches', async () => {
  html('/terms', Buffer.from(`<title>Règles</title>${WORDS}<p>été</p>`, 'latin1'), {
    'content-type': 'text/html; charset=iso-8859-1',
    etag: '"a"',
    'last-modified': 'Sun, 01 Nov 2026 10:00:00 GMT',
  })
  const seen = await read('/terms')
  assert.ok(seen.kind === 'text')
  assert.equal(seen.title, 'Règles')
  assert.ok(seen.text.endsWith('\nété'))
  assert.deepEqual(
    [seen.etag, seen.modified, seen.moved],
    ['"a"', 'Sun, 01 Nov 2026 10:00:00 GMT', undefined],
  )
  pages.set('/terms', (_, response) => response.writeHead(304).end())
  assert.deepEqual(await read('/terms', { etag: '"a"', modified: 'x' }), { kind: 'same' })
  const headers: Record<string, unknown> = asked.at(-1)?.headers ?? {}
  assert.deepEqual([headers['if-none-match'], headers['if-modified-since']], ['"a"', 'x'])
  assert.match(String(headers['accept-language']), /^fr/)
  html('/old', '', { location: '/new' }, 301)
  html('/new', WORDS)
  const moved = await read('/old')
  assert.ok(moved.kind === 'text' && moved.moved === `${base}/new`)
})

test('what is in the way of a page is told, and is no new version of it', async () => {
  html('/closed', 'no', {}, 403)
  html('/gone', 'no', {}, 410)
  html('/ill', 'no', {}, 500)
  html('/busy', 'no', { 'retry-after': '120' }, 429)
  html('/a/login', '<form>Sign in here.<input type=password></form>')
  html('/wall', '', { location: '/a/login' }, 302)
  html('/inner', '<p>Members only</p><input name=p type="password">')
  html('/bot', '<title>Just a moment...</title><p>Checking your browser</p>')
  html('/bot2', `<div class="g-recaptcha"></div><p>Prove it.</p>`)
  html('/home', '', { location: '/fr/' }, 302)
  html('/fr/', WORDS)
  html('/js', `<div id=app></div><script>${'x'.repeat(9000)}</script>`)
  html('/film', 'x', { 'content-type': 'video/mp4' })
  assert.equal(await troubleOf('/closed'), 'refused')
  assert.equal(await troubleOf('/gone'), 'gone')
  assert.equal(await troubleOf('/none'), 'gone')
  assert.equal(await troubleOf('/ill'), 'unreachable')
  assert.equal(await troubleOf('/wall'), 'login')
  assert.equal(await troubleOf('/inner'), 'login')
  assert.equal(await troubleOf('/bot'), 'captcha')
  assert.equal(await troubleOf('/bot2'), 'captcha')
  assert.equal(await troubleOf('/home'), 'moved')
  assert.equal(await troubleOf('/js'), 'empty')
  assert.equal(await troubleOf('/film'), 'kind')
  assert.equal(await troubleOf('/fr/', { part: { kind: 'heading', of: 'Prices' } }), 'part')
  const busy = await read('/busy')
  assert.deepEqual(busy.kind === 'trouble' && busy.until, new Date(NOW.getTime() + 120_000))
  // A page that always was short, or asks for a password itself, is what it is.
  html('/short', '<p>Closed on Monday.</p>')
  assert.equal(await troubleOf('/short'), 'text')
  assert.equal(await troubleOf('/a/login'), 'text')
  assert.equal(await troubleOf('/short', { before: 'Closed on Tuesday.' }), 'text')
  assert.equal(await troubleOf('/short', { before: WORDS }), 'empty')
  assert.equal(await troubleOf('/short', { before: WORDS, accept: true }), 'text')
})

test('a server that means harm gets nothing out of us', async () => {
  html('/inside', '', { location: 'http://169.254.169.254/latest/meta-data/' }, 302)
  html('/inside2', '', { location: `http://127.0.0.1:${Number(new URL(base).port) + 1}/` }, 302)
  html('/round', '', { location: '/round' }, 302)
  html('/bomb', gzipSync(Buffer.alloc(60_000_000, 'a')), { 'content-encoding': 'gzip' })
  pages.set('/endless', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const chunk = Buffer.alloc(1 << 20, '<p>a</p>')
    const more = () => {
      while (response.writable && response.write(chunk));
    }
    response.on('drain', more)
    response.on('close', () => response.off('drain', more))
    more()
  })
  pages.set('/cut', (_, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('<p>half')
    response.destroy()
  })
  assert.equal(await troubleOf('/inside'), 'address')
  assert.equal(await troubleOf('/inside2'), 'address')
  assert.equal(await troubleOf('/round'), 'broken')
  assert.equal(await troubleOf('/bomb'), 'large')
  assert.equal(await troubleOf('/endless'), 'large')
  assert.equal(await troubleOf('/cut'), 'unreachable')
  const drip = await look(
    http,
    {
      url: `${base}/drip`,
      part: undefined,
      ignore: [],
      etag: null,
      modified: null,
      before: undefined,
      accept: false,
    },
    { now: NOW, locale: 'en', signal: slowly('/drip') },
  )
  assert.deepEqual(drip.kind === 'trouble' && drip.detail, 'http.aborted')
})

/** A page that begins and never ends; the signal is given up once its first byte has come. */
function slowly(path: string): AbortSignal {
  const controller = new AbortController()
  pages.set(path, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).write('<p>')
    controller.abort()
  })
  return controller.signal
}

test('what a site asks of programs is heeded: places, and the time between two readings', async () => {
  const robots = readRobots(
    'User-agent: other\nDisallow: /\n\nUser-agent: *\nCrawl-delay: 30\nDisallow: /private\nAllow: /private/terms$\nDisallow: /*.pdf$ # files',
    'veillee',
  )
  const allowed = (path: string) => robots.allows(path)
  assert.deepEqual(
    ['/', '/private/x', '/private/terms', '/private/terms/2', '/a.pdf', '/a.pdf?x'].map(allowed),
    [true, false, true, false, false, true],
  )
  assert.equal(robots.delay, 30)
  assert.equal(
    readRobots(
      'User-agent: Veillee\nUser-agent: b\nDisallow: /x\nUser-agent: *\nDisallow: /',
      'veillee',
    ).allows('/y'),
    true,
  )
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('a', '*', '$', '/', ':', '\n', 'Disallow', 'User-agent'),
        maxLength: 40,
      }),
      (text) => {
        assert.equal(typeof readRobots(text, 'veillee').allows('/aaaa/aa'), 'boolean')
      },
    ),
  )
  html('/robots.txt', 'User-agent: *\nDisallow: /private\nCrawl-delay: 60', { 'content-type': 'text/plain' })
  const manners = new Manners(http)
  const before = asked.length
  assert.equal(manners.takeTurn(`${base}/terms`, NOW), true)
  assert.equal(await manners.mayRead(`${base}/terms`, NOW), true)
  assert.equal(await manners.mayRead(`${base}/private/a`, NOW), false)
  assert.equal(asked.length, before + 1, 'it is asked once')
  assert.equal(manners.takeTurn(`${base}/terms`, new Date(NOW.getTime() + 59_000)), false)
  assert.equal(manners.takeTurn(`${base}/terms`, new Date(NOW.getTime() + 60_000)), true)
  assert.equal(manners.takeTurn(`${base}/other`, new Date(NOW.getTime() + 61_000)), false)
})
