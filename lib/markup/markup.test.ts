import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Html, html } from './index.ts'

const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}
const read = (markup: string) => markup.replace(/&(lt|gt|quot|#39|amp);/g, (sign) => ENTITIES[sign] ?? '')
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('<', '>', '"', "'", '&', '&lt;', '</script>', '<!--', '${', '\\', '`', '\u2028', 'é'),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)

describe('markup of a page (T6)', () => {
  it('holds whatever is put in as text, and as that text', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { text: made } = html`<p title="${one}">${other}</p>`
        const [, title, body] = /^<p title="([^"<>']*)">([^"<>']*)<\/p>$/s.exec(made) ?? assert.fail(made)
        assert.deepEqual([read(title ?? ''), read(body ?? '')], [one, other])
      }),
      { numRuns: 400 },
    )
  })

  it('escapes what is nested once, lists in order, and leaves out what is not there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(text, fc.integer(), fc.constant(null), fc.constant(false as const))),
        (parts) => {
          const inside = parts.map((part) => (typeof part === 'string' ? html`<i>${part}</i>` : part))
          const { text: made } = html`${inside}`
          const model = parts.map((part) =>
            typeof part === 'string'
              ? `<i>${html`${part}`.text}</i>`
              : typeof part === 'number'
                ? String(part)
                : '',
          )
          assert.equal(made, model.join(''))
          assert.equal(html`${new Html(made)}`.text, made)
        },
      ),
    )
    assert.equal(html`${undefined}${[[false, ['<']]]}${0}`.text, '&lt;0')
  })
})
