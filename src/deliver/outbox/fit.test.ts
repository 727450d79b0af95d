import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Problem } from '../../../lib/errors/index.ts'
import type { Limits } from '../../channels/index.ts'
import { requireFit } from './fit.ts'

const limits: Limits = {
  text: 10,
  media: 2,
  measure: { unit: 'grapheme', bytes: 30 },
  mediaBytes: 1000,
  mediaTypes: ['image/*', 'video/mp4'],
}
const file = (mediaType = 'image/png', size = 10) => ({
  attachmentId: 'a',
  name: 'a',
  mediaType,
  size,
  alt: '',
})
const idOf = (text: string, media = [] as ReturnType<typeof file>[], of = limits) => {
  try {
    requireFit({ text, media }, of)
    return 'fits'
  } catch (error) {
    return error instanceof Problem ? `${error.id} ${JSON.stringify(error.values)}` : String(error)
  }
}

it('refuses what the network would, and says what is too much', () => {
  assert.equal(idOf('a'.repeat(10)), 'fits')
  assert.equal(idOf('', [file()]), 'fits')
  assert.match(idOf('  '), /^draft_empty/)
  assert.equal(idOf('a'.repeat(11)), 'draft_too_long {"length":11,"most":10}')
  assert.equal(idOf('👨‍👩‍👧'.repeat(2)), 'draft_too_long {"length":36,"most":30}')
  assert.equal(idOf('a'.repeat(31), [], { ...limits, text: 0 }), 'draft_too_long {"length":31,"most":30}')
  assert.match(idOf('a', [file(), file(), file()]), /^draft_too_many_files/)
  assert.match(idOf('a', [file('image/png', 1001)]), /^draft_file_too_large/)
  assert.match(idOf('a', [file('application/pdf')]), /^draft_file_type/)
  assert.equal(idOf('a', [file('video/mp4')]), 'fits')
})
