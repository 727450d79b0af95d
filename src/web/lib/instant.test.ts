import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bound } from './civil.ts'
import { isInstant } from './instant.ts'

const PARIS = 'Europe/Paris'
/** What people and their programs put behind `from=`, and what they should not. */
const typed = fc.oneof(
  fc.string({
    unit: fc.constantFrom('2', '0', '6', '1', '-', ':', 'T', 'Z', '+', '.', 'x', ' '),
    maxLength: 30,
  }),
  fc.date({ noInvalidDate: false }).map((at) => String(at)),
  fc
    .date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString()),
  fc.string(),
)

test('what is written as a moment is one, to the millisecond', () => {
  const sane = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-01-01'), noInvalidDate: true })
  fc.assert(fc.property(sane, (at) => assert.ok(isInstant(at.toISOString()))))
  for (const text of ['2026-11-21T09:30Z', '2026-11-21T09:30:01+01:00', '2024-02-29T00:00:00Z'])
    assert.ok(isInstant(text), text)
})

test('what no clock or calendar shows, and what has no zone, is no moment', () => {
  for (const text of [
    '',
    '2026-11-21',
    '2026-11-21T09:30',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T09:60:00Z',
    '2026-11-21T09:30:00+99:00',
    '+012026-11-21T09:30:00Z',
    'Sat Nov 21 2026 09:30:00 GMT',
    '2026-11-21T09:30:00Z\n',
    'zzzzzzzzzzzzzzzzzzzz',
  ])
    assert.equal(isInstant(text), false, JSON.stringify(text))
})

test('whatever an address has for a bound, it becomes a moment or none', () => {
  fc.assert(
    fc.property(typed, fc.constantFrom('from', 'to'), (text, edge) => {
      const at = bound(PARIS, text, edge)
      if (at !== undefined) assert.ok(!Number.isNaN(Date.parse(at)), `${text}: ${at}`)
    }),
    { numRuns: 2000 },
  )
})

test('a time on the wall is of the reader’s zone, not of the browser’s; nothing may follow it', () => {
  assert.equal(bound(PARIS, '2026-07-01T09:30', 'from'), '2026-07-01T07:30:00.000Z')
  assert.equal(bound(PARIS, '2026-11-21T09:30', 'to'), '2026-11-21T08:30:00.000Z')
  assert.equal(bound('America/Los_Angeles', '2026-03-08T02:30', 'from'), '2026-03-08T10:30:00.000Z')
  for (const text of ['2026-11-21T09:30 and', '2026-11-21x', '2026-11-21T', '2026-11-21T9:30'])
    assert.equal(bound(PARIS, text, 'from'), undefined, text)
  assert.equal(bound(PARIS, '2026-11-21T09:30:00Z', 'to'), '2026-11-21T09:30:00Z')
})
