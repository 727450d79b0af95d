import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTooLarge, takenOf } from './take.ts'

const file = (name: string, type: string, size = 10) => ({ name, type, size })
const jpeg = (name: string, size = 10) => file(name, 'image/jpeg', size)
const there = (n: number, mediaType = 'image/jpeg') =>
  Array.from({ length: n }, () => ({ mediaType, size: 10 }))
const none = { text: 0 }

function outcome(names: ReturnType<typeof takenOf<{ name: string; type: string; size: number }>>) {
  return {
    taken: names.taken.map(({ name }) => name),
    left: names.left.map(({ file, why }) => `${file.name}: ${why}`),
  }
}

test('files go with an answer as far as there is room, and the others are told', () => {
  const limits = { ...none, media: 3, mediaTypes: ['image/jpeg', 'image/png'] }
  assert.deepEqual(outcome(takenOf([jpeg('a'), jpeg('b'), jpeg('c')], limits, there(1))), {
    taken: ['a', 'b'],
    left: ['c: many'],
  })
  assert.deepEqual(outcome(takenOf([jpeg('a')], limits, there(3))).left, ['a: many'])
  assert.deepEqual(outcome(takenOf([jpeg('a')], { ...none, media: 0 }, [])).left, ['a: many'])
})

test('files of a kind that the network does not take are left, and take no room', () => {
  const limits = { ...none, media: 1, mediaTypes: ['image/jpeg'] }
  const files = [file('devis', 'application/pdf'), file('film', 'video/mp4'), jpeg('a')]
  assert.deepEqual(outcome(takenOf(files, limits, [])), {
    taken: ['a'],
    left: ['devis: type', 'film: type'],
  })
})

test('types are known by families as well, by nothing where all are taken, and by the server where the browser has none', () => {
  const pictures = { ...none, media: 9, mediaTypes: ['image/*'] }
  const files = [
    file('a', 'image/webp'),
    file('b', 'imagery/x'),
    file('c', 'text/plain'),
    file('d', 'IMAGE/JPEG'),
  ]
  assert.deepEqual(outcome(takenOf(files, pictures, [])).taken, ['a', 'd'])
  assert.deepEqual(outcome(takenOf(files, { ...none, media: 9 }, [])).taken, ['a', 'b', 'c', 'd'])
  const one = { ...none, media: 1, mediaTypes: ['image/png'] }
  assert.deepEqual(outcome(takenOf([file('a', '')], one, [])).taken, ['a'])
})

test('a picture that can be made smaller is tried; what moves or plays is told at once', () => {
  const limits = { ...none, media: 4, mediaBytes: 100, playedBytes: 900 }
  const files = [jpeg('photo', 500), file('anime', 'image/gif', 101), file('film', 'video/mp4', 900)]
  assert.deepEqual(outcome(takenOf(files, limits, [])), { taken: ['photo', 'film'], left: ['anime: large'] })
  assert.ok(isTooLarge(jpeg('photo', 101), limits))
  assert.ok(!isTooLarge(jpeg('photo', 100), limits))
  assert.ok(!isTooLarge(file('film', 'video/mp4', 900), limits))
  assert.ok(!isTooLarge(jpeg('photo', 1e9), { ...none, media: 1 }))
})

test('a film goes alone where the network wants it so, whichever came first', () => {
  const limits = { ...none, media: 4, playedAlone: true }
  const film = file('film', 'video/mp4')
  assert.deepEqual(outcome(takenOf([film], limits, there(1))).left, ['film: alone'])
  assert.deepEqual(outcome(takenOf([jpeg('a'), film], limits, there(1, 'video/mp4'))).left, [
    'a: alone',
    'film: alone',
  ])
  assert.deepEqual(outcome(takenOf([film, jpeg('a')], limits, [])), { taken: ['film'], left: ['a: alone'] })
})
