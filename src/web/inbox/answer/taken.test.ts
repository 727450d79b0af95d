import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { takenOf } from './taken.ts'

const file = (name: string, type: string) => ({ name, type })
const jpeg = (name: string) => file(name, 'image/jpeg')

function outcome(names: ReturnType<typeof takenOf<{ name: string; type: string }>>) {
  return {
    taken: names.taken.map(({ name }) => name),
    left: names.left.map(({ file, why }) => `${file.name}: ${why}`),
  }
}

describe('files for an answer', () => {
  it('go with it as far as there is room, and the others are told', () => {
    const limits = { media: 3, mediaTypes: ['image/jpeg', 'image/png'] }
    assert.deepEqual(outcome(takenOf([jpeg('a'), jpeg('b'), jpeg('c')], limits, 1)), {
      taken: ['a', 'b'],
      left: ['c: many'],
    })
    assert.deepEqual(outcome(takenOf([jpeg('a')], limits, 3)).left, ['a: many'])
    assert.deepEqual(outcome(takenOf([jpeg('a')], { media: 0 }, 0)).left, ['a: many'])
  })

  it('of a kind that the network does not take are left, and take no room', () => {
    const limits = { media: 1, mediaTypes: ['image/jpeg'] }
    const files = [file('devis', 'application/pdf'), file('film', 'video/mp4'), jpeg('a')]
    assert.deepEqual(outcome(takenOf(files, limits, 0)), {
      taken: ['a'],
      left: ['devis: type', 'film: type'],
    })
  })

  it('are known by families of types as well, and by nothing where all are taken', () => {
    const pictures = { media: 9, mediaTypes: ['image/*'] }
    const files = [
      file('a', 'image/webp'),
      file('b', 'imagery/x'),
      file('c', 'text/plain'),
      file('d', 'IMAGE/JPEG'),
    ]
    assert.deepEqual(outcome(takenOf(files, pictures, 0)).taken, ['a', 'd'])
    assert.deepEqual(outcome(takenOf(files, { media: 9 }, 0)).taken, ['a', 'b', 'c', 'd'])
  })

  it('that the browser does not know are for the server to look at', () => {
    assert.deepEqual(outcome(takenOf([file('a', '')], { media: 1, mediaTypes: ['image/png'] }, 0)).taken, [
      'a',
    ])
  })
})
