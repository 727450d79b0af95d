import assert from 'node:assert/strict'
import { it } from 'node:test'
import { addField, moved, optionsIn, START } from './fields.ts'

it('a form begins with who, where to answer and what about, under ids that no field added has', () => {
  let fields = START((key) => key)
  assert.deepEqual(
    fields.map(({ id, required }) => [id, required]),
    [
      ['name', false],
      ['email', true],
      ['message', true],
    ],
  )
  for (let turn = 0; turn < 5; turn++) fields = addField(fields.toSpliced(1, turn % 2))
  assert.equal(new Set(fields.map(({ id }) => id)).size, fields.length)
  for (const { id } of fields) assert.match(id, /^[a-z][a-z0-9]{0,30}$/)
})

it('what is moved changes places with its neighbour, and nothing beyond the ends', () => {
  assert.deepEqual(moved([1, 2, 3], 1, -1), [2, 1, 3])
  assert.deepEqual(moved([1, 2, 3], 1, 1), [1, 3, 2])
  assert.deepEqual(moved([1, 2, 3], 0, -1), [1, 2, 3])
  assert.deepEqual(moved([1, 2, 3], 2, 1), [1, 2, 3])
})

it('answers are read one a line, in one language or two', () => {
  assert.deepEqual(optionsIn('Retard | Late\n\n  Autre  \n| x'), [
    { fr: 'Retard', en: 'Late' },
    { fr: 'Autre', en: 'Autre' },
  ])
})
