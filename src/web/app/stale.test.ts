import assert from 'node:assert/strict'
import { beforeEach, type TestContext, test } from 'node:test'
import { gather, isStaleAfterCut, KINDS, type LiveKind, readEvent } from './stale.ts'

let renewed: string[]
beforeEach(() => {
  renewed = []
})

/** Hears events on a clock of the test's own. */
function hearing(t: TestContext): { hear(kind: LiveKind): void; pass(ms: number): void } {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  return { hear: gather((name) => renewed.push(name)), pass: (ms) => t.mock.timers.tick(ms) }
}

test('a burst is told once, and what comes after it again', (t) => {
  const { hear, pass } = hearing(t)
  for (let post = 0; post < 1000; post++) hear('stream')
  assert.deepEqual(renewed, [])
  pass(2500)
  assert.deepEqual(renewed, ['day', 'series'])
  hear('stream')
  pass(2500)
  assert.deepEqual(renewed, ['day', 'series', 'day', 'series'])
})

test('an endless stream is told of all the same: no post puts the others off', (t) => {
  const { hear, pass } = hearing(t)
  for (let tenth = 0; tenth < 100; tenth++) {
    hear('stream')
    pass(100)
  }
  assert.equal(renewed.filter((name) => name === 'series').length, 4)
})

test('history linked to an alert renews its figures soon, though posts were being gathered', (t) => {
  const { hear, pass } = hearing(t)
  hear('stream')
  pass(100)
  hear('linked')
  pass(400)
  assert.deepEqual(renewed.toSorted(), ['alerts', 'day', 'series'])
  pass(5000)
  assert.equal(renewed.length, 3)
})

test('one that is due sooner is not put off by a slower one', (t) => {
  const { hear, pass } = hearing(t)
  hear('account')
  hear('conversation')
  pass(400)
  assert.deepEqual(renewed, ['accounts', 'day', 'reader-feeds'])
  pass(2100)
  assert.deepEqual(renewed, [
    'accounts',
    'day',
    'reader-feeds',
    'conversation-counts',
    'inbox-view-counts',
    'service-now',
    'related',
  ])
})

test('whoever joins, leaves or changes roles renews the team, and what one may do oneself', (t) => {
  const { hear, pass } = hearing(t)
  hear('member')
  pass(400)
  assert.deepEqual(renewed, ['members', 'invitations', 'me'])
})

test('no event moves a list that is being read, and neither does a cut', (t) => {
  const { hear, pass } = hearing(t)
  for (const kind of KINDS) hear(kind)
  pass(10_000)
  assert.equal(
    renewed.some((name) => name === 'conversations' || name === 'activities'),
    false,
  )
  assert.equal(isStaleAfterCut(['conversations', { view: 'mine' }]), false)
  assert.equal(isStaleAfterCut(['activities', {}]), false)
  for (const name of renewed) assert.equal(isStaleAfterCut([name]), true)
})

test('an event is read as the server writes it, and anything else is passed over', () => {
  assert.deepEqual(readEvent('{"k":"linked","id":"a"}'), { k: 'linked', id: 'a' })
  for (const data of ['', 'null', '[]', '{"id":"a"}', '{"k":1}', 'not json']) {
    assert.equal(readEvent(data), undefined, data)
  }
})
