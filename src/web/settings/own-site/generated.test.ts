import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { addField, moved, optionsIn, START } from './fields.ts'
import { readDays, readHours } from './hours.ts'

it('what is moved is there once, whatever is moved where, and the way back undoes it', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat()),
      fc.nat({ max: 12 }),
      fc.constantFrom<1 | -1>(1, -1),
      (list, at, by) => {
        const after = moved(list, at, by)
        assert.deepEqual([...after].sort(), [...list].sort())
        const there = at < list.length && at + by >= 0 && at + by < list.length
        assert.deepEqual(there ? moved(after, at + by, by === 1 ? -1 : 1) : after, list)
        if (there) assert.equal(after[at + by], list[at])
      },
    ),
  )
})

it('fields added after any were taken away differ from all that are there', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat({ max: 20 }))), (acts) => {
      let fields = START((key) => key)
      for (const act of acts) fields = act === null ? addField(fields) : fields.toSpliced(act, 1)
      assert.equal(new Set(fields.map(({ id }) => id)).size, fields.length)
    }),
  )
})

it('options that were written are read as they were', () => {
  const word = fc.stringMatching(/^[A-Za-zéà][A-Za-z éà]{0,10}[a-z]$/)
  fc.assert(
    fc.property(fc.array(fc.record({ fr: word, en: word }, { noNullPrototype: true })), (options) => {
      const text = options.map(({ fr, en }) => (fr === en ? fr : `${fr} | ${en}`)).join('\n')
      assert.deepEqual(optionsIn(text), options)
    }),
  )
})

it('hours and days of any text are right ones or none', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (text, date) => {
        for (const { from, to } of readHours(text, 1) ?? []) assert.ok(from < to && to <= '24:00')
        const day = date.toISOString().slice(0, 10)
        assert.deepEqual(readDays(`${day} ${day}`), [day])
      },
    ),
  )
})
