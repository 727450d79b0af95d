import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cardIn } from './card.ts'

const PAGE = 'https://maison.example/lampes/ardoise?a=1'
const meta = (name: string, content: string) => `<meta property="${name}" content="${content}">`
const head = (...inside: string[]) => `<!doctype html><head>${inside.join('')}</head><body><p>Corps</p>`

test('what was written for networks is believed before what was written for readers', () => {
  const page = head(
    '<title>Titre du site</title>',
    meta('og:title', ' Lampe\n Ardoise '),
    meta('twitter:title', 'autre'),
    '<meta name="Description" content="Pour lire">',
    meta('og:description', ''),
    meta('og:image', '/i/lampe.jpg'),
  )
  assert.deepEqual(cardIn(page, PAGE), {
    title: 'Lampe Ardoise',
    description: 'Pour lire',
    picture: 'https://maison.example/i/lampe.jpg',
  })
})

test('a page with a title only has that, and one without says nothing', () => {
  assert.deepEqual(cardIn('<title>Fermé &amp; ouvert</title>', PAGE), {
    title: 'Fermé & ouvert',
    description: '',
  })
  assert.equal(cardIn(head(meta('og:description', 'x')), PAGE), undefined)
  assert.equal(cardIn('<title> \u200b </title>', PAGE), undefined)
  assert.equal(cardIn('', PAGE), undefined)
})

test('pictures stand against the page’s own base, and only web addresses are ones', () => {
  const at = (image: string, base = '') =>
    cardIn(head('<title>x</title>', base, meta('og:image', image)), PAGE)?.picture
  assert.equal(at('a.png'), 'https://maison.example/lampes/a.png')
  assert.equal(at('a.png', '<base href="https://cdn.example/x/">'), 'https://cdn.example/x/a.png')
  assert.equal(at('//cdn.example/a.png'), 'https://cdn.example/a.png')
  for (const none of [
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'http://[',
    '',
  ])
    assert.equal(at(none), undefined, none)
  assert.equal(at('a.png', '<base href="javascript:x">'), 'https://maison.example/lampes/a.png')
})

test('a card is short, plain and storable whatever a page says', () => {
  const odd = fc.string({ unit: 'binary', maxLength: 40 })
  const piece = fc.oneof(
    odd,
    fc.constantFrom('\u0000', '\u202e', '\ud83d', '<', '>', '"', '😀'.repeat(400), 'mot '.repeat(600)),
  )
  fc.assert(
    fc.property(piece, piece, odd, (title, description, image) => {
      const escaped = (text: string) => text.replace(/[&"<>]/g, (one) => `&#${one.charCodeAt(0)};`)
      const page = head(
        meta('og:title', escaped(title)),
        meta('og:description', escaped(description)),
        meta('og:image', escaped(image)),
      )
      const card = cardIn(page, PAGE)
      if (!card) return
      assert.ok(card.title.length > 0 && card.title.length <= 300)
      assert.ok(card.description.length <= 1000)
      for (const text of [card.title, card.description]) {
        assert.ok(text.isWellFormed())
        assert.doesNotMatch(text, /[\p{Cc}\u202a-\u202e\u2066-\u2069]|^\s|\s$/u)
      }
      if (card.picture) assert.match(card.picture, /^https?:\/\//)
    }),
  )
})
