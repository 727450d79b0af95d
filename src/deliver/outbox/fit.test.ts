import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../../lib/errors/index.ts'
import type { Limits } from '../../channels/index.ts'
import { requireFit } from './fit.ts'

const LIMITS: Limits = { text: 10, media: 2 }
const FILE = { attachmentId: 'x', name: 'chat.png', mediaType: 'image/png', size: 100, alt: '' }

function refusal(text: string, limits: Limits = LIMITS, media = [] as (typeof FILE)[]): Problem | undefined {
  try {
    requireFit({ text, media }, limits)
    return undefined
  } catch (error) {
    assert.ok(error instanceof Problem)
    assert.equal(error.status, 422)
    return error
  }
}

describe('what fits', () => {
  it('has words or a file', () => {
    assert.equal(refusal('')?.id, 'draft_empty')
    assert.equal(refusal(' \n\t ')?.id, 'draft_empty')
    assert.equal(refusal(' ', LIMITS, [FILE]), undefined)
  })

  it('is as long as the network allows, to the character', () => {
    assert.equal(refusal('a'.repeat(10)), undefined)
    const over = refusal('a'.repeat(11))
    assert.deepEqual([over?.id, over?.values], ['draft_too_long', { length: 11, most: 10 }])
    assert.equal(refusal('a'.repeat(1_000_000), { text: 0, media: 0 }), undefined, '0 is no limit')
  })

  it('is counted as the network counts', () => {
    const family = '👨‍👩‍👧‍👦'
    assert.equal(refusal(family.repeat(10), { ...LIMITS, measure: { unit: 'grapheme' } }), undefined)
    assert.equal(
      refusal(family.repeat(2), { ...LIMITS, measure: { unit: 'code-point' } })?.values?.length,
      14,
    )
  })

  it('is told the bytes where these are what is too long', () => {
    const bytes: Limits = { text: 10, media: 0, measure: { unit: 'grapheme', bytes: 12 } }
    assert.deepEqual(refusal('é'.repeat(9), bytes)?.values, { length: 18, most: 12 })
    assert.deepEqual(refusal('é'.repeat(11), bytes)?.values, { length: 11, most: 10 })
    assert.equal(refusal('é'.repeat(6), bytes), undefined)
    const bytesAlone: Limits = { text: 0, media: 0, measure: { unit: 'code-point', bytes: 4 } }
    assert.deepEqual(refusal('ééé', bytesAlone)?.values, { length: 6, most: 4 })
  })

  it('whatever the words: what is refused is told a length over its limit', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        fc.nat(20),
        fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
        fc.constantFrom('grapheme' as const, 'code-point' as const),
        (text, most, bytes, unit) => {
          fc.pre(text.trim() !== '')
          const limits = { text: most, media: 0, measure: { unit, ...(bytes ? { bytes } : {}) } }
          const told = refusal(text, limits)
          if (!told) return
          const { length, most: limit } = told.values as { length: number; most: number }
          assert.ok(length > limit, `${length} of ${limit}`)
        },
      ),
    ))
})

describe('its files', () => {
  it('are as many, as large and of the kinds that it takes', () => {
    assert.equal(refusal('a', LIMITS, [FILE, FILE]), undefined)
    assert.equal(refusal('a', LIMITS, [FILE, FILE, FILE])?.id, 'draft_too_many_files')
    const small = { ...LIMITS, mediaBytes: 100 }
    assert.equal(refusal('a', small, [FILE]), undefined)
    const large = refusal('a', small, [FILE, { ...FILE, name: 'film.mp4', size: 101 }])
    assert.deepEqual([large?.id, large?.values?.name], ['draft_file_too_large', 'film.mp4'])
  })

  it('are taken as in an accept attribute', () => {
    const takes = (mediaTypes: string[] | undefined, mediaType: string) =>
      refusal('a', { ...LIMITS, ...(mediaTypes ? { mediaTypes } : {}) }, [{ ...FILE, mediaType }]) ===
      undefined
    assert.equal(takes(undefined, 'application/x-anything'), true)
    assert.equal(takes(['image/*'], 'image/png'), true)
    assert.equal(takes(['image/*'], 'imagery/png'), false)
    assert.equal(takes(['image/png'], 'image/jpeg'), false)
    assert.equal(takes(['video/mp4', 'image/png'], 'image/png'), true)
    assert.equal(takes(['*/*'], 'application/pdf'), true)
    assert.equal(takes([], 'image/png'), false)
  })
})

describe('files and cards', () => {
  const film = { ...FILE, name: 'film.mp4', mediaType: 'video/mp4', size: 500 }
  const plays: Limits = { text: 10, media: 2, mediaBytes: 100, playedBytes: 500, playedAlone: true, alt: 5 }

  it('are refused each for its own reason, by name', () => {
    assert.equal(refusal('a', plays, [film]), undefined)
    assert.deepEqual(
      [refusal('a', plays, [film, FILE])?.id, refusal('a', plays, [FILE, film])?.values],
      ['draft_file_alone', { name: 'film.mp4' }],
    )
    const large = refusal('a', plays, [{ ...film, size: 501 }])
    assert.deepEqual([large?.id, large?.values?.megabytes], ['draft_file_too_large', 0.0005])
    assert.equal(refusal('a', plays, [{ ...FILE, alt: 'a cat.' }])?.id, 'draft_alt_too_long')
  })

  it('a card goes where the network takes one, alone, with a picture it would take', () => {
    const card = { url: 'https://a.example', title: 'A', description: '' }
    const why = (limits: Limits, more: object = {}) => {
      try {
        requireFit({ text: 'a', media: [], card, ...more }, limits)
        return undefined
      } catch (error) {
        return error instanceof Problem ? error.id : error
      }
    }
    const takes: Limits = { ...plays, card: 'attached' }
    assert.equal(why(takes), undefined)
    assert.equal(why(plays), 'draft_card_not_taken')
    assert.equal(why({ ...plays, card: 'network' }), 'draft_card_not_taken')
    assert.equal(why(takes, { media: [FILE] }), 'draft_card_not_taken')
    assert.equal(why(takes, { card: { ...card, thumb: FILE } }), undefined)
    assert.equal(why(takes, { card: { ...card, thumb: { ...FILE, size: 101 } } }), 'draft_card_picture')
    assert.equal(why(takes, { card: { ...card, thumb: film } }), 'draft_card_picture')
  })
})
