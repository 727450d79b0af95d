import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { OpmlRefused, readOpml, sameFeed, writeOpml } from './opml.ts'

const LIST = `<?xml version="1.0"?>
<opml version="1.1"><head><title>My  feeds</title></head><body>
<outline text="Press"><outline text="Local &amp; near">
  <outline type="rss" text="Le Lien" xmlUrl="https://lien.example/rss"/>
</outline>
<outline type="rss" title="Feed scheme" xmlurl="feed://feed.example/a"/>
<outline type="rss" text="Other" xmlUrl="feed:https://other.example/b"/></outline>
<outline type="rss" text="Nowhere"/>
<outline type="rss" text="Script" xmlUrl="javascript:alert(1)"/>
<outline text="Alone" xmlUrl="http://alone.example/"/>
</body></opml>`

test('a list is read with its folders, and what is wrong in it is told by line', () => {
  const { title, outlines, faults } = readOpml(`\ufeff${LIST}`)
  assert.equal(title, 'My feeds')
  assert.deepEqual(
    outlines.map(({ title: name, url, folder }) => [name, url, folder.join('/')]),
    [
      ['Le Lien', 'https://lien.example/rss', 'Press/Local & near'],
      ['Feed scheme', 'http://feed.example/a', 'Press'],
      ['Other', 'https://other.example/b', 'Press'],
      ['Alone', 'http://alone.example/', ''],
    ],
  )
  assert.deepEqual(faults, [
    { line: 8, why: 'no-address' },
    { line: 9, why: 'not-web' },
  ])
})

test('broken markup is told, and what can be read of it is', () => {
  const { outlines, faults } = readOpml(
    '<opml><body>\n<outline text="A & B" xmlUrl="https://a.example/?x=1&y=2"/>\n<outline text="C" xmlUrl="https://c.example/"/>',
  )
  assert.deepEqual(
    outlines.map((one) => one.url),
    ['https://a.example/?x=1&y=2', 'https://c.example/'],
  )
  assert.ok(faults.some(({ line, why }) => line === 3 && why === 'markup'))
})

test('a bomb, a page and a heap of folders are refused or cut', () => {
  const reason = (text: string) => {
    try {
      readOpml(text)
    } catch (error) {
      return error instanceof OpmlRefused ? error.reason : error
    }
  }
  assert.equal(reason('<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml>&b;</opml>'), 'entities')
  assert.equal(reason('<html><body>no</body></html>'), 'not-opml')
  assert.equal(reason(''), 'not-opml')
  assert.equal(reason('x'.repeat(5_000_000)), 'too-long')
  const deep = `<opml><body>${'<outline text="f">'.repeat(5000)}<outline xmlUrl="https://a.example/"/>`
  const { outlines, faults } = readOpml(deep)
  assert.equal(outlines[0]?.folder.length, 5)
  assert.ok(faults.some((fault) => fault.why === 'too-deep'))
  const many = readOpml(`<opml><body>${'<outline xmlUrl="https://a.example/"/>'.repeat(2500)}</body></opml>`)
  assert.deepEqual([many.outlines.length, many.faults.at(0)?.why], [2000, 'too-many'])
})

test('what is written is read again as it was', () => {
  const name = fc
    .array(fc.constantFrom('a', 'É', '&', '<b>', '"', "'", ' ', '🙂', ']]>', '&amp;', '\ud83d', 'x'), {
      minLength: 1,
      maxLength: 6,
    })
    .map((parts) => parts.join('').toWellFormed())
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
  const feed = fc.record({
    title: name,
    url: fc.nat(99).map((n) => `https://f${n}.example/${n % 2 ? 'rss?a=1&b=2' : ''}`),
    folder: fc.array(name, { maxLength: 4 }),
  })
  fc.assert(
    fc.property(fc.array(feed, { maxLength: 12 }), (feeds) => {
      const { outlines, faults } = readOpml(writeOpml('Veillée <&>', feeds, new Date(0)))
      const keyed = (list: Omit<(typeof outlines)[number], 'line'>[]) =>
        list.map(({ title, url, folder }) => JSON.stringify([title, url, folder])).toSorted()
      assert.deepEqual(faults, [])
      assert.deepEqual(keyed(outlines), keyed(feeds))
    }),
    { numRuns: 80 },
  )
  assert.equal(sameFeed('https://www.a.example/feed/'), sameFeed('http://a.example/feed'))
  assert.notEqual(sameFeed('https://a.example/feed?x=1'), sameFeed('https://a.example/feed?x=2'))
})
