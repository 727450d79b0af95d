import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Member, problemOf, type TestServer, testServer } from '../../../../test/support/http.ts'
import { listRoutes } from '../list/routes.ts'
import { viewRoutes } from './routes.ts'
import type { View } from './store.ts'

const DAY = 86_400_000
let now = new Date('2026-11-22T12:00:00Z')
let server: TestServer
let workspaceId: string
let ana: Member
let ben: Member
let reader: Member
before(async () => {
  server = await testServer({
    routes: () => [...viewRoutes, ...listRoutes],
    clock: { now: () => now },
  })
  workspaceId = await server.workspace()
  ana = await server.member(workspaceId, 'agent')
  ben = await server.member(workspaceId, 'agent')
  reader = await server.member(workspaceId, 'analyst')
})
after(() => server.close())

type Body = Partial<View>
const call = async <T>(
  who: Member,
  method: 'get' | 'post' | 'patch' | 'put' | 'delete',
  path: string,
  body?: object,
) => {
  const answer = await who.browser[method](path, body)
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`)
  return (await answer.json()) as T
}
const keep = (who: Member, body: Body) =>
  call<View>(who, 'post', '/inbox-views', {
    name: 'Retards',
    filter: {},
    sort: 'priority',
    shared: false,
    ...body,
  })
const names = async (who: Member) =>
  (await call<{ items: View[] }>(who, 'get', '/inbox-views')).items.map(({ name }) => name)
const clear = () => sql`delete from inbox_view`.execute(server.db)

async function talk(
  more: { status?: string; visibility?: string; assignee?: string | null; review?: boolean } = {},
) {
  const { status = 'open', visibility = 'public', assignee = null, review = false } = more
  const id = uuidv7()
  await sql`
    insert into conversation (workspace_id, id, channel, thread_key, visibility, author_id, snippet, status, assignee_id,
      priority, review, sentiment, lang, first_at, last_at, last_activity_id, waiting_since)
    values (${workspaceId}, ${id}, 'net', ${id}, ${visibility}, 'ana', 'dit', ${status}, ${assignee}, 0, ${review},
      'neutral', 'fr', ${now}, ${now}, ${uuidv7()}, ${now})`.execute(server.db)
  return id
}

describe('a view that is kept', () => {
  it('is its owner’s alone, or the team’s, and its filter is what its address shows', async () => {
    await clear()
    const mine = await talk({ assignee: ana.memberId })
    await talk()
    const own = await keep(ana, { name: 'À moi', filter: { assignee: 'me', status: 'open' } })
    const team = await keep(ana, { name: 'Équipe', filter: { assignee: 'me' }, shared: true, sort: 'recent' })
    assert.deepEqual([await names(ana), await names(ben)], [['À moi', 'Équipe'], ['Équipe']])
    const shown = async (who: Member, view: View, more = '') =>
      (await call<{ items: { id: string }[] }>(who, 'get', `/conversations?saved=${view.id}${more}`)).items
    assert.deepEqual(
      (await shown(ana, own)).map(({ id }) => id),
      [mine],
    )
    assert.deepEqual(await shown(ben, team), [], '“me” is whoever looks')
    assert.equal((await shown(ana, own, '&assignee=none')).length, 1, 'what the address says comes first')
    const answer = await ben.browser.get(`/conversations?saved=${own.id}`)
    assert.equal((await problemOf(answer)).id, 'not_found')
  })

  it('is read page by page in its own order', async () => {
    const view = await keep(ana, { name: 'Pages', filter: { status: 'open' }, sort: 'priority' })
    const seen: string[] = []
    let cursor = ''
    do {
      const page: { items: { id: string }[]; next: string | null } = await call(
        ana,
        'get',
        `/conversations?saved=${view.id}&limit=1${cursor}`,
      )
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next ? `&cursor=${page.next}` : ''
    } while (cursor)
    assert.equal(new Set(seen).size, 2)
    assert.equal(seen.length, 2)
  })

  it('of the team is changed by those who work in the inbox, of one’s own by whoever reads it', async () => {
    await clear()
    const team = await keep(ana, { shared: true })
    const refused = [
      await reader.browser.post('/inbox-views', { name: 'x', filter: {}, sort: 'recent', shared: true }),
      await reader.browser.patch(`/inbox-views/${team.id}`, { name: 'x' }),
      await reader.browser.delete(`/inbox-views/${team.id}`),
    ]
    assert.deepEqual(
      refused.map(({ status }) => status),
      [403, 403, 403],
    )
    const own = await keep(reader, { name: 'Lecture' })
    const raised = await reader.browser.patch(`/inbox-views/${own.id}`, { shared: true })
    assert.equal(raised.status, 403)
    const changed = await call<View>(ben, 'patch', `/inbox-views/${team.id}`, {
      name: 'Ensemble',
      sort: 'waiting',
    })
    assert.deepEqual([changed.name, changed.sort, changed.shared], ['Ensemble', 'waiting', true])
    const taken = await call<View>(ben, 'patch', `/inbox-views/${team.id}`, { shared: false })
    assert.equal(taken.shared, false)
    assert.deepEqual([await names(ana), await names(ben)], [[], ['Ensemble']])
  })

  it('comes back where it was taken away by mistake, for a day', async () => {
    await clear()
    const view = await keep(ana, { filter: { lang: 'fr' } })
    await call(ana, 'delete', `/inbox-views/${view.id}`)
    assert.deepEqual(await names(ana), [])
    const team = await keep(ana, { shared: true })
    await call(ana, 'delete', `/inbox-views/${team.id}`)
    assert.equal((await reader.browser.post(`/inbox-views/${team.id}/restore`, {})).status, 403)
    assert.deepEqual(await names(ben), [], 'who may not take the team’s away may not bring it back')
    const stranger = await ben.browser.post(`/inbox-views/${view.id}/restore`, {})
    assert.equal(stranger.status, 404)
    const back = await call<View>(ana, 'post', `/inbox-views/${view.id}/restore`, {})
    assert.deepEqual(back, view)
    await call(ana, 'delete', `/inbox-views/${view.id}`)
    now = new Date(now.getTime() + 2 * DAY)
    const late = await ana.browser.post(`/inbox-views/${view.id}/restore`, {})
    assert.equal(late.status, 404, 'a day has gone, though nothing has cleared it away yet')
    const other = await keep(ana, {})
    await call(ana, 'delete', `/inbox-views/${other.id}`)
    assert.equal((await ana.browser.post(`/inbox-views/${view.id}/restore`, {})).status, 404)
  })

  it('stands where it is put, and there are so many and no more', async () => {
    await clear()
    const views = []
    for (const name of ['a', 'b', 'c']) views.push(await keep(ana, { name, shared: name === 'b' }))
    const [a, b, c] = views.map(({ id }) => id)
    await call(ana, 'put', '/inbox-views/order', { ids: [c, a] })
    assert.deepEqual(await names(ana), ['c', 'a', 'b'])
    assert.equal((await ben.browser.put('/inbox-views/order', { ids: [a] })).status, 404)
    await call(ben, 'put', '/inbox-views/order', { ids: [b] })
    for (let n = 2; n < 50; n++) await keep(ana, { name: `v${n}` })
    const refused = await ana.browser.post('/inbox-views', {
      name: 'x',
      filter: {},
      sort: 'recent',
      shared: false,
    })
    assert.equal((await problemOf(refused)).id, 'too_many_views')
    await keep(ana, { name: 'team', shared: true })
  })

  it('takes no filter that there is not', async () => {
    for (const filter of [{ sql: '1=1' }, { status: 'merged' }, { assignee: 'x' }]) {
      const answer = await ana.browser.post('/inbox-views', {
        name: 'x',
        filter,
        sort: 'recent',
        shared: false,
      })
      assert.equal(answer.status, 422, JSON.stringify(filter))
    }
  })
})

it('counts what stands in each view, to a hundred, and not what is searched for in words', async () => {
  await clear()
  const all = await keep(ana, { filter: { status: 'open' }, sort: 'recent' })
  const words = await keep(ana, { filter: { q: 'lampe' } })
  await talk({ visibility: 'private' })
  await talk({ review: true })
  const counts = async () =>
    (await call<{ counts: Record<string, number | null> }>(ana, 'get', '/inbox-views/counts')).counts
  const first = await counts()
  assert.deepEqual([first.private, first.reviews, first[all.id], first[words.id]], [1, 1, 4, null])
  for (let n = 0; n < 120; n++) await talk({ status: 'done' })
  const done = await keep(ana, { filter: { status: 'done' }, sort: 'recent' })
  assert.equal((await counts())[done.id], 100)
})

it('counts the others where one view takes too long, and says nothing of that one', async () => {
  const all = await keep(ana, { filter: { status: 'open' }, sort: 'recent' })
  const holder = await server.pool.connect()
  try {
    await holder.query('begin; lock table conversation_mention in access exclusive mode')
    const { counts } = await call<{ counts: Record<string, number | null> }>(
      ...([ana, 'get', '/inbox-views/counts'] as const),
    )
    assert.equal(counts.mentions, null)
    assert.ok((counts[all.id] ?? 0) > 0)
    assert.notEqual(counts.private, null)
  } finally {
    await holder.query('rollback')
    holder.release()
  }
})
