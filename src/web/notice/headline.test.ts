import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActivityItem, Alarm, NoticeItem } from '../../server/api.ts'
import { beginningOf, headlineOf, hitsOf, neighbour } from './headline.ts'

const post = (text: string, title: string | null = null) => ({ text, title }) as ActivityItem
const item = (more: Partial<NoticeItem>): NoticeItem => ({
  ...{
    id: '1',
    alerts: [{ id: 'a', name: 'Marque' }],
    posts: 1,
    hits: [],
    post: null,
    alarm: null,
    matter: null,
  },
  ...more,
})

test('a line says the one thing that is told, or how many', () => {
  const story = item({ post: post('Encore\n du   retard') })
  assert.deepEqual(headlineOf({ subjects: 1, pace: 'once', items: [story] }), {
    kind: 'story',
    alerts: 'Marque',
    words: 'Encore du retard',
  })
  const alarm = item({ alarm: { verdict: ['60 messages', 'plus'] } as Alarm, post: post('Un exemple') })
  assert.deepEqual(headlineOf({ subjects: 1, pace: 'once', items: [alarm] }), {
    kind: 'alarm',
    words: '60 messages',
  })
  const matter = {
    what: 'late_first',
    title: 'En retard',
    body: 'Depuis 12:30',
    conversationId: 'c',
    callId: null,
  }
  assert.deepEqual(headlineOf({ subjects: 1, pace: 'once', items: [item({ matter })] }), {
    kind: 'matter',
    title: 'En retard',
    words: 'Depuis 12:30',
  })
  assert.deepEqual(headlineOf({ subjects: 12, pace: 'morning', items: [alarm, story] }), {
    kind: 'many',
    pace: 'morning',
    count: 12,
  })
  assert.deepEqual(headlineOf({ subjects: 1, pace: 'once', items: [] }), { kind: 'gone' })
})

test('a long post is cut, and never within a character', () => {
  assert.equal(beginningOf({ post: post('texte', 'Titre') }), 'Titre')
  const cut = beginningOf({ post: post(`${'a'.repeat(159)}😀 fin`) })
  assert.equal(cut.isWellFormed(), true)
  assert.equal(cut, `${'a'.repeat(159)}…`, 'not half a character, nor a sign for one')
  assert.equal(beginningOf({ post: post(`${'a'.repeat(158)}😀`) }), `${'a'.repeat(158)}😀`)
  assert.equal(beginningOf({ post: null }), '')
  assert.ok(cut.endsWith('…') && cut.length <= 161)
})

test('words that matched are said once each', () => {
  const text = 'Retard, toujours du retard chez Ardoise'
  const at = (word: string, from = 0) => {
    const start = text.indexOf(word, from)
    return { start, end: start + word.length }
  }
  const hits = [at('Retard'), at('retard', 7), at('Ardoise')]
  assert.deepEqual(hitsOf({ post: post(text), hits }), ['retard', 'Ardoise'])
  assert.deepEqual(hitsOf({ post: null, hits: [] }), [])
})

test('keys go from line to line and stay at the ends', () => {
  assert.deepEqual(
    [neighbour(-1, 1, 3), neighbour(-1, -1, 3), neighbour(2, 1, 3), neighbour(0, -1, 3)],
    [0, 2, 2, 0],
  )
  assert.equal(neighbour(-1, 1, 0), -1)
})
