import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { fixedClock } from '../../../lib/clock/index.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { append } from '../../activity/index.ts'
import { linkHistory } from '../alerts/history.ts'
import { alertRoutes } from '../alerts/routes.ts'
import { noiseRoutes } from '../noise/routes.ts'
import { parseQuery } from '../query/parse.ts'
import { toTokens } from '../words/document.ts'
import { listsIn, MAX_LIST_TERMS, readTerms } from './list.ts'
import { termRoutes } from './routes.ts'
import { readingOptions } from './store.ts'

const NOW = new Date('2026-11-20T09:00:00Z')

let server: TestServer
let workspaceId: string
let manager: Member

before(async () => {
  server = await testServer({
    clock: fixedClock(NOW),
    routes: () => [...alertRoutes({ channels: ['bluesky'] }), ...termRoutes, ...noiseRoutes],
  })
  workspaceId = await server.workspace()
  manager = await server.member(workspaceId, 'manager')
})

after(() => server.close())

/** What the API answers, whatever the method. */
async function call<T>(method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object): Promise<T> {
  const { browser } = manager
  const response =
    method === 'get' || method === 'delete' ? await browser[method](path) : await browser[method](path, body)
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${response.ok ? '' : await response.text()}`)
  return (response.status === 204 ? undefined : await response.json()) as T
}

async function refused(method: 'post' | 'patch' | 'delete', path: string, body?: object) {
  const { browser } = manager
  const response = method === 'delete' ? await browser.delete(path) : await browser[method](path, body)
  const { id, detail } = await problemOf(response)
  return { status: response.status, id, detail }
}

/** Posts of two days ago; their ids. */
async function say(...texts: string[]): Promise<string[]> {
  const entries = texts.map((text) => {
    const made = entry(note(`at://${uuidv7()}`, text, { at: '2026-11-18T10:00:00Z' }))
    const doc = {
      text,
      lang: 'fr',
      sentiment: 'neutral',
      channel: 'bluesky',
      verb: 'Create',
      author: {},
    } as const
    return { ...made, tokens: toTokens(doc), reading: { ...made.reading, lang: 'fr' } }
  })
  await append(server.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received: NOW })
  const { rows } = await sql<{ id: string; text: string }>`
    select id, text from activity where workspace_id = ${workspaceId} and text = any(${texts}::text[])`.execute(
    server.db,
  )
  return texts.map((text) => rows.find((row) => row.text === text)?.id ?? '')
}

async function linked(alertId: string): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select text from activity_alert as link join activity on activity.id = link.activity_id
    where link.workspace_id = ${workspaceId} and alert_id = ${alertId} order by text`.execute(server.db)
  return rows.map((row) => row.text)
}

interface List {
  id: string
  name: string
  terms: string[]
  usedBy: { name: string }[]
}

test('a list is asked for by alerts; changed, they are linked anew; used, it cannot go', async () => {
  await say('granit rose', 'du marbre blanc', 'un quartz gris')
  const list = await call<List>('post', '/term-lists', {
    name: 'Rivaux',
    terms: [' granit ', 'GRANIT', 'marbre blanc', ''],
  })
  assert.deepEqual([list.terms, list.usedBy], [['granit', 'marbre blanc'], []])
  const alert = await call<{ id: string }>('post', '/alerts', { name: 'Eux', query: 'list:rivaux -gris' })
  await linkHistory(server.db, workspaceId, NOW)
  assert.deepEqual(await linked(alert.id), ['du marbre blanc', 'granit rose'])
  const { items } = await call<{ items: List[] }>('get', '/term-lists')
  assert.deepEqual(
    items.map((one) => one.usedBy.map((user) => user.name)),
    [['Eux']],
  )
  const heard: string[] = []
  const client = await server.pool.connect()
  client.on('notification', ({ payload }) => payload && heard.push(payload))
  await client.query('listen veillee')
  await call('patch', `/term-lists/${list.id}`, { terms: ['granit', 'quartz', 'rose'] })
  await client.query('select 1')
  await client.query('unlisten veillee')
  client.release()
  assert.ok(
    heard.some((one) => one.includes(alert.id)),
    'who listens is told',
  )
  await linkHistory(server.db, workspaceId, NOW)
  assert.deepEqual(await linked(alert.id), ['granit rose'])
  const kept = await refused('delete', `/term-lists/${list.id}`)
  assert.deepEqual([kept.status, kept.id], [409, 'list_in_use'])
  assert.match(kept.detail, /Eux/)
  assert.equal((await refused('patch', `/term-lists/${list.id}`, { name: 'autre' })).id, 'list_in_use')
  await call('patch', `/term-lists/${list.id}`, { name: 'RIVAUX' })
  await call('patch', `/alerts/${alert.id}`, { query: 'granit' })
  await call('delete', `/term-lists/${list.id}`)
  assert.deepEqual(await call('get', '/term-lists'), { items: [] })
})

test('a change of a list that comes while history is asked is not taken for done', async () => {
  const list = await call<List>('post', '/term-lists', { name: 'Course', terms: ['granit'] })
  const alert = await call<{ id: string }>('post', '/alerts', { name: 'Course', query: 'list:course' })
  const due = sql<{ due: boolean }>`
    select linked_query is distinct from query as due from alert where id = ${alert.id}`
  await linkHistory(server.db, workspaceId, NOW)
  assert.equal((await due.execute(server.db)).rows[0]?.due, false)
  await call('patch', `/term-lists/${list.id}`, { terms: ['granit', 'marbre'] })
  assert.equal((await due.execute(server.db)).rows[0]?.due, true)
  await call('delete', `/alerts/${alert.id}`)
  await call('delete', `/term-lists/${list.id}`)
})

test('what is no list and no term is refused with words, in the store as well', async () => {
  const bad = (body: object) => refused('post', '/term-lists', body)
  await call('post', '/term-lists', { name: 'été', terms: ['a1'] })
  const many = Array.from({ length: MAX_LIST_TERMS + 1 }, (_, i) => `mot${i}`)
  const ids = [
    await bad({ name: 'deux mots', terms: ['a1'] }),
    await bad({ name: 'ETE', terms: ['a1'] }),
    await bad({ name: 'vide', terms: [' ', ''] }),
    await bad({ name: 'longue', terms: many }),
    await bad({ name: 'faux', terms: ['bon', 'a OR b'] }),
    await bad({ name: 'faux', terms: ['lang:fr'] }),
  ].map(({ id, status }) => `${status} ${id}`)
  assert.deepEqual(
    ids,
    ['list_name_invalid', 'list_name_taken', 'list_empty', 'list_long', 'term_invalid', 'term_invalid'].map(
      (id) => `422 ${id}`,
    ),
  )
  const check = await call<{ terms: string[]; faults: { line: number; message: string }[] }>(
    'post',
    '/term-lists/check',
    {
      terms: ['"maison ardoise"', 'retard*', '#deco', '@ardoise', 'x OR y', '*'],
    },
  )
  assert.deepEqual([check.terms.length, check.faults.map((fault) => fault.line)], [4, [5, 6]])
  assert.ok(check.faults.every((fault) => fault.message.length > 10))
  const analyst = await server.member(workspaceId, 'analyst')
  assert.equal((await analyst.browser.post('/term-lists', { name: 'x', terms: ['a1'] })).status, 403)
  const other = await server.member(await server.workspace('Other'), 'owner')
  assert.deepEqual(await (await other.browser.get('/term-lists')).json(), { items: [] })
  assert.equal((await refused('post', '/alerts', { name: 'x', query: 'list:inconnue' })).id, 'search_invalid')
})

test('lists are found in a query wherever they stand', async () => {
  const { lists, zone } = await readingOptions(server.db, workspaceId)
  assert.equal(zone, 'Europe/Paris')
  const parsed = parseQuery('lampe (list:ete OR -(title:x list:ÉTÉ))', { ...(lists ? { lists } : {}) })
  assert.ok(parsed.ok)
  assert.deepEqual(listsIn(parsed.query.root), ['été', 'été'])
  assert.deepEqual(readTerms(['“maison  ardoise”', 'Ardoise', 'ardoise']).terms, [
    '“maison ardoise”',
    'Ardoise',
  ])
})

test('posts that are rejected are kept by alert, and what would take them out is offered', async () => {
  const good = ['orange en panne', 'la fibre orange', 'ma box orange', 'le réseau orange']
  const bad = ['un jus d’orange', 'jus d’orange pressé', 'jus orange frais']
  const ids = await say(...good, ...bad)
  const rejected = ids.slice(good.length)
  const alert = await call<{ id: string }>('post', '/alerts', { name: 'Orange', query: 'orange' })
  await call('post', `/alerts/${alert.id}/rejections`, { reject: [...rejected, ids[0]] })
  await call('post', `/alerts/${alert.id}/rejections`, { reject: rejected, take_back: [ids[0]] })
  const kept = await call<{ items: string[] }>('get', `/alerts/${alert.id}/rejections`)
  assert.deepEqual(kept.items.toSorted(), rejected.toSorted())
  interface Noise {
    rejected: number
    kept: number
    suggestions: { term: string; query: string; rejected: number; kept: number }[]
  }
  const noise = await call<Noise>('get', `/alerts/${alert.id}/noise`)
  assert.deepEqual([noise.rejected, noise.kept], [3, 4])
  const [best] = noise.suggestions
  assert.deepEqual([best?.term, best?.query, best?.rejected, best?.kept], ['jus', 'orange -jus', 3, 0])
  const draft = await call<Noise>('post', '/query/noise', { query: 'orange', rejected })
  assert.deepEqual(draft, noise)
  const after = await call<Noise>('post', '/query/noise', { query: 'orange -jus', rejected })
  assert.deepEqual(after, { rejected: 0, kept: 4, suggestions: [] })
  const change = await call<{ added: { count: number }; removed: { count: number; sample: object[] } }>(
    'post',
    `/alerts/${alert.id}/difference`,
    { query: 'orange -jus' },
  )
  assert.deepEqual([change.added.count, change.removed.count, change.removed.sample.length], [0, 3, 3])
  await call('delete', `/alerts/${alert.id}`)
})
