import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Block, blocksOf, linesOf, mainOf, readHtml, select } from './index.ts'

const BASE = 'https://news.example/2026/11/story.html'

const lines = (html: string) => linesOf(blocksOf(readHtml(html), BASE))
const blocks = (html: string) => blocksOf(readHtml(html), BASE)
const main = (html: string) => linesOf(blocksOf(mainOf(readHtml(html)), BASE))
const kinds = (html: string) => blocks(html).map((block: Block) => block.kind)

describe('blocks', () => {
  const CASES: [string, string, string[]][] = [
    ['a word cut by a tag stays whole', '<p>in<b>form</b>ation</p>', ['information']],
    ['words parted by a tag and a space stay apart', '<p>one <i>two</i> three</p>', ['one two three']],
    ['a line break parts', 'one<br>two', ['one', 'two']],
    ['text beside blocks is text', 'a<p>b</p>c', ['a', 'b', 'c']],
    ['titles carry their level', '<h1>a</h1><h3>b</h3>', ['# a', '### b']],
    ['items are marked', '<ol><li>a<li>b</ol>', ['- a', '- b']],
    ['an item of several paragraphs is several items', '<li><p>a</p><p>b</p></li>', ['- a', '- b']],
    ['terms and their meanings are items', '<dl><dt>a<dd>b</dl>', ['- a', '- b']],
    ['rows of a table are lines of words', '<table><tr><td>a</td><td>b</td></tr></table>', ['a', 'b']],
    ['entities are characters', '<p>a &amp; b &lt;c&gt; &eacute; &#8217;</p>', ['a & b <c> é ’']],
    ['spaces of all kinds are one', '<p>a\n\t  b&nbsp;&nbsp;c</p>', ['a b c']],
    ['what hides between letters is gone', '<p>sp\u200bam \u202eevil\u202c</p>', ['spam evil']],
    ['control characters are gone', '<p>a\u0000\u0007b</p>', ['ab']],
    ['nothing gives nothing', '<div><p> </p><ul></ul></div>', []],
    ['a comment says nothing', '<p>a<!-- b --></p>', ['a']],
    ['what is not closed ends with the page', '<p>a<b>b<i>c', ['abc']],
    ['what closes too often is passed over', '</p></div>a</span></p>', ['a']],
  ]
  for (const [name, html, expected] of CASES) {
    it(name, () => assert.deepEqual(lines(html), expected))
  }

  it('names what each is', () => {
    const html = '<h2>t</h2><p>p</p><li>i</li><blockquote>q</blockquote><pre>c</pre><img src="/a.png">'
    assert.deepEqual(kinds(html), ['heading', 'text', 'item', 'quote', 'code', 'image'])
  })

  it('keeps links of the web, absolute, and no other', () => {
    const hrefs = (html: string) => blocks(html).flatMap((block) => block.spans.map((span) => span.href))
    assert.deepEqual(hrefs('<a href="../x?a=1&amp;b=2#c">x</a>'), ['https://news.example/2026/x?a=1&b=2#c'])
    assert.deepEqual(hrefs('<a href="//cdn.example/y">y</a>'), ['https://cdn.example/y'])
    for (const bad of [
      'javascript:alert(1)',
      ' JaVaScRiPt:x',
      'data:text/html,x',
      'mailto:a@b.c',
      'https://u:p@h/',
      'vbscript:x',
    ])
      assert.deepEqual(hrefs(`<a href="${bad}">z</a>`), [undefined], bad)
    assert.deepEqual(hrefs(`<a href="https://h.example/${'a'.repeat(3000)}">z</a>`), [undefined])
  })

  it('keeps pictures that a reader would see', () => {
    const pictures = (html: string) => blocks(html).map((block) => [block.src, block.alt])
    assert.deepEqual(pictures('<img src="a.png" alt=" A  lamp ">'), [
      ['https://news.example/2026/11/a.png', 'A  lamp'],
    ])
    assert.deepEqual(pictures('<img data-src="/late.jpg" src="data:image/gif;base64,x">'), [
      ['https://news.example/late.jpg', ''],
    ])
    assert.deepEqual(
      pictures('<img src="/dot" width="1"><img src="/dot" height=1><img src="javascript:x"><img>'),
      [],
    )
  })
})

describe('the main part', () => {
  const LONG = 'A sentence of the story that people came to read. '.repeat(8).trim()
  const CASES: [string, string, string[]][] = [
    [
      'leaves the menu of a header out, and keeps the title of an article',
      `<header><a href=/>Site</a></header><article><header><h1>Title</h1></header><p>${LONG}</p></article>`,
      ['# Title', LONG],
    ],
    [
      'leaves out what roles say is around',
      `<div role=banner>Site</div><div role=navigation>Menu</div><p>${LONG}</p><div role=contentinfo>Legal</div>`,
      [LONG],
    ],
    [
      'leaves out what nobody sees',
      `<p hidden>a</p><p style="DISPLAY : none">b</p><p aria-hidden=true>c</p><p>${LONG}</p>`,
      [LONG],
    ],
    [
      'leaves out what asks for consent',
      `<div id="cookie-consent"><p>We value your privacy.</p></div><p>${LONG}</p>`,
      [LONG],
    ],
    [
      'leaves out shares, related and comments',
      `<p>${LONG}</p><div class="social share">Tweet</div><div class=related>More</div><div id=comments>First!</div>`,
      [LONG],
    ],
    ['keeps a class that only sounds like noise', `<p class="shared-history">${LONG}</p>`, [LONG]],
    [
      'keeps a form, for some sites put all of a page into one',
      `<form><p>${LONG}</p><button>Go</button></form>`,
      [LONG],
    ],
    [
      'believes a main that holds the words',
      `<div>${'Aside. '.repeat(9)}</div><main><p>${LONG}</p></main>`,
      [LONG],
    ],
    ['does not believe a main that is empty', `<main></main><p>${LONG}</p>`, [LONG]],
    [
      'keeps short lists of links',
      `<p>${LONG}</p><ul><li><a href=/a>a</a><li><a href=/b>b</a></ul>`,
      [LONG, '- a', '- b'],
    ],
  ]
  for (const [name, html, expected] of CASES) it(name, () => assert.deepEqual(main(html), expected))
})

describe('selectors', () => {
  const PAGE = readHtml(
    '<main id=m><section class="a b"><p title="x y">1</p><div><p>2</p></div></section><section class=b><p>3</p></section></main><p lang=fr>4</p>',
  )
  const CASES: [string, string[]][] = [
    ['#m', ['1', '2', '3']],
    ['.b', ['1', '2', '3']],
    ['.a.b', ['1', '2']],
    ['section>p', ['1', '3']],
    ['section > div p', ['2']],
    ['main > section > p', ['1', '3']],
    ['* > p', ['1', '2', '3', '4']],
    ['[title]', ['1']],
    ['[title="x y"]', ['1']],
    ["[lang='fr']", ['4']],
    ['[lang=fr], .a div', ['2', '4']],
    ['P', ['1', '2', '3', '4']],
    ['.none', []],
    ['[title=""]', []],
    ['[title^=""]', []],
  ]
  for (const [selector, expected] of CASES) {
    it(selector, () => {
      const found = select(PAGE, selector).flatMap((element) => linesOf(blocksOf(element, BASE)))
      assert.deepEqual(found, expected)
    })
  }
})
