import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { moved, slashAt } from './slash.ts'
import { forgetMade, isUntouched, madeOf, nextBlank, noteModel, noteSaved, usedBy } from './used.ts'

describe('a slash in an answer', () => {
  const CASES: [text: string, query: string | null][] = [
    ['/', ''],
    ['/retard', 'retard'],
    ['Bonjour /étÉ', 'étÉ'],
    ['Bonjour\n/sav-2', 'sav-2'],
    ['et/ou', null],
    ['https://exemple.fr/', null],
    ['/retard ', null],
    ['12/', null],
    ['//', null],
    ['', null],
  ]
  for (const [text, query] of CASES)
    it(`${JSON.stringify(text)} asks for ${query}`, () => {
      const found = slashAt(text, text.length)
      assert.equal(found?.query ?? null, query)
      if (found) assert.equal(text.slice(found.start, found.end), `/${query}`)
    })

  it('is looked for at the cursor, and never beyond it', () => {
    assert.equal(slashAt('/retard demain', 4)?.query, 'ret')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.nat(80), (text, at) => {
        const caret = Math.min(at, text.length)
        const found = slashAt(text, caret)
        if (found) assert.deepEqual([text[found.start], found.end], ['/', caret])
      }),
    )
  })

  it('moves the choice round', () => {
    assert.deepEqual(
      [moved('ArrowDown', 2, 3), moved('ArrowUp', 0, 3), moved('a', 0, 3), moved('ArrowUp', 0, 0)],
      [0, 2, null, null],
    )
  })
})

describe('what an answer was made of', () => {
  const shelf = () => {
    const kept = new Map<string, string>()
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    }
  }

  it('is told once, at most ten, and not when nothing was put in', () => {
    const storage = shelf()
    assert.deepEqual(usedBy('a', storage), {})
    for (let n = 0; n < 12; n++) noteSaved('a', `${n % 11}`, storage)
    const { used } = usedBy('a', storage)
    assert.equal(used?.saved.length, 10)
    assert.equal(used?.saved.at(-1), '0')
    assert.deepEqual(usedBy('b', storage), {})
    forgetMade('a', storage)
    assert.deepEqual(madeOf('a', storage), { saved: [], model: null })
  })

  it('says that a model wrote it until somebody changes a word, and tells the draft either way', () => {
    const storage = shelf()
    assert.equal(isUntouched('a', 'Bonjour.', storage), false)
    noteSaved('a', '1', storage)
    noteModel('a', 'd', 'Bonjour.', storage)
    assert.deepEqual(
      [' Bonjour.\n', 'Bonjour !'].map((text) => isUntouched('a', text, storage)),
      [true, false],
    )
    assert.deepEqual(usedBy('a', storage), { used: { saved: ['1'], model: 'd' } })
  })

  it('is nothing where what was kept is not ours, or nothing can be', () => {
    for (const kept of ['{', 'null', '[]', '{"saved":3}', '{"saved":[1,null]}', '3', '{"model":{"id":1}}'])
      assert.deepEqual(madeOf('a', { ...shelf(), getItem: () => kept }), { saved: [], model: null })
    const full = {
      ...shelf(),
      setItem: () => {
        throw new Error('full')
      },
    }
    noteSaved('a', '1', full)
    assert.deepEqual(madeOf('a', full), { saved: [], model: null })
  })
})

describe('the next blank', () => {
  it('is the one after the cursor, else the first', () => {
    const text = '{{a}} et {{b}}'
    assert.deepEqual(
      [nextBlank(text, 0)?.start, nextBlank(text, 3)?.start, nextBlank(text, 12)?.start],
      [0, 9, 0],
    )
    assert.equal(nextBlank('rien', 0), null)
  })
})
