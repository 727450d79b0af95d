import assert from 'node:assert/strict'
import test from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { type Feed, type FeedRefusal, FeedRefused, parseDate, readFeed, readOutlines } from './index.ts'

const SITE = 'https://blog.example/feed'

function read(text: string | Uint8Array, contentType?: string): Feed {
  return readFeed(typeof text === 'string' ? Buffer.from(text) : text, { url: SITE, contentType })
}

function rss(items: string, channel = ''): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title>${channel}${items}</channel></rss>`
}

function refusal(text: string | Uint8Array): FeedRefusal {
  try {
    read(text)
  } catch (error) {
    if (error instanceof FeedRefused) return error.reason
    throw error
  }
  return assert.fail('was read')
}

test('dates of every manner mean their moment', () => {
  const same: Record<string, string[]> = {
    '2024-02-05T08:30:00.000Z': [
      'Mon, 05 Feb 2024 08:30:00 GMT',
      'Mon, 5 Feb 24 08:30:00 +0000',
      'Mon, 05 Feb 2024 03:30:00 EST',
      'Mon, 05 Feb 2024 09:30:00 CET',
      'Mon, 05 Feb 2024 09:30:00 +01:00',
      'Mon, 05 Feb 2024 09:30 +0100',
      '05 Feb 2024 10:30:00 EET',
      'Mon,05 Feb 2024 00:30:00 PST',
      'Mon Feb  5 08:30:00 2024',
      'Mon Feb 5 09:30:00 CET 2024',
      'February 5, 2024 8:30 am',
      'Feb 5th, 2024, 8:30AM UTC',
      'lun., 05 févr. 2024 09:30:00 +0100',
      'lundi 5 février 2024 à 9h30 CET',
      'Mo, 05 Feb 2024 09:30:00 MEZ',
      'lun, 05 feb 2024 09:30:00 +0100',
      '2024-02-05T08:30:00Z',
      '2024-02-05T09:30:00+01:00',
      '2024-02-05T09:30:00+0100',
      '2024-02-05T08:30Z',
      '2024-02-05 08:30:00',
      '2024-02-05 08:30:00 UTC',
      '2024-02-05T08:30:00.000',
      '20240205T083000Z',
      '2024-036T08:30:00Z',
      '2024-W06-1T08:30:00Z',
      '05/02/2024 08:30',
      '05.02.2024 08:30:00',
      '2024년 02월 05일 08:30:00',
      '1707121800',
      '1707121800000',
      '\n  Mon, 05 Feb 2024 08:30:00 GMT ',
    ],
    '2024-02-05T00:00:00.000Z': [
      '2024-02-05',
      '5 Feb 2024',
      'Feb 5, 2024',
      '5 février 2024',
      '05/02/2024',
      '2024/02/05',
    ],
    '2024-12-31T00:00:00.000Z': ['12/31/2024', '31/12/2024', '31 décembre 2024', '31. Dezember 2024'],
    '2024-01-01T00:00:00.000Z': ['2024', '2024-01', '1er janvier 2024'],
    '2024-02-05T17:45:00.000Z': ['Feb 5, 2024 5:45 PM', 'Mon, 05 Feb 2024 17:45:00 Z'],
  }
  for (const [moment, written] of Object.entries(same)) {
    for (const text of written) assert.equal(parseDate(text)?.toISOString(), moment, text)
  }
})

test('what is no date is none', () => {
  for (const text of [
    '',
    'yesterday',
    '2024-02-30',
    '32 Jan 2024',
    '2024-13-01',
    '99:99',
    'Mon, 05 Foo 2024',
    '0',
    '-1',
    'null',
    '12',
    'Invalid Date',
  ]) {
    assert.equal(parseDate(text), undefined, text)
  }
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789-:/TZ+ ,.JanFebmai年') }), (text) => {
      const date = parseDate(text)
      assert.ok(date === undefined || !Number.isNaN(date.getTime()))
    }),
    { numRuns: 2_000 },
  )
})

test('encodings: marks, headers, declarations, and bytes that contradict them', () => {
  const title = (bytes: Uint8Array, type?: string) => read(bytes, type).title
  const xml = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?><rss><channel><title>Été €</title></channel></rss>`
  const latin = Buffer.from(xml('iso-8859-1').replace('€', '\u0080'), 'latin1')
  assert.equal(title(latin), 'Été €')
  assert.equal(title(Buffer.from(xml('utf-8'))), 'Été €')
  assert.equal(title(Buffer.from(xml('iso-8859-1'))), 'Été €', 'declared Latin-1, is UTF-8')
  assert.equal(
    title(Buffer.from(xml('utf-8')), 'text/xml; charset=iso-8859-1'),
    'Été €',
    'sent as Latin-1, is UTF-8',
  )
  assert.equal(
    title(Buffer.from(xml('utf-8').replace('€', '\u0080'), 'latin1')),
    'Été €',
    'declared UTF-8, is Windows-1252',
  )
  assert.equal(title(latin, 'application/xml; charset="windows-1252"'), 'Été €')
  assert.equal(title(Buffer.from(`\ufeff${xml('utf-16')}`, 'utf16le')), 'Été €')
  assert.equal(title(Buffer.from(xml('utf-16'), 'utf16le')), 'Été €')
  assert.equal(title(Buffer.from(`\ufeff${xml('iso-8859-1')}`)), 'Été €')
  assert.equal(title(Buffer.from(`\ufeff${xml('utf-16')}`, 'utf16le').swap16()), 'Été €')
  const points = [...`\ufeff${xml('utf-32')}`].map((character) => character.codePointAt(0) ?? 0)
  assert.equal(title(new Uint8Array(Uint32Array.from(points).buffer)), 'Été €')
  const cyrillic = [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]
  const declaredCyrillic = Buffer.from('<?xml version="1.0" encoding="windows-1251"?><rss><channel><title>')
  assert.equal(
    title(Buffer.concat([declaredCyrillic, Buffer.from(cyrillic), Buffer.from('</title></channel></rss>')])),
    'Привет',
  )
  assert.equal(
    refusal(
      Buffer.from([...Buffer.from('<?xml version="1.0" encoding="x-unknown"?><rss>'), 0xff, 0xfe, 0x80]),
    ),
    'encoding',
  )
})

test('what is no feed is refused with its reason', () => {
  assert.equal(refusal(''), 'empty')
  assert.equal(refusal('  \n\ufeff '), 'empty')
  assert.equal(refusal('<!doctype html><html><head><title>x</title></head></html>'), 'html-page')
  assert.equal(refusal('<opml version="2.0"><body/></opml>'), 'opml')
  assert.equal(refusal('<svg/>'), 'not-a-feed')
  assert.equal(refusal('hello'), 'not-a-feed')
  assert.equal(refusal('{"version": 1}'), 'not-a-feed')
  assert.equal(refusal('{"version": "https://example.org/1"}'), 'not-a-feed')
  assert.equal(refusal('{'), 'bad-json')
  assert.equal(refusal('[]'), 'not-a-feed')
  assert.equal(refusal(`<rss>${'<a>'.repeat(100_000)}`), 'too-deep')
  assert.equal(refusal(`<rss><channel>${'<item><x>'.repeat(100_000)}`), 'too-deep')
  assert.equal(refusal(Buffer.from([0x1f, 0x8b, 1, 2])), 'not-a-feed')
})

test('no document type is obeyed: entities neither expand nor read files', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
    <rss><channel><title>&b;&f;</title></channel></rss>`
  assert.equal(read(bomb).title, '&b;&f;')
})

test('a document cut in the middle gives the entries before the cut, not the one it cuts', () => {
  const whole = rss(
    '<item><guid>1</guid><title>un</title></item><item><guid>2</guid><title>deux trois</title></item>',
  )
  const cut = read(whole.slice(0, whole.indexOf(' trois')))
  assert.deepEqual([cut.entries.map(({ id }) => id), cut.cut], [['1'], true])
  assert.deepEqual([read(whole).entries.map(({ id }) => id), read(whole).cut], [['1', '2'], false])
})

test('broken documents are read', () => {
  const titles = (items: string) => read(rss(items)).entries.map(({ title }) => title)
  assert.deepEqual(titles('<item><title>A & B</title><link>/x?a=1&b=2</link></item>'), ['A & B'])
  assert.deepEqual(titles('<item><title>un</title><item><title>deux</title></item>'), ['un', 'deux'])
  assert.deepEqual(titles('<item><title>un</title><item/><link>x</link></item>'), ['un'])
  assert.deepEqual(titles('<item><title>Caf&eacute; &#8217;&hellip;</title></item>'), ['Café ’…'])
  assert.deepEqual(titles('<item><title><![CDATA[Un <b>gras</b>]]></title></item>'), ['Un gras'])
  assert.deepEqual(titles('<item><TITLE>majuscules</TITLE></item>'), ['majuscules'])
  assert.deepEqual(titles('<item><b><title>croisé</b></title></item>'), [undefined])
  assert.equal(read(`\n\n junk ${rss('<item><guid>1</guid></item>')}`).entries.length, 1)
  assert.equal(read(gzipSync(rss('<item><guid>1</guid></item>'))).entries.length, 1)
})

test('namespaces count, prefixes do not', () => {
  const feed = read(`<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:m="http://search.yahoo.com/mrss/">
    <a:title>T</a:title><a:entry><a:id>1</a:id><a:title>E</a:title><m:thumbnail url="/i.png"/></a:entry></a:feed>`)
  assert.equal(feed.entries[0]?.title, 'E')
  assert.deepEqual(feed.entries[0]?.enclosures, [{ url: 'https://blog.example/i.png', medium: 'image' }])
  const clash = read(
    rss('<item><media:title>non</media:title><title>oui</title><dc:creator>Zoé</dc:creator></item>'),
  )
  assert.deepEqual(
    [clash.entries[0]?.title, clash.entries[0]?.authors],
    ['oui', [{ name: 'Zoé', email: undefined }]],
  )
})

test('relative addresses: xml:base, the site of the feed, the address it came from', () => {
  const based = read(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/">
    <entry xml:base="y/"><id>1</id><link href="z"/></entry><entry><id>2</id><link href="/w"/></entry></feed>`)
  assert.deepEqual(
    based.entries.map(({ url }) => url),
    ['https://a.example/x/y/z', 'https://a.example/w'],
  )
  const site = rss('<item><link>/post</link></item>', '<link>https://site.example/blog/</link>')
  assert.equal(read(site).entries[0]?.url, 'https://site.example/post')
  assert.equal(read(rss('<item><link>/post</link></item>')).entries[0]?.url, 'https://blog.example/post')
  assert.equal(read(rss('<item><link>javascript:alert(1)</link></item>')).entries[0]?.url, undefined)
})

test('authors as people write them', () => {
  const author = (text: string) => read(rss(`<item><author>${text}</author></item>`)).entries[0]?.authors[0]
  assert.deepEqual(author('zoe@x.example (Zoé Martin)'), { name: 'Zoé Martin', email: 'zoe@x.example' })
  assert.deepEqual(author('Zoé Martin &lt;zoe@x.example&gt;'), { name: 'Zoé Martin', email: 'zoe@x.example' })
  assert.deepEqual(author('zoe@x.example'), { name: undefined, email: 'zoe@x.example' })
  assert.deepEqual(author('Zoé Martin'), { name: 'Zoé Martin', email: undefined })
  assert.deepEqual(author('Zoé (la vraie)'), { name: 'Zoé (la vraie)', email: undefined })
})

test('rhythm, hubs and tombstones are read', () => {
  const channel = `<ttl>45</ttl><skipHours><hour>0</hour><hour>24</hour><hour>7</hour></skipHours><skipDays><day>Sunday</day></skipDays>
    <atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="https://blog.example/rss"/>`
  const feed = read(rss('', channel))
  assert.deepEqual(feed.rhythm, { minutes: 45, skipHours: [0, 0, 7], skipDays: ['sunday'] })
  assert.deepEqual([feed.hubs, feed.self], [['https://hub.example/'], 'https://blog.example/rss'])
  const period = '<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>'
  assert.equal(read(rss('', period)).rhythm.minutes, 15)
  const atom =
    read(`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
    <at:deleted-entry ref="tag:x,1:a" when="2024-02-05T08:30:00Z"/></feed>`)
  assert.deepEqual(atom.tombstones, [{ id: 'tag:x,1:a', when: new Date('2024-02-05T08:30:00Z') }])
})

test('a JSON Feed that breaks its schema is read field by field', () => {
  const feed = read(
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 42,
      home_page_url: 'https://site.example/',
      hubs: [{ type: 'WebSub', url: 'https://hub.example/' }, null, { type: 'rssCloud' }],
      items: [
        {
          id: 7,
          content_html: '<p>Un <b>mot</b></p>',
          url: '/a',
          date_published: 'nope',
          authors: 'Zoé',
          tags: ['x', 3],
        },
        null,
        {
          id: 'b',
          content_text: 'Deux',
          author: { name: 'Zoé', url: 'https://zoe.example/' },
          image: 'i.png',
        },
      ],
    }),
  )
  assert.equal(feed.title, undefined)
  assert.deepEqual(feed.hubs, ['https://hub.example/'])
  const [first, second, third] = feed.entries
  assert.deepEqual(
    [first?.id, first?.text, first?.url, first?.published],
    ['7', 'Un mot', 'https://site.example/a', undefined],
  )
  assert.deepEqual(first?.categories, ['x'])
  assert.equal(second?.id, undefined)
  assert.deepEqual(
    [third?.authors[0]?.url, third?.enclosures[0]?.url],
    ['https://zoe.example/', 'https://site.example/i.png'],
  )
})

test('lists of feeds give their addresses', () => {
  const opml = `<opml><body><outline text="Groupe"><outline title="Un" xmlUrl="https://a.example/1"/><outline text="Deux" xmlUrl="/2"/></outline>
    <outline text="sans"/><outline text="non" xmlUrl="file:///x"/></body></opml>`
  assert.deepEqual(readOutlines(Buffer.from(opml), { url: SITE }), [
    { title: 'Un', url: 'https://a.example/1' },
    { title: 'Deux', url: 'https://blog.example/2' },
  ])
})

test('floods end: their entries are counted, their text is cut, their depth is refused', () => {
  assert.equal(read(rss('<item><guid>1</guid></item>'.repeat(100_000))).entries.length, 5_000)
  assert.equal(read(rss(`<item><guid>1</guid>${'<x/>'.repeat(300_000)}</item>`)).entries.length, 1)
  assert.equal(
    read(rss(`<item><title>${'&amp;'.repeat(1_000_000)}</title></item>`)).entries[0]?.title?.length,
    2_000,
  )
  for (const text of [' '.repeat(2_000_000), '<p'.repeat(1_000_000), `<b>${'</i>'.repeat(500_000)}`]) {
    assert.ok(
      (read(rss(`<item><guid>1</guid><description><![CDATA[${text}x]]></description></item>`)).entries[0]
        ?.text?.length ?? 0) <= 100_000,
    )
  }
  assert.equal(
    read(rss(`<item><guid>1</guid><link>https://a.example/${'x'.repeat(100_000)}</link></item>`)).entries[0]
      ?.url,
    undefined,
  )
})

test('no bytes make it throw anything but its own refusals', () => {
  const pieces = [
    '<',
    '>',
    '/',
    '<rss>',
    '<channel>',
    '<item>',
    '</item>',
    '<title>',
    '</title>',
    '<![CDATA[',
    ']]>',
    '&amp;',
    '&#x0;',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '<entry>',
    '<link href="x"/>',
    'xml:base="://"',
    '<!DOCTYPE [',
    '<?xml encoding="utf-7"?>',
    '{',
    '"items":[',
    '\u0000',
    'é',
    ' ',
  ]
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(fc.constantFrom(...pieces)).map((parts) => Buffer.from(parts.join(''))),
        fc.uint8Array(),
      ),
      (bytes) => {
        try {
          read(bytes)
        } catch (error) {
          assert.ok(error instanceof FeedRefused, `${error}`)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})
