import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstLink, hostOf } from './link.ts'
import { cardBody, stateOf } from './state.ts'

test('the first link of a text is found without what closes the sentence', () => {
  assert.equal(firstLink('Voir (https://maison.fr/a), puis http://b.fr.'), 'https://maison.fr/a')
  assert.equal(firstLink('«https://maison.fr/é?x=1#y»'), 'https://maison.fr/é?x=1#y')
  assert.equal(firstLink('HTTPS://MAISON.FR !'), 'HTTPS://MAISON.FR')
  for (const none of [
    '',
    'maison.fr',
    'https://',
    'http:// a.fr',
    'ftp://a.fr',
    'https://localhost/a',
    'https://a',
  ])
    assert.equal(firstLink(none), undefined, none)
  assert.equal(firstLink(`https://a.fr/${'x'.repeat(2000)}`), undefined)
  assert.equal(hostOf('https://www.maison.fr/a'), 'maison.fr')
  assert.equal(hostOf('?'), '?')
})

test('whatever is written, what is found is an address of the text that the server takes', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('https://', 'http://a.fr', '[', ']', '@', ':99999', '%', ' ', '\u0000'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('')
      const link = firstLink(text)
      if (link === undefined) return
      assert.ok(text.includes(link))
      assert.match(new URL(link).protocol, /^https?:$/)
      assert.ok(hostOf(link).length > 0)
    }),
  )
})

test('the card stands as the network, the files and the writer have it', () => {
  const attached = { card: 'attached' as const }
  const link = 'https://maison.fr'
  const card = { url: link, title: 'Maison', description: '', thumb: null }
  const file = { attachmentId: 'a', name: 'a', mediaType: 'image/png', size: 1, alt: '' }
  const draft = { media: [] }
  const asked = { data: undefined, isError: false }
  assert.equal(stateOf(draft, attached, undefined, asked), 'none')
  assert.equal(stateOf(draft, {}, link, asked), 'none')
  assert.equal(stateOf(draft, undefined, link, asked), 'none')
  assert.equal(stateOf({ media: [file] }, { card: 'network' }, link, asked), 'theirs')
  assert.equal(stateOf({ media: [file] }, attached, link, { ...asked, data: card }), 'beside')
  assert.equal(stateOf({ ...draft, bare: link }, attached, link, { ...asked, data: card }), 'off')
  assert.equal(stateOf({ ...draft, bare: 'https://other.fr' }, attached, link, asked), 'asked')
  assert.equal(stateOf(draft, attached, link, { ...asked, data: card }), 'shown')
  assert.equal(stateOf(draft, attached, link, { ...asked, data: null }), 'nothing')
  assert.equal(stateOf(draft, attached, link, { ...asked, isError: true }), 'nothing')
  assert.deepEqual(cardBody(undefined), {})
  assert.deepEqual(cardBody(card), { card: { url: link, title: 'Maison', description: '' } })
  assert.equal(cardBody({ ...card, thumb: 'x' }).card?.thumb, 'x')
})
