import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { QueryClient } from '@tanstack/react-query'
import type { Conversation } from '../../../server/api.ts'
import { dropRows } from '../rows.ts'
import { toJoin } from './targets.ts'

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
const of = (...ids: string[]) => new Set(ids)

describe('what m joins', () => {
  it('is what is selected, to what is open', () => {
    assert.deepEqual(toJoin(rows, of('b', 'c'), 'a', []), { into: 'a', ids: ['b', 'c'] })
    assert.deepEqual(toJoin(rows, of('a', 'c'), 'a', []), { into: 'a', ids: ['c'] })
    assert.deepEqual(toJoin(rows, of('b'), 'a', []), { into: 'a', ids: ['b'] })
  })

  it('is what is selected, to the first of it in the list where nothing is open', () => {
    assert.deepEqual(toJoin(rows, of('d', 'b'), undefined, []), { into: 'b', ids: ['d'] })
    assert.equal(toJoin(rows, of('d'), undefined, []), undefined)
    assert.equal(toJoin(rows, of('a'), 'a', rows), undefined, 'one alone')
  })

  it('is the same person’s others where nothing is selected', () => {
    assert.deepEqual(toJoin(rows, of(), 'a', [{ id: 'a' }, { id: 'x' }]), { into: 'a', ids: ['x'] })
    assert.equal(toJoin(rows, of(), 'a', []), undefined)
    assert.equal(toJoin(rows, of(), undefined, [{ id: 'x' }]), undefined)
  })
})

it('what was joined leaves every list, and nothing else moves', () => {
  const client = new QueryClient()
  const page = { items: rows as Conversation[], next: 'n' }
  client.setQueryData(['conversations', { status: 'open' }], { pages: [page], pageParams: [undefined] })
  dropRows(client, ['b', 'x'])
  const data = client.getQueryData<{ pages: { items: Conversation[]; next: string }[] }>([
    'conversations',
    { status: 'open' },
  ])
  assert.deepEqual(
    data?.pages.map(({ items, next }) => [items.map(({ id }) => id), next]),
    [[['a', 'c', 'd'], 'n']],
  )
})
