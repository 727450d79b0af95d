import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Conversation, ConversationChange, Member } from '../../server/api.ts'
import { VIEWS } from '../app/search.ts'
import { belongs } from './belongs.ts'
import { changed } from './changed.ts'
import { listQuery } from './queries.ts'

const talk: Conversation = {
  id: 'a',
  channel: 'feed',
  accountId: null,
  visibility: 'public',
  author: { id: 'p', name: 'Camille', handle: null, avatar: null },
  personId: null,
  tier: null,
  title: null,
  toxicity: null,
  snippet: '',
  status: 'open',
  assignee: null,
  labels: [],
  alerts: [],
  priority: 0,
  priorityWhy: [],
  review: false,
  sentiment: 'neutral',
  lang: 'fr',
  messages: 1,
  notes: 0,
  lastAt: '2026-11-20T10:00:00Z',
  waitingSince: '2026-11-20T10:00:00Z',
  snoozedUntil: null,
  due: null,
}
const member: Member = { id: 'm', userId: 'u', name: 'Bastien', email: '', role: 'agent', lastSeen: null }

test('an assignment names the member, and null takes it away', () => {
  const given = changed(talk, { assigneeId: 'm' }, [member])
  assert.deepEqual(given.assignee, { id: 'm', name: 'Bastien' })
  assert.equal(changed(given, { assigneeId: null }, [member]).assignee, null)
  assert.equal(changed(given, { labels: ['x'] }, [member]).assignee?.id, 'm')
})

test('a row leaves the view it no longer belongs to', () => {
  const done = changed(talk, { status: 'done' }, [])
  assert.equal(done.waitingSince, null)
  assert.equal(belongs(done, 'open', 'm'), false)
  assert.equal(belongs(done, 'done', 'm'), true)
  const snoozed = changed(talk, { snoozedUntil: '2026-11-22T08:00:00Z' }, [])
  assert.equal(belongs(snoozed, 'snoozed', 'm'), true)
  assert.equal(belongs(snoozed, 'waiting', 'm'), false)
  assert.equal(belongs(changed(talk, { assigneeId: 'm' }, [member]), 'mine', 'm'), true)
  assert.equal(belongs(changed(talk, { assigneeId: 'm' }, [member]), 'unassigned', 'm'), false)
})

const status = fc.constantFrom('open', 'done', 'snoozed')
const someone = fc.constantFrom(null, { id: 'm', name: 'Bastien' }, { id: 'n', name: 'Nour' })
const talks = fc
  .record({
    status,
    assignee: someone,
    visibility: fc.constantFrom('public', 'private'),
    review: fc.boolean(),
    waitingSince: fc.constantFrom(null, '2026-11-20T10:00:00Z'),
  })
  .map((part): Conversation => ({ ...talk, ...(part as Partial<Conversation>) }))
const until = '2026-11-22T08:00:00Z'
const changes: fc.Arbitrary<ConversationChange> = fc.oneof(
  fc.constantFrom<ConversationChange>(
    { status: 'done' },
    { status: 'open' },
    { status: 'snoozed', snoozedUntil: until },
  ),
  fc.constantFrom('m', 'n', null).map((assigneeId) => ({ assigneeId })),
  fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }).map((labels) => ({ labels })),
)
const members = [member, { ...member, id: 'n', name: 'Nour' }]

test('a row has its place in a view where the list that the view asks for would have it', () => {
  const simple = VIEWS.filter((view) => !['mentions', 'late', 'soon', 'waiting'].includes(view))
  fc.assert(
    fc.property(talks, fc.constantFrom(...simple), (row, view) => {
      const asked = listQuery({ view }, 'Europe/Paris')
      const fits =
        row.status === asked.status &&
        (asked.assignee === undefined ||
          (row.assignee?.id ?? 'none') === (asked.assignee === 'me' ? 'm' : 'none')) &&
        (asked.visibility === undefined || row.visibility === asked.visibility) &&
        (asked.review === undefined || row.review)
      assert.equal(belongs(row, view, 'm'), fits, `${view} ${JSON.stringify(row)}`)
    }),
  )
})

test('whatever is done to a row, it is in one state, and only what sleeps has an hour to wake', () => {
  fc.assert(
    fc.property(talks, fc.array(changes, { maxLength: 8 }), (first, all) => {
      let row = changed(first, { status: 'open' }, members)
      for (const change of all) {
        const former = structuredClone(row)
        const next = changed(row, change, members)
        assert.deepEqual(row, former, 'what was is kept for taking it back')
        assert.deepEqual(changed(next, change, members), next, 'said twice is said once')
        row = next
        assert.equal(row.snoozedUntil !== null, row.status === 'snoozed')
        assert.equal(
          (['open', 'snoozed', 'done'] as const).filter((view) => belongs(row, view, 'm')).length,
          1,
        )
        assert.equal(belongs(row, 'mine', 'm') && belongs(row, 'unassigned', 'm'), false)
        if (change.labels) assert.deepEqual(row.labels, change.labels)
        if (row.assignee) assert.equal(row.assignee.name, row.assignee.id === 'm' ? 'Bastien' : 'Nour')
      }
    }),
  )
})

test('before it is known who looks, nothing is theirs', () => {
  assert.equal(belongs({ ...talk, assignee: null }, 'mine', undefined), false)
})
