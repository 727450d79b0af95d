import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Conversation, Member } from '../../server/api.ts'
import { belongs } from './belongs.ts'
import { changed } from './changed.ts'

const talk: Conversation = {
  id: 'a',
  channel: 'feed',
  accountId: null,
  visibility: 'public',
  author: { id: 'p', name: 'Camille', handle: null, avatar: null },
  personId: null,
  title: null,
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
