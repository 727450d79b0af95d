import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type {
  ChannelAccount,
  Conversation,
  ConversationChange,
  ConversationCounts,
  ConversationDetail,
  ConversationEntry,
  Member,
  Page,
} from '../../src/server/api.ts'
import { type Books, openBooks } from '../support/books.ts'
import { type Client, join, setUpOwner } from '../support/client.ts'
import { deliverer } from '../support/delivery.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'

/** The inbox as a team works in it, through the API alone. */
let program: RunningProgram
let client: Client
let colleague: Client
let books: Books
let deliver: (items: object[]) => Promise<void>

before(async () => {
  program = await startProgram({ env: { VEILLEE_LIMITS: 'no' } })
  client = await setUpOwner(program)
  colleague = await join(program.url, client, 'agent')
  books = await openBooks(program.databaseUrl)
  const shop = await client.call<ChannelAccount>('POST', '/accounts', {
    channel: 'webhook',
    name: 'Boutique',
    config: {},
  })
  deliver = deliverer(shop)
})
after(async () => {
  await books?.close()
  await program?.stop()
})

let delivered = 0
function letter(text: string, more: object = {}) {
  const n = delivered++
  const published = new Date(Date.now() - 60_000 + n).toISOString()
  return { id: `m${n}`, author: { id: `a${n}`, name: `Client ${n}` }, text, published, ...more }
}

async function list(filter = ''): Promise<Conversation[]> {
  return (await client.call<Page<Conversation>>('GET', `/conversations?limit=200${filter}`)).items
}

/** Every page of a list, as somebody who scrolls to its end. */
async function scroll(filter: string, between?: () => Promise<void>): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: Page<Conversation> = await client.call(
      'GET',
      `/conversations?limit=7${filter}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    )
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next
    await between?.()
  } while (cursor)
  return ids
}

const counts = () => client.call<ConversationCounts>('GET', '/conversations/counts')
const texts = (rows: Conversation[]) => rows.map(({ snippet }) => snippet)

test('filters and searches find exactly what they ask for', async () => {
  await deliver([
    letter('Bonjour, ma lampe est cassée, je suis furieux et très déçu !', { lang: 'fr' }),
    letter('Merci beaucoup, la lampe est magnifique, bravo !', { lang: 'fr' }),
    letter('Where is my parcel? I ordered it three weeks ago and nothing came', { lang: 'en' }),
    letter('La lampe est-elle livrée avec une ampoule ?', { lang: 'fr' }),
  ])
  const all = await eventually(
    () => list(),
    (rows) => rows.length === 4,
  )
  assert.equal(all[0]?.snippet, 'La lampe est-elle livrée avec une ampoule ?', 'newest first')
  assert.equal((await list('&q=lampe')).length, 3)
  assert.deepEqual(texts(await list('&q=lampe%20-ampoule%20-bravo')), [all[3]?.snippet])
  assert.deepEqual(texts(await list('&q=LAMPES*')), [])
  assert.deepEqual(texts(await list('&q=%22three%20weeks%22')), [all[1]?.snippet])
  assert.deepEqual(texts(await list('&lang=en')), [all[1]?.snippet])
  assert.deepEqual(texts(await list('&sentiment=negative&q=lampe')), [all[3]?.snippet])
  assert.deepEqual(texts(await list('&sentiment=positive')), [all[2]?.snippet])
  assert.deepEqual(await list('&channel=feed'), [])
  await assert.rejects(list('&q=%28lampe'), /answered 422/)
  await assert.rejects(list('&q=lampe&sort=waiting&cursor=bm9uc2Vuc2U'), /answered 4\d\d/)
})

test('pages to the end are the whole set, once each and in order, while new messages come', async () => {
  await deliver(Array.from({ length: 60 }, (_, i) => letter(`Page après page ${i}`)))
  const before = await eventually(
    () => list(),
    (rows) => rows.length === 64,
  )
  let n = 0
  const seen = await scroll('', () => deliver([letter(`Pendant la lecture ${n++}`)]))
  assert.ok(n >= 9)
  assert.deepEqual(
    seen,
    before.map(({ id }) => id),
    'what comes in stands above, and moves nothing',
  )
  const after = await eventually(
    () => list(),
    (rows) => rows.length === 64 + n,
  )
  assert.deepEqual(
    await scroll(''),
    after.map(({ id }) => id),
  )
  const waiting = await scroll('&sort=waiting')
  assert.equal(new Set(waiting).size, after.length)
  assert.deepEqual(
    waiting,
    [...after].sort(byWait).map(({ id }) => id),
  )
  await books.balance()
})

const byWait = (a: Conversation, b: Conversation) =>
  (a.waitingSince ?? '') < (b.waitingSince ?? '') || (a.waitingSince === b.waitingSince && a.id < b.id)
    ? -1
    : 1

test('a bulk change is for all or none, and its answer takes it back', async () => {
  const [first, second, third] = await list()
  const ids = [first, second, third].map((row) => row?.id ?? '')
  const members = await client.call<Member[]>('GET', '/members')
  const agent = members.find(({ role }) => role === 'agent')?.id
  const before = await counts()
  await client.call('PATCH', `/conversations/${ids[0]}`, { labels: ['urgent'] })
  const change = { status: 'done', assigneeId: agent, labels: ['traité'] }
  const bulk = await client.call<{ changed: number; undo: { id: string; change: ConversationChange }[] }>(
    'POST',
    '/conversations/bulk',
    { ids, change },
  )
  assert.equal(bulk.changed, 3)
  const after = await counts()
  assert.deepEqual([after.open, after.done], [before.open - 3, before.done + 3])
  assert.deepEqual((await list('&status=done&label=trait%C3%A9')).map(({ id }) => id).sort(), [...ids].sort())
  assert.equal((await list(`&assignee=${agent}`)).length, 3)
  for (const undo of bulk.undo) await client.call('PATCH', `/conversations/${undo.id}`, undo.change)
  assert.deepEqual(await counts(), before)
  assert.deepEqual(
    (await list('&label=urgent')).map(({ id }) => id),
    [ids[0]],
  )
  const strangers = [...ids, '01920000-0000-7000-8000-000000000000']
  await assert.rejects(client.call('POST', '/conversations/bulk', { ids: strangers, change }), /answered 404/)
  assert.deepEqual(await counts(), before)
  await books.balance()
})

test('many at once change the same conversations, and the counts stay true', async () => {
  const ids = (await list()).slice(0, 20).map(({ id }) => id)
  const changes: ConversationChange[] = [
    { status: 'done' },
    { status: 'open' },
    { labels: ['a'] },
    { assigneeId: null },
  ]
  await Promise.all(
    Array.from({ length: 24 }, (_, i) =>
      (i % 2 ? client : colleague).call('POST', '/conversations/bulk', {
        ids: i % 3 ? ids : [...ids].reverse(),
        change: changes[i % 4],
      }),
    ),
  )
  await client.call('POST', '/conversations/bulk', { ids, change: { status: 'open', labels: [] } })
  await books.balance()
})

test('what is snoozed is away until its time, and then comes back by itself', async () => {
  const [talk] = await list()
  const path = `/conversations/${talk?.id}`
  const snoozedUntil = new Date(Date.now() + 2000).toISOString()
  await client.call('PATCH', path, { status: 'snoozed', snoozedUntil })
  assert.ok((await list('&status=open')).every(({ id }) => id !== talk?.id))
  assert.equal((await counts()).snoozed, 1)
  await assert.rejects(client.call('PATCH', path, { status: 'snoozed' }), /answered 422/)
  await assert.rejects(
    client.call('PATCH', path, { status: 'snoozed', snoozedUntil: '2020-01-01T00:00:00Z' }),
    /answered 422/,
  )
  const awake = await eventually(
    () => client.call<ConversationDetail>('GET', path),
    ({ status }) => status === 'open',
  )
  assert.ok(Date.now() >= Date.parse(snoozedUntil))
  assert.equal(awake.snoozedUntil, null)
  assert.equal((await counts()).snoozed, 0)
  await books.balance()
})

test('notes are for colleagues, and one sees who else has the conversation open', async () => {
  const [talk] = await list()
  const path = `/conversations/${talk?.id}`
  await colleague.call('GET', `${path}?glance=yes`)
  assert.deepEqual((await client.call<ConversationDetail>('GET', path)).viewers, [])
  await colleague.call('GET', path)
  const { viewers } = await client.call<ConversationDetail>('GET', path)
  assert.deepEqual(
    viewers.map(({ name }) => name),
    ['Agent'],
  )
  await Promise.all(
    [client, colleague, client].map((who, i) => who.call('POST', `${path}/notes`, { text: `Note ${i}` })),
  )
  const { items } = await client.call<Page<ConversationEntry>>('GET', `${path}/items`)
  const notes = items.flatMap((item) => (item.kind === 'note' ? [`${item.author.name}: ${item.text}`] : []))
  assert.deepEqual(notes.sort(), ['Agent: Note 1', 'Léa: Note 0', 'Léa: Note 2'])
  assert.equal((await client.call<Conversation>('GET', path)).notes, 3)
})
