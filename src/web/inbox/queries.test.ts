import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VIEWS } from '../app/search.ts'
import { conversationsQuery, listQuery } from './queries.ts'

test('each view asks the server for its own', () => {
  const asked = VIEWS.map((view) => {
    const { before, ...query } = listQuery({ view }, 'Europe/Paris')
    assert.equal(before, undefined)
    return query
  })
  assert.deepEqual(asked, [
    { status: 'open', sort: 'priority' },
    { status: 'open', sort: 'priority', assignee: 'me' },
    { status: 'open', sort: 'priority', assignee: 'none' },
    { status: 'open', sort: 'priority', visibility: 'private' },
    { status: 'open', sort: 'priority', review: 'yes' },
    { mentioned: 'yes' },
    { due: 'late', sort: 'due' },
    { due: 'hour', sort: 'due' },
    { status: 'open', sort: 'waiting' },
    { status: 'open' },
    { status: 'snoozed' },
    { status: 'done' },
  ])
})

test('an address without a view shows what is open, and its filters go along', () => {
  const { before: _, ...query } = listQuery({ channel: 'feed', lang: 'fr' }, 'UTC')
  assert.deepEqual(query, { status: 'open', sort: 'priority', channel: 'feed', lang: 'fr' })
})

test('a person asked for comes before the person of the view', () => {
  assert.equal(listQuery({ view: 'mine', assignee: '0190' }, 'UTC').assignee, '0190')
})

test('a leap to a day goes through the newest first', () => {
  assert.equal(listQuery({ before: '2026-07-14' }, 'UTC').sort, 'recent')
})

test('before a day is before its end on the reader’s clock, summer and winter', () => {
  const end = (zone: string, before: string) => listQuery({ before }, zone).before
  assert.equal(end('Europe/Paris', '2026-07-14'), '2026-07-14T22:00:00.000Z')
  assert.equal(end('Europe/Paris', '2026-12-31'), '2026-12-31T23:00:00.000Z')
  assert.equal(end('America/New_York', '2026-03-08'), '2026-03-09T04:00:00.000Z')
  assert.equal(end('UTC', 'yesterday'), undefined)
})

test('two addresses that ask for the same share one list', () => {
  const key = (search: Parameters<typeof listQuery>[0]) =>
    JSON.stringify(conversationsQuery(search, 'UTC').queryKey)
  assert.equal(key({}), key({ view: 'open' }))
  assert.notEqual(key({}), key({ view: 'done' }))
})
