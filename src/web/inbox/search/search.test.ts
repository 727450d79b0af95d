import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { conversationsQuery, searchQuery } from '../queries.ts'
import { piecesOf } from './pieces.ts'

it('a search goes through all history, narrowed by what was asked and not by the view', () => {
  assert.deepEqual(searchQuery({ view: 'mine', saved: 'x', before: '2026-01-01', q: 'lampe', lang: 'fr' }), {
    q: 'lampe',
    lang: 'fr',
  })
  const key = (view: 'mine' | 'done') => conversationsQuery({ view, q: 'lampe' }, 'UTC').queryKey
  assert.deepEqual(key('mine'), key('done'))
})

it('a text cut at its marks is the text, and what is marked is what was marked', () => {
  const mark = fc.tuple(fc.nat(30), fc.nat(10)).map(([start, length]) => ({ start, end: start + length }))
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.array(mark, { maxLength: 5 }), (text, some) => {
      const marks = some
        .map(({ start, end }) => ({ start: Math.min(start, text.length), end: Math.min(end, text.length) }))
        .toSorted((a, b) => a.start - b.start)
      const pieces = piecesOf(text, marks)
      assert.equal(pieces.map((piece) => piece.text).join(''), text)
      for (const { at, text: part, marked } of pieces)
        for (let unit = at; unit < at + part.length; unit++)
          assert.equal(
            marked,
            marks.some(({ start, end }) => start <= unit && unit < end),
          )
    }),
  )
})
