import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayName, dutyOf, isWhole, NEW_SHIFT, withDay, withWay } from './choice.ts'
import { toBase64url } from './push.ts'

test('ways are added and taken away in one order', () => {
  const none = { ways: [], pace: 'hourly' as const }
  const push = withWay(none, 'push', true)
  assert.deepEqual(withWay(push, 'app', true), { ways: ['app', 'push'], pace: 'hourly' })
  assert.deepEqual(withWay(withWay(push, 'app', true), 'push', false).ways, ['app'])
})

test('a shift is whole with somebody, a day and two hours', () => {
  const shift = { ...NEW_SHIFT, memberId: 'lea' }
  assert.equal(isWhole(shift), true)
  assert.equal(isWhole({ ...shift, memberId: '' }), false)
  assert.equal(isWhole({ ...shift, days: [] }), false)
  assert.equal(isWhole({ ...shift, starts: '' }), false)
})

test('days of the week begin with Monday, in both languages', () => {
  assert.deepEqual(withDay([1, 7], 3, true), [1, 3, 7])
  assert.deepEqual(withDay([1, 3, 7], 3, false), [1, 7])
  assert.deepEqual([dayName(1, 'fr', 'long'), dayName(7, 'en', 'long')], ['lundi', 'Sunday'])
})

test('the page tells a roster that names nobody from an hour that it leaves empty', () => {
  const shifts = [{ ...NEW_SHIFT, memberId: 'lea' }]
  assert.equal(dutyOf({ shifts, now: ['lea'] }), 'now')
  assert.equal(dutyOf({ shifts, now: [] }), 'nobody')
  assert.equal(dutyOf({ shifts: [], now: ['owner'] }), 'unnamed')
  assert.equal(dutyOf({ shifts: [{ ...NEW_SHIFT, memberId: 'guest' }], now: ['owner'] }), 'unnamed')
})

test('keys are compared as the server writes them', () => {
  assert.equal(toBase64url(Uint8Array.from([251, 255, 191, 0])), '-_-_AA')
})
