import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type FileLike, type FileRules, isPlayed, misfits, mostBytes, takesType } from './files.ts'

const TYPES = ['image/png', 'image/gif', 'video/mp4', 'audio/mpeg', 'application/pdf', '']
const file: fc.Arbitrary<FileLike> = fc.record({
  mediaType: fc.constantFrom(...TYPES),
  size: fc.nat(30),
  alt: fc.string({ maxLength: 12 }),
})
const rules: fc.Arbitrary<FileRules> = fc.record(
  {
    media: fc.nat(4),
    mediaBytes: fc.nat(20),
    playedBytes: fc.nat(30),
    mediaTypes: fc.array(fc.constantFrom('image/*', 'video/mp4', 'audio/mpeg', '*/*'), { maxLength: 3 }),
    playedAlone: fc.boolean(),
    alt: fc.nat(10),
  },
  { requiredKeys: ['media'] },
)

test('what is left once the misfits are taken out fits whole, in the same order', () => {
  fc.assert(
    fc.property(fc.array(file, { maxLength: 8 }), rules, (files, said) => {
      const why = misfits(files, said)
      assert.equal(why.length, files.length)
      const kept = files.filter((_, i) => why[i] === undefined)
      assert.deepEqual(
        misfits(kept, said),
        kept.map(() => undefined),
      )
      assert.ok(kept.length <= said.media)
      if (said.playedAlone && kept.some((one) => isPlayed(one.mediaType))) assert.equal(kept.length, 1)
      for (const one of kept) {
        assert.ok(one.size <= (mostBytes(one.mediaType, said) ?? Number.POSITIVE_INFINITY))
        assert.ok(takesType(one.mediaType, said.mediaTypes))
        assert.ok((one.alt ?? '').length <= (said.alt ?? Number.POSITIVE_INFINITY))
      }
    }),
  )
})

test('each reason is said of the file that it holds for', () => {
  const png = { mediaType: 'image/png', size: 10 }
  const mp4 = { mediaType: 'video/mp4', size: 90 }
  const mastodon: FileRules = {
    ...{ media: 2, mediaBytes: 16, playedBytes: 99, alt: 3, playedAlone: true },
    mediaTypes: ['image/*', 'video/mp4'],
  }
  assert.deepEqual(misfits([png, mp4, png, png], mastodon), [undefined, 'alone', undefined, 'many'])
  assert.deepEqual(misfits([mp4, png, mp4], mastodon), [undefined, 'alone', 'alone'])
  assert.deepEqual(misfits([{ ...png, size: 17 }, png], mastodon), ['large', undefined])
  assert.deepEqual(misfits([{ ...mp4, size: 100 }, png], mastodon), ['large', undefined])
  assert.deepEqual(misfits([{ ...png, mediaType: 'IMAGE/PNG' }], mastodon), [undefined])
  assert.deepEqual(misfits([{ ...png, mediaType: 'application/pdf' }], mastodon), ['type'])
  assert.deepEqual(misfits([{ ...png, alt: 'four' }], mastodon), ['alt'])
  assert.deepEqual(misfits([{ ...png, mediaType: '' }], mastodon), [undefined], 'the server looks at it')
  assert.deepEqual(misfits([png], { media: 0 }), ['many'])
})

test('a film has its own size where the network gives it one, else that of the rest', () => {
  assert.equal(mostBytes('video/mp4', { media: 1, mediaBytes: 5, playedBytes: 9 }), 9)
  assert.equal(mostBytes('image/png', { media: 1, mediaBytes: 5, playedBytes: 9 }), 5)
  assert.equal(mostBytes('audio/ogg', { media: 1, mediaBytes: 5 }), 5)
  assert.equal(mostBytes('audio/ogg', { media: 1 }), undefined)
})
