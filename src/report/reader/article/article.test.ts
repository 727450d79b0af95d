import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { createHttp, type SafeHttp } from '../../../../lib/http/index.ts'
import { type FeedServer, startFeedServer } from '../../../../test/support/feed-server.ts'
import { ArticleRefused, paragraphsOf, readArticle } from './article.ts'
import { passFor, pictureOf } from './picture.ts'

const WORDS = `<p>${'The words of the article. '.repeat(10)}</p>`
const HERE = 'w1'

let web: FeedServer
let http: SafeHttp

before(async () => {
  web = await startFeedServer()
  const port = Number(new URL(web.url).port)
  http = createHttp({ userAgent: 'Veillee test', allow: (to) => to.port === port && to.ip === '127.0.0.1' })
})

after(async () => {
  await http.close()
  await web.close()
})

async function refusal(path: string): Promise<string> {
  try {
    await readArticle(http, web.url + path)
    return 'none'
  } catch (error) {
    if (error instanceof ArticleRefused) return error.reason
    throw error
  }
}

describe('the page behind an item', () => {
  it('is read where it stands now, with addresses from there', async () => {
    web.pages.set('/old', { status: 301, headers: { location: '/new/place' } })
    web.pages.set('/new/place', {
      body: `<main>${WORDS}<a href="more">More of it here</a></main>`,
      type: 'text/html',
    })
    const { url, blocks } = await readArticle(http, `${web.url}/old`)
    assert.equal(url, `${web.url}/new/place`)
    assert.equal(blocks.at(-1)?.spans[0]?.href, `${web.url}/new/more`)
  })

  it('is refused where it is none, said why', async () => {
    web.pages.set('/gone', { status: 410 })
    web.pages.set('/film', { body: 'x', type: 'video/mp4' })
    web.pages.set('/thin', { body: '<p>Subscribe to read</p>', type: 'text/html' })
    web.pages.set('/inside', { status: 302, headers: { location: 'http://192.168.1.1/' } })
    web.pages.set('/round', { status: 302, headers: { location: '/round' } })
    web.pages.set('/bomb', {
      body: gzipSync(Buffer.alloc(30_000_000, 'a')),
      type: 'text/html',
      headers: { 'content-encoding': 'gzip' },
    })
    web.pages.set('/cut', { body: WORDS, type: 'text/html', cutAfter: 20 })
    assert.equal(await refusal('/gone'), 'HTTP 410')
    assert.equal(await refusal('/film'), 'video/mp4')
    assert.equal(await refusal('/thin'), 'empty')
    assert.equal(await refusal('/inside'), 'address')
    assert.equal(await refusal('/round'), 'redirects')
    assert.equal(await refusal('/bomb'), 'too-large')
    assert.equal(await refusal('/cut'), 'cut')
    assert.equal(await refusal('/old'), 'none')
  })

  it('is bounded', async () => {
    web.pages.set('/long', { body: '<p>A paragraph of it.</p>'.repeat(9000), type: 'text/html' })
    assert.equal((await readArticle(http, `${web.url}/long`)).blocks.length, 2000)
  })
})

describe('the words of an item', () => {
  it('are paragraphs where an empty line parts them', () => {
    const blocks = paragraphsOf('One\nstill one.\n\n\n- an item\n\n  \n\nTwo')
    assert.deepEqual(
      blocks.map((block) => [block.kind, block.spans[0]?.text]),
      [
        ['text', 'One\nstill one.'],
        ['item', 'an item'],
        ['text', 'Two'],
      ],
    )
    assert.deepEqual(paragraphsOf(''), [])
    assert.equal(paragraphsOf('a\n\n'.repeat(9000)).length, 2000)
  })

  it('stay words, whatever they look like', () => {
    assert.deepEqual(paragraphsOf('<script>x()</script>')[0]?.spans, [{ text: '<script>x()</script>' }])
  })
})

describe('a picture', () => {
  const sealing = {
    seal: (text: string, purpose: string) =>
      Buffer.from(JSON.stringify([purpose, text])).toString('base64url'),
    open(sealed: string, purpose: string) {
      const [made, text] = JSON.parse(Buffer.from(sealed, 'base64url').toString())
      if (made !== purpose) throw new Error('sealed for something else')
      return text as string
    },
  }
  const typeAt = async (path: string) =>
    (await pictureOf(http, sealing, HERE, passFor(sealing, HERE, web.url + path)))?.type
  const hex = (start: string, more = '') =>
    Buffer.concat([Buffer.from(start, 'hex'), Buffer.from(more), Buffer.alloc(32)])

  const PICTURES: [string, Buffer, string | undefined][] = [
    ['png', hex('89504e470d0a1a0a'), 'image/png'],
    ['jpeg', hex('ffd8ffe0'), 'image/jpeg'],
    ['gif', hex('', 'GIF89a'), 'image/gif'],
    ['webp', hex('5249464600000000', 'WEBP'), 'image/webp'],
    ['avif', hex('00000020', 'ftypavif'), 'image/avif'],
    ['sound in the same box', hex('5249464600000000', 'WAVE'), undefined],
    ['film in the same box', hex('00000020', 'ftypmp42'), undefined],
    [
      'drawing that is a program',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
      undefined,
    ],
    ['page', Buffer.from('<html><script>x()</script>'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
  ]
  for (const [name, body, expected] of PICTURES) {
    it(`is what its bytes say: ${name}`, async () => {
      // Whatever the server says that it is.
      web.pages.set('/picture', { body, type: expected ? 'text/html' : 'image/png' })
      assert.equal(await typeAt('/picture'), expected)
    })
  }

  it('is asked for by a pass of this workspace only', async () => {
    web.pages.set('/picture', { body: hex('89504e470d0a1a0a'), type: 'image/png' })
    const before = web.asked.length
    const foreign = passFor(sealing, 'w2', `${web.url}/picture`)
    assert.equal(await pictureOf(http, sealing, HERE, foreign), undefined)
    assert.equal(await pictureOf(http, sealing, HERE, 'not a pass'), undefined)
    assert.equal(
      await pictureOf(http, sealing, HERE, sealing.seal(`${web.url}/picture`, 'another purpose')),
      undefined,
    )
    assert.equal(web.asked.length, before, 'nothing was asked of the site')
  })

  it('never leads inside, and is bounded', async () => {
    web.pages.set('/inside', { status: 302, headers: { location: 'http://169.254.169.254/latest' } })
    web.pages.set('/huge', {
      body: Buffer.concat([hex('89504e470d0a1a0a'), Buffer.alloc(9_000_000)]),
      type: 'image/png',
    })
    web.pages.set('/refused', { status: 403, body: hex('89504e470d0a1a0a') })
    for (const path of ['/inside', '/huge', '/refused', '/none'])
      assert.equal(await typeAt(path), undefined, path)
    for (const url of ['http://127.0.0.1:1/x.png', 'file:///etc/passwd', 'http://[::1]/'])
      assert.equal(await pictureOf(http, sealing, HERE, passFor(sealing, HERE, url)), undefined, url)
  })
})
