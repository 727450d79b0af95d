import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Delivery } from '../../server/api.ts'
import { rewritten } from './rewritten.ts'

test('other words leave to the same people: nothing private becomes public by being mended', () => {
  const delivery = {
    lang: 'fr',
    warning: 'Santé',
    audience: 'direct',
    quote: false,
    media: [{ id: 'a', name: 'a.png', mediaType: 'image/png', alt: 'Une lampe' }],
  } as Partial<Delivery> as Delivery
  assert.deepEqual(rewritten(delivery, ' Bonjour ', ''), {
    text: 'Bonjour',
    lang: 'fr',
    warning: 'Santé',
    audience: 'direct',
    quote: false,
    media: [{ attachmentId: 'a', alt: 'Une lampe' }],
  })
})

test('the card of a link stays for as long as the link does', () => {
  const card = { url: 'https://maison.fr/a', title: 'Maison', description: '', thumb: null }
  const delivery = { quote: null, media: [], card } as Partial<Delivery> as Delivery
  const kept = { url: card.url, title: 'Maison', description: '', thumb: undefined }
  assert.deepEqual(rewritten(delivery, 'Voir https://maison.fr/a.', '').card, kept)
  assert.ok(!('card' in rewritten(delivery, 'Voir le site.', '')))
})
