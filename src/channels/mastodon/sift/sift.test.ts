import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { notification, status } from '../wire/wire.ts'
import { activitiesOf, deletionOf, Memory, noticeOf, type Reader, updateOf } from './index.ts'

const fixtures = new URL('fixtures/', import.meta.url)
const NOW = new Date('2026-11-20T12:00:00Z')

function reader(): Reader {
  const memory = new Memory()
  memory.note('113500000000000001', {
    uri: 'https://social.example/users/tournesol/statuses/113500000000000001',
    author: 'tournesol@social.example',
    root: 'https://social.example/users/tournesol/statuses/113500000000000001',
  })
  return {
    server: 'https://social.example',
    domain: 'social.example',
    me: { id: '42', acct: 'tournesol@social.example' },
    memory,
  }
}

function json(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'))
}

function read(name: string) {
  const value = json(name)
  return name.startsWith('notification')
    ? noticeOf(notification.parse(value), reader(), true)
    : activitiesOf(status.parse(value), reader())
}

describe('statuses and notifications become activities', () => {
  for (const name of readdirSync(fixtures).filter((file) => !file.endsWith('.activities.json'))) {
    it(name, () => {
      const expected = json(`${name}.activities.json`)
      assert.deepEqual(JSON.parse(JSON.stringify(read(name))), expected)
    })
  }
})

it('an edit without a date has an id of what it says; the same edit twice has the same', () => {
  const edited = status.parse(json('status-public.json'))
  const [first] = updateOf(edited, reader(), NOW)
  const [again] = updateOf(edited, reader(), new Date(NOW.getTime() + 1_000))
  const [other] = updateOf({ ...edited, content: '<p>Autre</p>' }, reader(), NOW)
  assert.equal(first?.externalId, again?.externalId)
  assert.notEqual(first?.externalId, other?.externalId)
})

it('what was deleted is not brought back by a page asked for before', () => {
  const whole = reader()
  const said = status.parse(json('status-public.json'))
  assert.equal(activitiesOf(said, whole).length, 1)
  const [gone] = deletionOf(said.id, whole, NOW)
  assert.deepEqual([gone?.verb, gone?.object.id], ['Delete', said.uri])
  assert.deepEqual(activitiesOf(said, whole), [])
  assert.deepEqual(deletionOf('never-seen', whole, NOW), [])
})

it('a boost is taken back, not deleted', () => {
  const whole = reader()
  const boost = status.parse(json('status-boost.json'))
  activitiesOf(boost, whole)
  assert.equal(deletionOf(boost.id, whole, NOW)[0]?.verb, 'Undo')
})

it('reactions are left out where they are not wanted; polls that ended always', () => {
  const like = notification.parse(json('notification-favourite.json'))
  assert.deepEqual(noticeOf(like, reader(), false), [])
  assert.deepEqual(noticeOf({ ...like, type: 'poll' }, reader(), true), [])
  assert.deepEqual(noticeOf({ ...like, type: 'admin.report' }, reader(), true), [])
})

it('memory forgets the oldest', () => {
  const memory = new Memory(2)
  for (const id of ['a', 'b', 'c']) memory.note(id, { uri: id, author: 'x' })
  assert.deepEqual([memory.get('a'), memory.get('c')?.uri], [undefined, 'c'])
})
