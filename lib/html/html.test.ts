import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  blocksOf,
  checkSelector,
  decodeHtml,
  linesOf,
  mainOf,
  pruneUnseen,
  readHtml,
  SelectorRefused,
  select,
} from './index.ts'

const BASE = 'https://example.org/help/terms'

function mainLines(html: string): string[] {
  return linesOf(blocksOf(mainOf(readHtml(html)), BASE))
}

const PAGE = `<!doctype html><html><head><title>Terms</title><style>p{}</style></head><body class="has-sidebar">
<header><a href="/">Site</a><nav><ul><li><a href="/a">One</a><li><a href="/b">Two</a></ul></nav></header>
<div id="cookie-banner">We use cookies. <button>Accept</button></div>
<main><header><h1>Terms&nbsp;of use</h1></header>
<p>You may <b>post</b>photos <a href="../rules">by the rules</a>.</p><script>var now = Date()</script>
<ul><li>No spam<li>No <em>lies</em></ul><div style="display: none">secret</div>
<blockquote>Said once.</blockquote><pre>a  b</pre><img src="/x.png" alt="A lamp"><img src="/dot.gif" width=1>
<p>${'The long words of a contract. '.repeat(20)}</p></main>
<aside>Buy our lamps</aside><footer>© 2026</footer></body></html>`

test('the main part of a page is its words, without what stands around', () => {
  const lines = mainLines(PAGE)
  assert.deepEqual(lines.slice(0, 6), [
    '# Terms of use',
    'You may postphotos by the rules.',
    '- No spam',
    '- No lies',
    'Said once.',
    'a b',
  ])
  assert.equal(lines.length, 7)
  const blocks = blocksOf(mainOf(readHtml(PAGE)), BASE)
  assert.deepEqual(blocks[1]?.spans[1], { text: 'by the rules', href: 'https://example.org/rules' })
  assert.deepEqual(
    blocks.filter((block) => block.kind === 'image'),
    [{ kind: 'image', spans: [], src: 'https://example.org/x.png', alt: 'A lamp' }],
  )
})

test('a page without a main part is all of it but menus; one of several articles is not the page', () => {
  const links = (names: string[]) =>
    `<ul>${names.map((name) => `<li><a href="/">${name}</a></li>`).join('')}</ul>`
  const html = `${links(['Home', 'News', 'Shop', 'Help'])}<article>First words here.</article><article>Other words too.</article>
    <ul><li>Spam is out, <a href="/">see why</a></li><li>b</li><li>c</li><li>d</li></ul>`
  const lines = mainLines(html)
  assert.deepEqual(lines, [
    'First words here.',
    'Other words too.',
    '- Spam is out, see why',
    '- b',
    '- c',
    '- d',
  ])
})

test('what is named like noise but holds most of the page is the page', () => {
  const words = 'Everything the contract says. '.repeat(10)
  assert.deepEqual(mainLines(`<div class="social-page"><p>${words}</p></div>`), [words.trim()])
  assert.deepEqual(mainLines(`<div class="share">Share</div><p>${words}</p>`), [words.trim()])
})

test('selectors name a part as they do in CSS, and what is not taken is refused with its place', () => {
  const root = readHtml(
    `<div id=a class="x y"><p class=y>1</p><section><p data-k="v w">2</p></section></div><p>3</p>`,
  )
  const found = (selector: string) =>
    select(root, selector).map((one) => linesOf(blocksOf(one, BASE)).join('|'))
  assert.deepEqual(found('p'), ['1', '2', '3'])
  assert.deepEqual(found('#a > p'), ['1'])
  assert.deepEqual(found('div p'), ['1', '2'])
  assert.deepEqual(found('.x.y section p, p.y'), ['1', '2'])
  assert.deepEqual(found('[data-k^="v"]'), ['2'])
  assert.deepEqual(found("[data-k$='w'][data-k*=' ']"), ['2'])
  assert.deepEqual(found('div, p'), ['1|2', '3'])
  assert.deepEqual(found('p[__proto__]'), [])
  for (const bad of ['', '>', 'p >', 'p:hover', 'a{}', '.x[', `${'a '.repeat(20)}`, 'p,,q', '[a~=b]']) {
    assert.throws(() => checkSelector(bad), SelectorRefused, bad)
  }
})

test('bytes are read by what the server says, else by what the page says of itself', () => {
  const latin = Buffer.from('<meta charset="iso-8859-1"><p>été</p>', 'latin1')
  assert.match(decodeHtml(latin), /été/)
  assert.match(decodeHtml(Buffer.from('<p>été</p>', 'latin1'), 'text/html; charset=windows-1252'), /été/)
  assert.match(decodeHtml(Buffer.from('<meta charset=no-such><p>été</p>')), /été/)
  assert.match(decodeHtml(Buffer.from('<meta charset=latin1><p>été</p>')), /été/)
})

test('whatever the markup, words come out without it, in bounded time', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<p>',
      '</p>',
      '<div class="menu">',
      '</div>',
      '<ul><li>',
      '<a href="javascript:alert(1)">',
      '<img src=x>',
      '<script>',
      '&lt;',
      '<!--',
      '\ud800',
      '<main>',
      '\0',
    ),
    fc.string({ maxLength: 12 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const root = readHtml(pieces.join(''))
      for (const block of blocksOf(mainOf(root), BASE)) {
        for (const span of block.spans) {
          assert.ok(span.text !== '' && !/[\n\0]/.test(span.text.trim()))
          assert.ok(!span.href || /^https?:/.test(span.href))
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('a page made to be costly is cut, not endured', () => {
  const deep = readHtml(`${'<div>'.repeat(50_000)}words`)
  assert.deepEqual(linesOf(blocksOf(mainOf(deep), BASE)), ['words'])
  const wide = readHtml('<nav>x</nav>'.repeat(80_000))
  assert.deepEqual(linesOf(blocksOf(mainOf(wide), BASE)), [])
  const lines = linesOf(blocksOf(readHtml('<p>y'.repeat(60_000)), BASE))
  assert.equal(lines.length, 20_000)
  const root = readHtml(`${'<div>'.repeat(250)}x`)
  pruneUnseen(root)
  assert.throws(() => select(root, `q ${'div '.repeat(10)}`), SelectorRefused)
})
