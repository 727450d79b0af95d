import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Conversation, ConversationCounts, Import, Page } from '../../src/server/api.ts'
import { type Books, openBooks } from '../support/books.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { reviews } from '../support/imports.ts'
import { listenLive } from '../support/live-events.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'

/** A file, from its upload to the inbox and back, through the death of the program. */
const ROWS = 6_000
let program: RunningProgram
let client: Client
let books: Books

before(async () => {
  program = await startProgram()
  client = await setUpOwner(program)
  books = await openBooks(program.databaseUrl)
})
after(async () => {
  await books?.close()
  await program?.stop()
})

async function upload(name: string, content: string): Promise<Import> {
  const { cookie } = client
  const answer = await fetch(`${program.url}/api/v1/imports?name=${name}`, {
    method: 'POST',
    headers: { cookie, origin: program.url, 'content-type': 'text/csv' },
    body: content,
  })
  assert.equal(answer.status, 201, await answer.clone().text())
  return (await answer.json()) as Import
}

const read = (id: string) => client.call<Import>('GET', `/imports/${id}`)
const act = (id: string, what: string) => client.call<Import>('POST', `/imports/${id}/${what}`)
const stored = async () => (await books.rows<{ n: number }>('select count(*)::int as n from activity'))[0]?.n
const talks = async () =>
  (await books.rows<{ n: number }>('select count(*)::int as n from conversation'))[0]?.n ?? 0
const people = async () => (await books.rows<{ n: number }>('select count(*)::int as n from person'))[0]?.n
/** Reviews that the brand's alert finds, and whose finds are to be answered. */
const about = (brand: string, count: number, wrong: number[] = []) =>
  reviews(count, wrong).replaceAll('Avis ', `${brand}, avis `)
const counts = () => client.call<ConversationCounts>('GET', '/conversations/counts')

test('sent, mapped, started: its progress is told, and every line is there once', async () => {
  const live = await listenLive(program.url, client)
  const made = await upload('petit.csv', reviews(600, [3]))
  assert.deepEqual(made.mapping, { Date: 'published', Auteur: 'author', Message: 'text', Note: 'rating' })
  assert.deepEqual([made.state, made.preview.length > 0], ['ready', true])
  const remapped = await client.call<Import>('PATCH', `/imports/${made.id}`, {
    mapping: { Date: 'published', Auteur: 'author', Message: 'title', Note: 'rating' },
  })
  assert.equal(remapped.mapping.Message, 'title')
  await client.call('PATCH', `/imports/${made.id}`, { mapping: made.mapping })
  await act(made.id, 'start')
  const done = await eventually(
    () => read(made.id),
    ({ state }) => state === 'done',
  )
  assert.deepEqual([done.imported, done.errors, done.duplicates], [599, 1, 0])
  await live.until(({ k, id }) => k === 'import' && id === made.id)
  live.close()
  const { items } = await client.call<Page<{ text: string; rating: number }>>('GET', '/activities?limit=1')
  assert.match(items[0]?.text ?? '', /^Avis \d+, "bien" reçu$/)
  assert.equal(await stored(), 599)
  await books.balance()
})

test('the same file again adds nothing', async () => {
  const again = await upload('petit.csv', reviews(600, [3]))
  await act(again.id, 'start')
  const done = await eventually(
    () => read(again.id),
    ({ state }) => state === 'done',
  )
  assert.deepEqual([done.imported, done.duplicates], [0, 599])
  assert.equal(await stored(), 599)
})

test('killed -9 half way, it goes on after the next start, to the exact count', async () => {
  const before = (await stored()) ?? 0
  const { id } = await upload('grand.csv', about('Lumignon', ROWS + 1, [7]))
  await act(id, 'start')
  await eventually(
    () => read(id),
    ({ imported, state }) => imported > 0 || state === 'done',
  )
  await program.kill()
  const half = (await stored()) ?? 0
  assert.ok(half > before && half < before + ROWS, `killed at ${half - before} of ${ROWS}`)
  await program.start()
  const done = await eventually(
    () => read(id),
    ({ state }) => state === 'done',
    120_000,
  )
  assert.deepEqual([done.imported, done.duplicates, done.errors], [ROWS, 0, 1])
  assert.equal(await stored(), before + ROWS)
  await books.balance()
})

test('cancelled, all that it brought is gone: from the stream, the counters and the inbox', async () => {
  await eventually(talks, (n) => n === ROWS)
  assert.deepEqual([(await counts()).done, await books.balance()], [ROWS, undefined])
  const imports = await client.call<Import[]>('GET', '/imports')
  const { id } = imports.find(({ fileName }) => fileName === 'grand.csv') ?? assert.fail('no import')
  await act(id, 'cancel')
  await eventually(
    () => read(id),
    ({ state, phase }) => state === 'cancelled' && phase === null,
    120_000,
  )
  assert.equal((await read(id)).imported, 0)
  assert.equal(await stored(), 599)
  assert.equal(await people(), 50, 'of whom the other file speaks')
  assert.deepEqual([await talks(), (await counts()).done], [0, 0])
  assert.deepEqual((await client.call<Page<Conversation>>('GET', '/conversations')).items, [])
  await books.balance({ withdrawn: true })
})

test('killed -9 while it is taken back, it is taken back all the same', async () => {
  const others = about('Lumignon', 2000).replaceAll(';Client ', ';Cliente ')
  const { id } = await upload('boite.csv', others)
  await act(id, 'start')
  await eventually(
    () => read(id),
    ({ state }) => state === 'done',
  )
  await eventually(talks, (n) => n === 2000)
  assert.equal(await people(), 100)
  await act(id, 'cancel')
  await eventually(stored, (n) => (n ?? 0) < 2599)
  await program.kill()
  await program.start()
  await eventually(
    () => read(id),
    ({ state, phase }) => state === 'cancelled' && phase === null,
    120_000,
  )
  assert.deepEqual([await stored(), await talks()], [599, 0])
  assert.equal(await people(), 50, 'those who were met through it only are gone too')
  await books.balance({ withdrawn: true })
})
