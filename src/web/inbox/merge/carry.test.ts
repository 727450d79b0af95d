import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { QueryClient } from '@tanstack/react-query'
import type { ConversationEntry } from '../../../server/api.ts'
import { type Draft, keepDraft, readDraft } from '../answer/draft.ts'
import { carryDraft, draftBegins, draftEnds } from './carry.ts'
import { splittable } from './splittable.ts'

function storage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage
}
const said = (id: string, ours = false) => ({ kind: 'message', id, ours }) as ConversationEntry
const draft = (more: Partial<Draft>): Draft => ({ text: '', media: [], ...more })

describe('a draft of a conversation that was joined to another', () => {
  const client = new QueryClient()
  client.setQueryData(['entries', 'a'], {
    pages: [{ items: [said('a3', true), said('a2'), said('a1')], next: null }],
    pageParams: [undefined],
  })

  it('goes along, and answers the message it was written for', () => {
    const here = storage()
    keepDraft('a', draft({ text: 'Bonjour', accountId: 'x' }), here)
    carryDraft(client, 'a', 'b', here)
    assert.deepEqual(readDraft('b', here), { text: 'Bonjour', media: [], accountId: 'x', to: 'a2' })
    assert.equal(readDraft('a', here).text, '')
  })

  it('loses nothing of what was written in the other, nor the message that was chosen', () => {
    const here = storage()
    keepDraft('b', draft({ text: 'Déjà là' }), here)
    keepDraft('a', draft({ text: 'Bonjour', to: 'a1' }), here)
    carryDraft(client, 'a', 'b', here)
    assert.equal(readDraft('b', here).text, 'Déjà là\n\nBonjour')
    assert.equal(readDraft('b', here).to, 'a1')
  })

  it('answers what it would have answered as it began, whatever has come or was joined meanwhile', () => {
    const here = storage()
    draftBegins('c', 'c1', here)
    draftBegins('c', 'b1', here)
    keepDraft('c', draft({ text: 'Bonjour' }), here)
    carryDraft(client, 'c', 'b', here)
    assert.equal(readDraft('b', here).to, 'c1')
  })

  it('that was given up is begun anew', () => {
    const here = storage()
    draftBegins('d', 'd1', here)
    draftEnds('d', here)
    draftBegins('d', 'd2', here)
    keepDraft('d', draft({ text: 'Bonjour' }), here)
    carryDraft(client, 'd', 'b', here)
    assert.equal(readDraft('b', here).to, 'd2')
  })

  it('is carried where the browser keeps nothing: it answers what is shown last', () => {
    const full = {
      ...storage(),
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    assert.doesNotThrow(() => draftBegins('a', 'a1', full))
    const here = storage()
    keepDraft('a', draft({ text: 'Bonjour' }), here)
    carryDraft(client, 'a', 'b', here)
    assert.equal(readDraft('b', here).to, 'a2')
  })

  it('is left alone where nothing was written', () => {
    const here = storage()
    keepDraft('b', draft({ text: 'Déjà là' }), here)
    carryDraft(client, 'a', 'b', here)
    assert.deepEqual(readDraft('b', here), draft({ text: 'Déjà là' }))
  })
})

it('a conversation splits at what the person wrote, and never at the first message', () => {
  const note = { kind: 'note', id: 'n' } as ConversationEntry
  assert.deepEqual(splittable([note, said('a'), said('b', true), said('c'), note], true), new Set(['c']))
  assert.deepEqual(splittable([said('b', true), said('c'), said('d')], true), new Set(['c', 'd']))
  assert.deepEqual(splittable([said('c'), said('d')], false), new Set(['c', 'd']), 'something stands before')
  assert.deepEqual(splittable([], true), new Set())
})
