import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConversationEntry } from '../../../server/api.ts'
import { ApiProblem } from '../../lib/api.ts'
import { knownAnswers, meanwhileOf } from './meanwhile.ts'

const answer = { id: 'd1', by: 'ana', at: '2026-11-20T12:00:00Z', text: 'Bonjour', state: 'waiting' as const }

test('an answer that is held says for which others; another refusal does not', () => {
  const held = (more: Record<string, unknown>, status = 409) => meanwhileOf(new ApiProblem({ status, more }))
  assert.deepEqual(held({ answers: [answer] }), [answer])
  assert.deepEqual(held({ answers: [answer, null, { id: 3 }] }), [answer])
  for (const refusal of [
    held({}),
    held({ answers: [] }),
    held({ answers: [answer] }, 422),
    meanwhileOf(new Error('no')),
  ])
    assert.equal(refusal, undefined)
})

test('who begins to write knows of what is on the screen, and of nothing else', () => {
  const message = (id: string, ours: boolean) => ({ kind: 'message', id, ours }) as ConversationEntry
  const note = { kind: 'note', id: 'n' } as ConversationEntry
  const deliveries = [
    { id: 'd2', act: 'reply' as const },
    { id: 'd3', act: 'like' as const },
  ]
  assert.deepEqual(
    knownAnswers({ answers: ['d1', 'd2'] }, deliveries, [message('m1', false), message('m2', true), note]),
    ['d1', 'd2', 'm2'],
  )
  assert.deepEqual(knownAnswers(undefined, [], []), [])
  const many = Array.from({ length: 300 }, (_, n) => `d${n}`)
  assert.equal(knownAnswers({ answers: many }, [], []).at(-1), 'd299')
  assert.equal(knownAnswers({ answers: many }, [], []).length, 200)
})
