import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { blocksOf, decodeHtml, linesOf, mainOf, pruneUnseen, readHtml, select } from './index.ts'
import { elementsIn, lengthOf } from './tree.ts'

const BASE = 'https://example.org/'
const WORD = fc.constantFrom(
  'clause',
  'été',
  'données',
  'œuvre',
  'a&b',
  '1 < 2',
  'straße',
  '日本語',
  '🙂',
  'x',
)
const escaped = (text: string) => text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`)

describe('a page as a tree', () => {
  it('gives the words of every paragraph again, whatever inline markup cuts them', () => {
    const inline = fc.constantFrom('b', 'i', 'em', 'span', 'mark', 'a')
    const piece = fc.tuple(WORD, fc.option(inline, { nil: undefined }))
    fc.assert(
      fc.property(
        fc.array(fc.array(piece, { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
        (paragraphs) => {
          const html = paragraphs
            .map((words) =>
              words
                .map(([word, tag]) => (tag ? `<${tag}>${escaped(word)}</${tag}>` : escaped(word)))
                .join(' '),
            )
            .map((words) => `<p>${words}</p>`)
            .join('\n')
          const lines = linesOf(blocksOf(readHtml(html), BASE))
          assert.deepEqual(
            lines,
            paragraphs.map((words) => words.map(([word]) => word).join(' ')),
          )
        },
      ),
      { numRuns: 200 },
    )
  })

  it('keeps links apart from words, and gives the line again when its pieces are joined', () => {
    const piece = fc.tuple(WORD, fc.constantFrom('', '/a', '/b', 'javascript:x'), fc.constantFrom('', ' '))
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const html = pieces
          .map(([word, href, gap]) =>
            href ? `<a href="${href}">${escaped(word)}</a>${gap}` : escaped(word) + gap,
          )
          .join('')
        const [block] = blocksOf(readHtml(`<p>${html}</p>`), BASE)
        const said = pieces
          .map(([word, , gap]) => word + gap)
          .join('')
          .trim()
        assert.equal(block?.spans.map((span) => span.text).join(''), said)
        const linked = new Set(block?.spans.flatMap((span) => span.href ?? []))
        for (const href of linked) assert.ok(href === `${BASE}a` || href === `${BASE}b`)
        assert.equal(linked.size, new Set(pieces.flatMap(([, href]) => (/^\//.test(href) ? href : []))).size)
        for (const [i, span] of (block?.spans ?? []).entries())
          assert.notEqual(span.href ?? '', block?.spans[i + 1]?.href ?? (block?.spans[i + 1] ? '' : 'end'))
      }),
      { numRuns: 200 },
    )
  })

  it('has every child know its parent, and no more depth than it takes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('<div>', '</div>', '<p>', '<li>', '</ul>', '<b>', '<br/>', '<td>', 'w', '</'),
          { maxLength: 60 },
        ),
        (parts) => {
          const root = readHtml(parts.join(''))
          for (const element of elementsIn(root)) {
            assert.ok(element.parent?.children.includes(element))
            assert.equal(element.name, element.name.toLowerCase())
          }
        },
      ),
    )
    let depth = 0
    for (let at = [...elementsIn(readHtml('<div>'.repeat(1000)))].at(-1); at?.parent; at = at.parent) depth++
    assert.equal(depth, 300)
    // What closes beyond the depth that is kept closes nothing that is.
    const page = readHtml(`${'<div>'.repeat(400)}in${'</div>'.repeat(399)}<p>out</p>`)
    const [paragraph] = select(page, 'p')
    assert.equal(paragraph?.parent?.name, 'div')
    assert.equal(paragraph?.parent?.parent, page)
  })

  it('counts words with their spaces once', () => {
    assert.equal(lengthOf(readHtml('<p>  two \n\t words </p><p>&nbsp;</p>')), 'two words'.length)
    assert.equal(lengthOf(readHtml('')), 0)
  })

  it('is cut at its bounds, and what was read until there stays', () => {
    const many = readHtml(`<p>first</p>${'<i></i>'.repeat(160_000)}<p>last</p>`)
    assert.deepEqual(linesOf(blocksOf(many, BASE)), ['first'])
    const long = readHtml(`<p>first</p><!--${'x'.repeat(3_000_000)}--><p>last</p>`)
    assert.deepEqual(linesOf(blocksOf(long, BASE)), ['first'])
  })
})

describe('what is taken out', () => {
  const LONG = 'A sentence of the page that people came to read. '.repeat(8).trim()
  it('parts the words that it stood between', () => {
    const root = readHtml('<p>one<script>x()</script>two<span hidden>secret</span>three</p>')
    pruneUnseen(root)
    assert.deepEqual(linesOf(blocksOf(root, BASE)), ['one two three'])
  })

  it('is never a word that a reader would see, whatever is hidden around it', () => {
    const hidden = fc.constantFrom(
      '<script>HIDDEN</script>',
      '<style>HIDDEN</style>',
      '<div hidden>HIDDEN</div>',
      '<div style="color:red;display:none">HIDDEN</div>',
      '<span style="visibility: hidden">HIDDEN</span>',
      '<template><p>HIDDEN</p></template>',
      '<nav><p>HIDDEN</p></nav>',
      '<footer>HIDDEN</footer>',
      '<div role="navigation">HIDDEN</div>',
      '<svg><text>HIDDEN</text></svg>',
      '<button>HIDDEN</button>',
      '<div class="cookie-banner">HIDDEN</div>',
    )
    const shown = fc.constantFrom(
      '<p>SHOWN</p>',
      '<h2>SHOWN</h2>',
      '<ul><li>SHOWN</ul>',
      '<section>SHOWN</section>',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(hidden, shown), { maxLength: 12 }), (parts) => {
        const text = linesOf(blocksOf(mainOf(readHtml(`<p>${LONG}</p>${parts.join('')}`)), BASE)).join('\n')
        assert.ok(text.includes(LONG))
        assert.ok(!text.includes('HIDDEN'), parts.join(''))
        assert.equal(text.split('SHOWN').length - 1, parts.filter((part) => part.includes('SHOWN')).length)
      }),
      { numRuns: 200 },
    )
  })
})

describe('bytes', () => {
  const encode = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding)
  const CASES: [string, Buffer, string, string][] = [
    ['in UTF-8 without a word of it', encode('<p>été</p>', 'utf8'), '', 'été'],
    ['with a mark at the start', encode('\ufeff<p>été</p>', 'utf8'), 'text/html; charset=iso-8859-1', 'été'],
    ['in UTF-16 with its mark', encode('\ufeff<p>été</p>', 'utf16le'), '', 'été'],
    [
      'whose server says more than the page',
      encode('<meta charset=utf-8><p>été</p>', 'latin1'),
      'text/html; charset=latin1',
      'été',
    ],
    [
      'whose page says it as of old',
      encode(
        '<meta http-equiv=content-type content="text/html; charset=windows-1252"><p>\x80 été</p>',
        'latin1',
      ),
      'text/html',
      '€ été',
    ],
    ['of an encoding nobody knows', encode('<p>été</p>', 'latin1'), 'text/html; charset=x-none', 'été'],
    ['of nothing', Buffer.alloc(0), 'text/html', ''],
  ]
  for (const [name, bytes, type, words] of CASES) {
    it(`are read: ${name}`, () => {
      assert.equal(linesOf(blocksOf(readHtml(decodeHtml(bytes, type)), BASE)).join(), words)
    })
  }

  it('of any kind are some text', () => {
    const type = fc.constantFrom(
      '',
      'text/html',
      'text/html; charset=utf-16',
      'text/html; charset=',
      'text/html; charset="utf-8"',
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), type, (bytes, said) => {
        assert.equal(typeof decodeHtml(bytes, said), 'string')
      }),
    )
  })
})
