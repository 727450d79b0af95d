import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Entry, type Feed, FeedRefused, readFeed, readOutlines } from './index.ts'

const SITE = 'https://blog.example/feed'

function read(text: string | Uint8Array, contentType?: string): Feed {
  return readFeed(typeof text === 'string' ? Buffer.from(text) : text, { url: SITE, contentType })
}

/** Names that every object has: a tree of plain objects would answer them with functions. */
const INHERITED = ['constructor', '__proto__', 'tostring', 'toString', 'valueOf', 'hasOwnProperty']

test('names that objects inherit are names like any other', () => {
  for (const name of INHERITED) {
    const odd = `<${name}:note xmlns:${name}="urn:x" ${name}="1">x</${name}:note><${name}/><${name}:rss/>`
    const feed = read(
      `<rss ${name}="1"><channel><title>Blog</title>${odd}
        <sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">${name}</sy:updatePeriod>
        <item>${odd}<title>Un</title><category domain="${name}">${name}</category></item></channel></rss>`,
    )
    assert.deepEqual([feed.title, feed.rhythm.minutes], ['Blog', undefined], name)
    assert.deepEqual([feed.entries[0]?.title, feed.entries[0]?.categories], ['Un', [name]], name)
    assert.throws(() => read(`<${name}:${name}/>`), { reason: 'not-a-feed' })
    const outlines = `<opml><body><${name}:outline ${name}="x"/><outline text="Un" xmlUrl="/1"/></body></opml>`
    assert.equal(readOutlines(Buffer.from(outlines), { url: SITE }).length, 1, name)
    const json = `{"version":"https://jsonfeed.org/version/1.1","${name}":{},"items":[{"id":"1","${name}":[]}]}`
    assert.equal(read(json).entries[0]?.id, '1', name)
  }
})

interface Said {
  id: string
  title: string
  text: string
  url: string
  tags: string[]
  at: Date
}

const WORD = fc.constantFrom(
  'lampe',
  'Été',
  'œuvre',
  '日本',
  '«soldes»',
  'R&D',
  '3<4',
  'a>b',
  '“q”',
  "l'or",
  ']]>',
  '👩‍🚀',
)
const WORDS = fc.array(WORD, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
const SAID: fc.Arbitrary<Said> = fc.record(
  {
    id: fc.uuid().map((id) => `urn:uuid:${id}`),
    title: WORDS,
    text: WORDS,
    url: fc.nat(9999).map((n) => `https://blog.example/p/${n}?a=1&b=2`),
    tags: fc.uniqueArray(WORD, { maxLength: 3 }),
    at: fc
      .date({ min: new Date('1990-01-01'), max: new Date('2037-01-01'), noInvalidDate: true })
      .map((at) => new Date(Math.floor(at.getTime() / 1000) * 1000)),
  },
  { noNullPrototype: true },
)

const escaped = (text: string) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)
const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
/** As a blog writes plain words into an element that holds HTML. */
const html = (text: string) => `<p>${escaped(text)}</p>`

const WRITERS: Record<string, (said: Said[]) => string> = {
  rss: (said) =>
    `<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>B</title>${said
      .map(
        ({ id, title, text, url, tags, at }) =>
          `<item><guid isPermaLink="false">${id}</guid><title>${escaped(escaped(title))}</title><link>${escaped(url)}</link>
          <pubDate>${at.toUTCString()}</pubDate>${tags.map((tag) => `<category>${cdata(escaped(tag))}</category>`).join('')}
          <description>x</description><c:encoded>${cdata(html(text))}</c:encoded></item>`,
      )
      .join('')}</channel></rss>`,
  rdf: (said) =>
    `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel r:about="${SITE}"><title>B</title></channel>${said
      .map(
        ({ id, title, text, url, tags, at }) =>
          `<item r:about="${id}"><title>${escaped(escaped(title))}</title><link>${escaped(url)}</link><dc:date>${at.toISOString()}</dc:date>${tags
            .map((tag) => `<dc:subject>${escaped(escaped(tag))}</dc:subject>`)
            .join('')}<description>${escaped(html(text))}</description></item>`,
      )
      .join('')}</r:RDF>`,
  atom: (said) =>
    `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>B</a:title>${said
      .map(
        ({ id, title, text, url, tags, at }) =>
          `<a:entry><a:id>${id}</a:id><a:title type="html">${escaped(escaped(title))}</a:title><a:link href="${escaped(url)}"/>
          <a:published>${at.toISOString()}</a:published>${tags.map((tag) => `<a:category term="x" label="${escaped(escaped(tag))}"/>`).join('')}
          <a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${html(text)}</div></a:content></a:entry>`,
      )
      .join('')}</a:feed>`,
  json: (said) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'B',
      items: said.map(({ id, title, text, url, tags, at }) => ({
        id,
        title,
        url,
        tags,
        content_html: html(text),
        date_published: at.toISOString(),
      })),
    }),
}

function told({ id, title, text, url, categories, published }: Entry) {
  return { id, title, text, url, tags: categories, at: published }
}

test('what is written in any vocabulary is read back, every character of it', () => {
  for (const [name, write] of Object.entries(WRITERS)) {
    fc.assert(
      fc.property(fc.array(SAID, { maxLength: 4 }), (said) => {
        assert.deepEqual(read(write(said)).entries.map(told), said, name)
      }),
      { numRuns: 40 },
    )
  }
})

test('one document says the same in every encoding that can write it', () => {
  const said = (text: string) =>
    `<rss><channel><title>B</title><item><title>${text}</title></item></channel></rss>`
  const wide = (text: string, little: boolean) => {
    const points = [...text].map((one) => one.codePointAt(0) ?? 0)
    const bytes = Buffer.alloc(points.length * 4)
    points.forEach((point, i) => {
      if (little) bytes.writeUInt32LE(point, i * 4)
      else bytes.writeUInt32BE(point, i * 4)
    })
    return bytes
  }
  const ways: [string, (text: string) => Uint8Array][] = [
    ['utf-8', (text) => Buffer.from(text)],
    ['utf-8', (text) => Buffer.from(`\ufeff${text}`)],
    ['utf-16le', (text) => Buffer.from(text, 'utf16le')],
    ['utf-16be', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['utf-32le', (text) => wide(`\ufeff${text}`, true)],
    ['utf-32be', (text) => wide(text, false)],
  ]
  fc.assert(
    fc.property(
      WORDS.map((words) => `é ${words.replace(/[<>&]|\]/g, '')}`),
      (words) => {
        for (const [encoding, encode] of ways) {
          const feed = read(encode(said(words)))
          assert.deepEqual([feed.encoding, feed.entries[0]?.title], [encoding, words.trim()])
        }
      },
    ),
    { numRuns: 30 },
  )
  for (const [label, bytes, text] of [
    ['iso-8859-15', [0xa4, 0xbd], '€œ'],
    ['windows-1251', [0xcb, 0xe0, 0xec, 0xef, 0xe0], 'Лампа'],
    ['koi8-r', [0xec, 0xc1, 0xcd, 0xd0, 0xc1], 'Лампа'],
    ['shift_jis', [0x83, 0x89, 0x83, 0x93, 0x83, 0x76], 'ランプ'],
    ['euc-kr', [0xb7, 0xa5, 0xc7, 0xc1], '램프'],
    ['gb2312', [0xb5, 0xc6], '灯'],
    ['big5', [0xbf, 0x4f], '燈'],
  ] as const) {
    const [before = '', after = ''] = said('|').split('|')
    const bare = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)])
    assert.equal(read(bare, `text/xml;charset=${label}`).entries[0]?.title, text, `${label} by its header`)
    const declared = Buffer.concat([Buffer.from(`<?xml version='1.0' encoding='${label}'?>`), bare])
    assert.equal(read(declared, 'application/xml').entries[0]?.title, text, `${label} by its declaration`)
  }
})

test('a feed cut or spoilt at any byte gives whole entries only, or is refused with a reason', () => {
  const many = fc.sample(SAID, { numRuns: 6, seed: 7 })
  for (const [name, write] of Object.entries(WRITERS)) {
    const whole = Buffer.from(write(many))
    const expected = new Map(many.map((said) => [said.id, said]))
    for (let at = 0; at < whole.length; at += 37) {
      const entries = lenient(whole.subarray(0, at))
      for (const entry of entries)
        assert.deepEqual(told(entry), expected.get(entry.id ?? ''), `${name} cut at ${at}`)
      const spoilt = Buffer.from(whole)
      spoilt[at] = (spoilt[at] ?? 0) ^ 0x3c
      lenient(spoilt)
    }
  }
})

/** The entries, or none where it is refused; whatever else is thrown comes out. */
function lenient(bytes: Uint8Array): Entry[] {
  try {
    return read(bytes).entries
  } catch (error) {
    if (error instanceof FeedRefused) return []
    throw error
  }
}
