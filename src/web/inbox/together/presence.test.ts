import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import type { There } from '../../../server/api.ts'
import { atTalk, signsOf } from './presence.ts'

let told: string[]
const signs = () =>
  signsOf(
    (state) => told.push(state),
    () => Date.now(),
  )
beforeEach(() => {
  told = []
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] })
})
afterEach(() => mock.timers.reset())

test('a window tells that it is there, as long as it is, and no more once it has gone', () => {
  const one = signs()
  one.come()
  mock.timers.tick(65_000)
  assert.deepEqual(told, ['looking', 'looking', 'looking', 'looking'])
  one.go()
  mock.timers.tick(100_000)
  assert.deepEqual(told.slice(4), ['gone'])
})

test('letters are told now and then, and that there are no more', () => {
  const one = signs()
  one.come()
  for (let n = 0; n < 20; n++) {
    one.write()
    mock.timers.tick(500)
  }
  assert.deepEqual(told, ['looking', 'writing', 'writing', 'writing'])
  mock.timers.tick(6_000)
  assert.deepEqual(told.slice(4), ['looking'])
})

test('a window that goes while it writes does not come back by itself', () => {
  const one = signs()
  one.come()
  one.write()
  one.go()
  mock.timers.tick(60_000)
  assert.deepEqual(told, ['looking', 'writing', 'gone'])
})

test('of those at a conversation who writes comes first, and others are not among them', () => {
  const there = (conversationId: string, name: string, writing = false): There => ({
    ...{ conversationId, writing, member: { id: name, name }, until: '2026-11-20T12:00:00Z' },
  })
  const all = [there('a', 'Zoé'), there('b', 'Ana'), there('a', 'Ben'), there('a', 'Yann', true)]
  assert.deepEqual(
    atTalk(all, 'a').map((one) => one.member.name),
    ['Yann', 'Ben', 'Zoé'],
  )
})
