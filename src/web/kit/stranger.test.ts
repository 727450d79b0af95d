import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isAct } from './act.ts'
import { safeUrl } from './address.ts'
import { isDrawn, isKept, shownOf } from './media.ts'

/** What strangers write is on screen here; none of it may do more than be read. */
const KEPT = '/api/v1/attachments/0190b5a4-1111-7000-8000-000000000001'

describe('an address that a stranger wrote', () => {
  it('is opened where it is of the Web', () => {
    for (const url of ['https://a.example/', 'http://a.example', 'HTTPS://A.EXAMPLE/x?y#z'])
      assert.equal(safeUrl(url), url)
  })

  it('is not where it does something else', () => {
    for (const url of [
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,<script>',
      'vbscript:x',
      'file:///etc/passwd',
      '//evil.example',
      '/api/v1/me',
      'https:evil.example',
      '\u0000https://a.example',
      '',
      null,
    ])
      assert.equal(safeUrl(url), null, String(url))
  })

  it('leads out of here, whatever it is', () => {
    const scheme = fc.constantFrom('https:', 'http://', 'HTTPS://', 'javascript:', 'data:', '//', '')
    fc.assert(
      fc.property(scheme, fc.string({ unit: 'binary' }), (start, rest) => {
        const safe = safeUrl(start + rest)
        if (safe !== null) assert.match(safe.slice(0, 8).toLowerCase(), /^https?:\/\//)
      }),
    )
  })
})

describe('a file that came with a message', () => {
  const of = (url: string, mediaType?: string) => ({ url, ...(mediaType ? { mediaType } : {}) })

  it('is drawn where it is kept here and of a kind that cannot act', () => {
    for (const type of ['png', 'jpeg', 'gif', 'webp']) assert.ok(isDrawn(of(KEPT, `image/${type}`)))
    for (const type of ['image/svg+xml', 'text/html', 'application/pdf', 'image/png;x', ''])
      assert.equal(isDrawn(of(KEPT, type)), false, type)
    assert.equal(isDrawn(of('https://tracker.example/1.png', 'image/png')), false)
  })

  it('is not taken for one of ours by an address that only begins like it', () => {
    for (const url of [
      `${KEPT}/../../me`,
      '/api/v1/attachments/../me',
      '/api/v1/attachments/',
      `https://evil.example${KEPT}`,
      `${KEPT}?x=1`,
      `${KEPT}\n`,
    ])
      assert.equal(isKept({ url }), false, url)
    assert.ok(isKept({ url: KEPT }))
  })

  it('is shown once, or where no browser may open it not at all', () => {
    const media = [
      of(KEPT, 'image/png'),
      of(`${KEPT}2`, 'application/pdf'),
      of('https://files.example/a.png', 'image/png'),
      of('javascript:alert(1)', 'image/png'),
      of('cid:part1', 'image/png'),
    ]
    const { drawn, kept, elsewhere } = shownOf(media)
    assert.deepEqual([drawn, kept, elsewhere], [[media[0]], [media[1]], [media[2]]])
  })
})

describe('an item of the stream', () => {
  it('is words, or an act told in a line', () => {
    const item = (verb: string, text: string | null = null) => ({ verb, text, title: null })
    for (const verb of ['Create', 'Question', 'Review']) assert.equal(isAct(item(verb, 'x')), false)
    for (const verb of ['Like', 'Follow', 'Purchase', 'Undo']) assert.ok(isAct(item(verb, 'x')))
    assert.ok(isAct(item('Announce')), 'passed on without a word')
    assert.equal(isAct(item('Announce', 'à lire')), false)
  })
})
