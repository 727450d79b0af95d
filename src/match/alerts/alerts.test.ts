import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { fixedClock } from '../../../lib/clock/index.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { append } from '../../activity/index.ts'
import { toTokens } from '../words/document.ts'
import { figuresOf, lastDays, MAX_ALERTS } from './alert.ts'
import { alertRoutes } from './routes.ts'
import { createAlert, listAlerts } from './store.ts'

const NOW = new Date('2026-11-20T09:00:00Z')
const WHO = { label: 'test' }

let server: TestServer
let workspaceId: string
let manager: Member
let analyst: Member

before(async () => {
  server = await testServer({
    clock: fixedClock(NOW),
    routes: () => alertRoutes({ channels: ['bluesky', 'feed'], previewSeconds: 0.5 }),
  })
  workspaceId = await server.workspace()
  manager = await server.member(workspaceId, 'manager')
  analyst = await server.member(workspaceId, 'analyst')
})

after(() => server.close())

async function made(body: object): Promise<{ id: string } & Record<string, unknown>> {
  const response = await manager.browser.post('/alerts', body)
  assert.equal(response.status, 201)
  return (await response.json()) as { id: string } & Record<string, unknown>
}

async function items(path: string): Promise<{ items: { id: string; name: string }[]; next: string | null }> {
  const response = await manager.browser.get(path)
  assert.equal(response.status, 200)
  return (await response.json()) as { items: { id: string; name: string }[]; next: string | null }
}

interface Said {
  text: string
  at: string
  alerts?: string[]
  sentiment?: 'positive' | 'negative'
  ours?: boolean
}

/** Posts of the stream, with the tokens that the pipeline gives them. */
async function say(posts: Said[]) {
  const entries = posts.map(({ text, at, alerts = [], sentiment = 'negative', ours = false }) => {
    const activity = note(`at://${uuidv7()}`, text, { at, ours })
    const made = entry(activity, { alerts })
    const tokens = toTokens({ text, lang: 'en', sentiment, channel: 'bluesky', verb: 'Create', author: {} })
    return { ...made, tokens, reading: { ...made.reading, sentiment } }
  })
  await append(server.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received: NOW })
}

test('an alert is made, read, changed and taken away, each in the journal and told to who listens', async () => {
  const heard: string[] = []
  const stop = await listen(heard)
  const alert = await made({ name: ' Orange ', query: 'orange -jus', kind: 'brand', inbox: true })
  const { name, query, kind, inbox, paused, week, spark } = alert
  assert.deepEqual([name, query, kind, inbox, paused], ['Orange', 'orange -jus', 'brand', true, false])
  assert.deepEqual([week, spark], [{ count: 0, before: 0, net: 0 }, Array(14).fill(0)])
  const changed = await manager.browser.patch(`/alerts/${alert.id}`, { query: 'orange', paused: true })
  assert.deepEqual(await changed.json(), { ...alert, query: 'orange', paused: true })
  assert.deepEqual(await (await manager.browser.get(`/alerts/${alert.id}`)).json(), {
    ...alert,
    query: 'orange',
    paused: true,
  })
  assert.equal((await manager.browser.delete(`/alerts/${alert.id}`)).status, 204)
  assert.equal((await manager.browser.get(`/alerts/${alert.id}`)).status, 404)
  assert.equal((await manager.browser.delete(`/alerts/${alert.id}`)).status, 404)
  await stop()
  assert.deepEqual(heard, Array(3).fill(JSON.stringify({ w: workspaceId, k: 'alert', id: alert.id })))
  const { rows } = await sql<{ action: string; user_id: string; detail: object }>`
    select action, user_id, detail from audit_entry where target = ${alert.id} order by id`.execute(server.db)
  assert.deepEqual(
    rows.map((row) => [row.action, row.user_id]),
    ['alert.create', 'alert.change', 'alert.delete'].map((action) => [action, manager.userId]),
  )
  assert.deepEqual(rows[1]?.detail, { query: 'orange', paused: true })
})

test('a query that cannot listen is refused, in the words of the reader, at every entrance', async () => {
  const refused = await manager.browser.post('/alerts', { name: 'x', query: 'lang:fr' })
  assert.equal(refused.status, 422)
  const problem = await problemOf(refused)
  assert.equal(problem.id, 'search_invalid')
  assert.match(problem.detail, /at least one word/)
  const alert = await made({ name: 'x', query: 'orange' })
  assert.equal((await manager.browser.patch(`/alerts/${alert.id}`, { query: '(orange' })).status, 422)
  assert.equal((await manager.browser.post('/alerts/preview', { query: '*' })).status, 422)
  assert.equal(
    (await manager.browser.post('/alerts', { name: 'x', query: 'orange', workspaceId })).status,
    422,
  )
  await assert.rejects(createAlert(server.db, workspaceId, { name: 'x', query: '-a' }, WHO), {
    id: 'alert_query_invalid',
  })
})

test('who reads may not change, and nobody sees the alerts of another workspace', async () => {
  const alert = await made({ name: 'mine', query: 'orange' })
  assert.equal((await analyst.browser.get('/alerts')).status, 200)
  assert.equal((await analyst.browser.post('/alerts', { name: 'x', query: 'orange' })).status, 403)
  assert.equal((await analyst.browser.patch(`/alerts/${alert.id}`, { name: 'y' })).status, 403)
  assert.equal((await analyst.browser.delete(`/alerts/${alert.id}`)).status, 403)
  const other = await server.member(await server.workspace('Other'), 'owner')
  assert.equal((await other.browser.get(`/alerts/${alert.id}`)).status, 404)
  assert.equal((await other.browser.patch(`/alerts/${alert.id}`, { name: 'y' })).status, 404)
  assert.equal((await other.browser.delete(`/alerts/${alert.id}`)).status, 404)
  assert.deepEqual(await (await other.browser.get('/alerts')).json(), { items: [], next: null })
})

test('pages go through every alert once, in order', async () => {
  const names = ['un', 'deux', 'trois', 'quatre', 'cinq']
  for (const name of names) await made({ name, query: name })
  const all = await items('/alerts')
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof items>> = await items(
      `/alerts?limit=2${cursor && `&cursor=${cursor}`}`,
    )
    seen.push(...page.items.map((alert) => alert.id))
    cursor = page.next
  }
  assert.deepEqual(
    seen,
    all.items.map((alert) => alert.id),
  )
  assert.deepEqual(
    all.items.slice(-5).map((alert) => alert.name),
    names,
  )
})

test('figures come of the counters, by the days of the workspace', async () => {
  const alert = await made({ name: 'figures', query: 'ananas' })
  const alerts = [alert.id]
  await say([
    { text: 'ananas 1', at: '2026-11-19T23:30:00Z', alerts },
    { text: 'ananas 2', at: '2026-11-20T08:00:00Z', alerts, sentiment: 'positive' },
    { text: 'ananas 3', at: '2026-11-14T12:00:00Z', alerts },
    { text: 'ananas 4', at: '2026-11-13T12:00:00Z', alerts },
    { text: 'ananas 5', at: '2026-11-01T12:00:00Z', alerts },
  ])
  const read = (await (await manager.browser.get(`/alerts/${alert.id}`)).json()) as typeof alert
  assert.deepEqual(read.week, { count: 3, before: 1, net: -33 })
  // 23:30 UTC is the next day in Paris.
  assert.deepEqual(read.spark, [0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 2])
})

test('days and figures, at the change of clocks as well', () => {
  assert.deepEqual(lastDays(new Date('2026-10-25T00:30:00Z'), 3, 'Europe/Paris'), [
    '2026-10-23',
    '2026-10-24',
    '2026-10-25',
  ])
  assert.deepEqual(lastDays(new Date('2026-03-29T23:30:00Z'), 2, 'Europe/Paris'), [
    '2026-03-29',
    '2026-03-30',
  ])
  assert.deepEqual(lastDays(new Date('2026-01-01T03:00:00Z'), 2, 'America/Guadeloupe'), [
    '2025-12-30',
    '2025-12-31',
  ])
  assert.deepEqual(figuresOf([], ['a', 'b']).week, { count: 0, before: 0, net: 0 })
})

test('the preview finds in history what the alert would have found', async () => {
  await say([
    { text: "La mangue d'Air France", at: '2026-11-18T10:00:00Z' },
    { text: 'Mangue et AIR FRANCE', at: '2026-11-18T11:00:00Z', sentiment: 'positive' },
    { text: 'mangue, concours air france', at: '2026-11-18T12:00:00Z' },
    { text: 'mangue air france', at: '2026-10-01T12:00:00Z' },
    { text: 'notre mangue, Air France', at: '2026-11-18T12:00:00Z', ours: true },
  ])
  const response = await analyst.browser.post('/alerts/preview', { query: 'mangue "air france" -concours' })
  assert.equal(response.status, 200)
  const found = (await response.json()) as {
    total: number
    perDay: number
    days: { day: string; count: number; negative: number; positive: number }[]
    sample: { text: string }[]
  }
  assert.equal(found.total, 2)
  assert.equal(found.perDay, 2 / 30)
  assert.equal(found.days.length, 30)
  assert.deepEqual(found.days.at(-3), { day: '2026-11-18', count: 2, negative: 1, positive: 1 })
  assert.deepEqual(
    found.sample.map(({ text }) => text),
    ['Mangue et AIR FRANCE', "La mangue d'Air France"],
  )
})

test('a preview that takes too long is stopped and said', async () => {
  const blocker = await server.pool.connect()
  await blocker.query('begin; lock table activity in access exclusive mode')
  const response = await manager.browser.post('/alerts/preview', { query: 'mangue' })
  await blocker.query('rollback')
  blocker.release()
  assert.equal(response.status, 422)
  const problem = await problemOf(response)
  assert.equal(problem.id, 'preview_too_costly')
  assert.match(problem.detail, /within 0.5 seconds/)
  assert.equal((await manager.browser.post('/alerts/preview', { query: 'mangue' })).status, 200)
})

test('a preview marks the words that answered, and says between what bounds a day lies', async () => {
  await say([
    { text: 'papaye à la vanille', at: '2026-11-18T10:00:00Z' },
    { text: 'vanille et papayes', at: '2026-11-19T10:00:00Z' },
  ])
  const response = await manager.browser.post('/alerts/preview', { query: 'papaye* -"papaye verte"' })
  const { sample, marks, perDay, interval, span } = (await response.json()) as {
    sample: { id: string; text: string }[]
    marks: Record<string, { part: string; start: number; end: number }[]>
    perDay: number
    interval: { low: number; high: number }
    span: number
  }
  const words = sample.map(({ id, text }) => marks[id]?.map(({ start, end }) => text.slice(start, end)))
  assert.deepEqual([words, span], [[['papayes'], ['papaye']], 30])
  assert.ok(interval.low > 0 && interval.low < perDay && perDay < interval.high && interval.high < 0.5)
})

test('alerts have folders, kept, changed and left', async () => {
  const alert = await made({ name: 'Rangée', query: 'ardoise', folder: ' Marques ' })
  assert.equal(alert.folder, 'Marques')
  const change = async (folder: string | null) =>
    (
      (await (await manager.browser.patch(`/alerts/${alert.id}`, { folder })).json()) as {
        folder: string | null
      }
    ).folder
  assert.deepEqual([await change('Rivaux'), await change(null)], ['Rivaux', null])
  assert.equal((await manager.browser.patch(`/alerts/${alert.id}`, { folder: '' })).status, 422)
  const { rows } = await sql<{ generation: number }>`
    select generation from stream_head where workspace_id = ${workspaceId}`.execute(server.db)
  await change('Marques')
  const after = await sql<{ generation: number }>`
    select generation from stream_head where workspace_id = ${workspaceId}`.execute(server.db)
  assert.deepEqual(after.rows, rows, 'who listens is left alone')
})

test('a difference counts what comes and what goes, with some of each', async () => {
  await say([
    { text: 'goyave rose', at: '2026-11-18T10:00:00Z' },
    { text: 'goyave verte', at: '2026-11-18T11:00:00Z' },
    { text: 'litchi rose', at: '2026-11-18T12:00:00Z' },
    { text: 'litchi ancien', at: '2026-09-18T12:00:00Z' },
  ])
  const alert = await made({ name: 'Fruits', query: 'goyave' })
  const difference = async (query: string) => {
    const response = await analyst.browser.post(`/alerts/${alert.id}/difference`, { query })
    assert.equal(response.status, 200)
    const { added, removed } = (await response.json()) as Record<
      'added' | 'removed',
      { count: number; sample: { text: string }[] }
    >
    return [added, removed].map((side) => [side.count, side.sample.map(({ text }) => text)])
  }
  assert.deepEqual(await difference('goyave OR litchi'), [
    [1, ['litchi rose']],
    [0, []],
  ])
  assert.deepEqual(await difference('rose'), [
    [1, ['litchi rose']],
    [1, ['goyave verte']],
  ])
  assert.deepEqual(await difference('goyave'), [
    [0, []],
    [0, []],
  ])
  assert.equal((await manager.browser.post(`/alerts/${alert.id}/difference`, { query: '(' })).status, 422)
})

test('queries and files of other tools come in by the API, with their notes in the language of the reader', async () => {
  const post = async (path: string, body: object) => {
    const response = await analyst.browser.post(path, body)
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const one = await post('/query/import', { from: 'brandwatch', query: 'lampe AND city:lyon' })
  assert.deepEqual(one, {
    status: 200,
    body: {
      query: 'lampe',
      reading: '“lampe”',
      errors: [],
      notes: [
        {
          start: 10,
          end: 19,
          what: 'city:lyon',
          fate: 'dropped',
          effect: 'more',
          message: '“city:”: only the country is known here.',
        },
      ],
    },
  })
  const list = await post('/query/import-list', { from: 'google-alerts', text: 'lampe OR ardoise\n-jeu' })
  const items = list.body.items as { name: string; source: string; query: string; errors: string[] }[]
  assert.deepEqual(
    items.map(({ source, query, errors }) => [source, query, errors.length]),
    [
      ['lampe OR ardoise', 'lampe OR ardoise', 0],
      ['-jeu', '-jeu', 1],
    ],
  )
  assert.equal((await post('/query/import', { from: 'elsewhere', query: 'x' })).status, 422)
})

test('a query is read back in words, or all its mistakes are told with their mends', async () => {
  const check = async (query: string, more = {}) =>
    await (await analyst.browser.post('/query/check', { query, ...more })).json()
  assert.deepEqual(await check('retard* -concours'), {
    ok: true,
    errors: [],
    reading: 'A word that begins with “retard”, but not “concours”',
  })
  assert.deepEqual(await check('(retard* channel:blusky'), {
    ok: false,
    errors: [
      {
        start: 17,
        end: 23,
        message: '“blusky” is not a value of “channel:”. Possible values: bluesky, feed.',
        mend: null,
      },
      { start: 0, end: 1, message: 'This parenthesis is never closed.', mend: '(retard* channel:blusky)' },
    ],
    reading: null,
  })
  assert.equal(((await check('lang:fr')) as { ok: boolean }).ok, false)
  assert.equal(((await check('lang:fr', { alert: false })) as { ok: boolean }).ok, true)
})

test('a workspace holds ten thousand alerts and no more', async () => {
  const full = await server.workspace('Full')
  await sql`insert into alert (workspace_id, id, name, query, kind, position)
    select ${full}, gen_random_uuid(), 'x', 'orange', 'topic', n from generate_series(1, ${MAX_ALERTS - 1}::int) n`.execute(
    server.db,
  )
  const add = () => createAlert(server.db, full, { name: 'last', query: 'orange' }, WHO)
  const [first, second] = await Promise.allSettled([add(), add()])
  const refusals = [first, second].filter((one) => one.status === 'rejected')
  assert.deepEqual(
    refusals.map(({ reason }) => reason.id),
    ['alerts_full'],
  )
  assert.equal((await listAlerts(server.db, full)).length, MAX_ALERTS)
})

/** Collects what travels on the notification channel. */
async function listen(heard: string[]): Promise<() => Promise<void>> {
  const client = await server.pool.connect()
  client.on('notification', ({ payload }) => {
    if (payload) heard.push(payload)
  })
  await client.query('listen veillee')
  return async () => {
    // Whatever was sent before this answer is delivered with it.
    await client.query('select 1')
    await client.query('unlisten veillee')
    client.removeAllListeners('notification')
    client.release()
  }
}
