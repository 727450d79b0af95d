import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { ORDER, toneOf } from '../inbox/private/tone.ts'
import { joined, parted } from './variants.ts'

it('variants written in one field are read back as they were', () => {
  const line = fc
    .array(fc.stringMatching(/^[a-zé {}|,.]{1,12}$/), { minLength: 1, maxLength: 3 })
    .map((all) => all.join('\n').trim())
    .filter((text) => text !== '' && !/\n\s*\n/.test(text))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (variants) => {
      assert.deepEqual(parted(joined(variants)), variants)
    }),
  )
  assert.deepEqual(parted(' \n\n \n'), [])
  assert.deepEqual(parted('un\n \ndeux\r\n\r\ntrois'), ['un', 'deux', 'trois'])
})

it('whatever is typed, no variant is empty nor parted again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const variants = parted(text)
      assert.ok(variants.every((one) => one === one.trim() && one !== ''))
      assert.deepEqual(parted(joined(variants)), variants)
    }),
  )
})

it('each state is told once in a list, what asks for somebody first', () => {
  assert.equal(new Set(ORDER).size, 12)
  assert.deepEqual(ORDER.slice(0, 3), ['refused', 'unknown', 'absent'])
  assert.deepEqual([toneOf('refused'), toneOf('closed'), toneOf('queued')], ['bad', 'good', undefined])
})
