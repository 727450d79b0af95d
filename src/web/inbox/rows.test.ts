import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { QueryClient } from '@tanstack/react-query'
import type { Conversation } from '../../server/api.ts'
import { conversationQuery, conversationsQuery, type Pages } from './queries.ts'
import { editRows, known } from './rows.ts'

const ALL = conversationsQuery({}, 'Europe/Paris').queryKey
const MINE = conversationsQuery({ view: 'mine' }, 'Europe/Paris').queryKey

let client: QueryClient
beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } })
})

function talk(id: string, change: Partial<Conversation> = {}): Conversation {
  return { id, snippet: `of ${id}`, labels: [], ...change } as Conversation
}

function pages(...lists: string[][]): Pages<Conversation> {
  const made = lists.map((ids, index) => ({ items: ids.map((id) => talk(id)), next: String(index) }))
  return { pages: made, pageParams: made.map(() => undefined) }
}

const snippets = (key: readonly unknown[]) =>
  client
    .getQueryData<Pages<Conversation>>(key)
    ?.pages.flatMap(({ items }) => items.map((item) => item.snippet))

test('a row is edited in every list and in its pane, and nothing moves', () => {
  client.setQueryData(ALL, pages(['a', 'b'], ['c']))
  client.setQueryData(MINE, pages(['c', 'b']))
  client.setQueryData(conversationQuery('b').queryKey, talk('b') as never)
  editRows(client, new Map([['b', (old) => ({ ...old, snippet: 'new' })]]))
  assert.deepEqual(snippets(ALL), ['of a', 'new', 'of c'])
  assert.deepEqual(snippets(MINE), ['of c', 'new'])
  assert.equal(client.getQueryData<Conversation>(['conversation', 'b'])?.snippet, 'new')
})

test('pages without the row stay the very same, so that they are not drawn again', () => {
  client.setQueryData(ALL, pages(['a'], ['b']))
  const before = client.getQueryData<Pages<Conversation>>(ALL)
  editRows(client, new Map([['b', (old) => ({ ...old, snippet: 'new' })]]))
  const after = client.getQueryData<Pages<Conversation>>(ALL)
  assert.equal(after?.pages[0], before?.pages[0])
  assert.notEqual(after?.pages[1], before?.pages[1])
})

test('the pane keeps what a row does not have', () => {
  client.setQueryData(['conversation', 'a'], { ...talk('a'), viewers: ['Léa'] })
  editRows(client, new Map([['a', () => talk('a', { snippet: 'new' })]]))
  assert.deepEqual(client.getQueryData(['conversation', 'a']), {
    ...talk('a', { snippet: 'new' }),
    viewers: ['Léa'],
  })
})

test('what is edited and nowhere on screen makes nothing', () => {
  editRows(client, new Map([['a', (old) => old]]))
  assert.equal(client.getQueryCache().getAll().length, 0)
})

test('known are those on screen, once each, in the order asked', () => {
  client.setQueryData(ALL, pages(['a', 'b', 'c']))
  client.setQueryData(MINE, pages(['b']))
  client.setQueryData(['conversation', 'c'], talk('c', { snippet: 'open' }))
  const found = known(client, ['c', 'x', 'b'])
  assert.deepEqual(
    found.map(({ snippet }) => snippet),
    ['open', 'of b'],
  )
})
