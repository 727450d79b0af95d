import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { connect } from '../lib/db/index.ts'
import { consume } from '../src/activity/index.ts'
import { createShownAccount, ingest } from '../src/ingest/index.ts'
import { changeConversations, forgetLooks, wakeSnoozed } from '../src/relate/inbox/index.ts'
import type { Engine } from '../src/server/engine.ts'
import { CONSUMERS } from '../src/server/worker.ts'
import { note } from './support/entries.ts'
import { everyRoute } from './support/every-route.ts'
import { type Ask, type Member, problemOf, type TestServer, testServer } from './support/http.ts'

/** Inbox, people and reports as they are asked for, on mail that came through the pipeline. */
const SECRET = 'mon numéro de dossier est 4711'
let server: TestServer
let engine: Engine
let workspace = ''
let agent: Member
let owner: Member
let guest: Member

before(async () => {
  server = await testServer({
    routes: async (parts) => {
      const made = await everyRoute(parts)
      engine = made.engine
      return made.routes
    },
  })
  workspace = await server.workspace()
  owner = await server.member(workspace, 'owner')
  agent = await server.member(workspace, 'agent')
  guest = await server.member(workspace, 'guest')
  const now = Date.now()
  const account = { workspaceId: workspace, channel: 'email', name: 'Courrier', inbox: true, now: new Date() }
  const accountId = await createShownAccount(server.db, account)
  const activities = Array.from({ length: 7 }, (_, n) =>
    note(`mail-${n}`, n === 3 ? SECRET : `Bonjour, question ${n} ?`, {
      at: new Date(now - (n + 1) * 600_000).toISOString(),
      actor: { id: `client${n}@example.org`, name: n === 5 ? '<img src=x onerror=alert(1)>' : `Client ${n}` },
      visibility: 'private',
    }),
  )
  const source = { workspaceId: workspace, channel: 'email', accountId, keep: 'all' as const }
  await ingest(server.db, source, { activities }, engine.pipeline)
  for (const consumer of CONSUMERS) while ((await consume(server.db, workspace, consumer)) > 0);
})
after(() => server.close())

// biome-ignore lint/suspicious/noExplicitAny: replies are looked into field by field
async function ask(member: Member, path: string, options: Ask = {}): Promise<any> {
  const response = await member.browser.get(path, options)
  assert.equal(response.status, 200, await response.clone().text())
  return response.json()
}

describe('the inbox', () => {
  test('pages through every conversation once, in both orders, whatever the page', async () => {
    for (const sort of ['recent', 'waiting']) {
      for (const limit of [1, 3, 7, 50]) {
        const seen: string[] = []
        let cursor = ''
        do {
          const page = await ask(agent, `/conversations?sort=${sort}&limit=${limit}${cursor}`)
          seen.push(...page.items.map((one: { id: string }) => one.id))
          cursor = page.next ? `&cursor=${page.next}` : ''
        } while (cursor)
        assert.deepEqual([seen.length, new Set(seen).size], [7, 7], `${sort} by ${limit}`)
      }
    }
  })

  test('filters, and finds by words', async () => {
    const count = async (query: string) => (await ask(agent, `/conversations?${query}`)).items.length
    assert.equal(await count('q=dossier'), 1)
    assert.equal(await count('channel=email&status=open'), 7)
    assert.equal(await count('channel=feed'), 0)
    assert.equal(await count('assignee=me'), 0)
    assert.equal(await count('label=vip'), 0)
    assert.equal((await agent.browser.get('/conversations?q=(')).status, 422)
    assert.equal((await agent.browser.get('/conversations?cursor=abc')).status, 422)
  })

  test('changes, tells what takes it back, and takes it back', async () => {
    const { items } = await ask(agent, '/conversations')
    const ids = items.map((one: { id: string }) => one.id)
    const before = await ask(agent, '/conversations/counts')
    assert.deepEqual([before.open, before.unassigned, before.mine], [7, 7, 0])
    const change = { status: 'done', assigneeId: agent.memberId, labels: ['vip'] }
    const answer = await agent.browser.post('/conversations/bulk', { ids, change })
    const { changed, undo } = (await answer.json()) as {
      changed: number
      undo: { id: string; change: object }[]
    }
    assert.equal(changed, 7)
    assert.deepEqual((await ask(agent, '/conversations/counts')).done, 7)
    for (const one of undo) {
      const back = await agent.browser.patch(`/conversations/${one.id}`, one.change)
      assert.equal(back.status, 200, await back.clone().text())
    }
    assert.deepEqual(await ask(agent, '/conversations/counts'), before)
    const stranger = await agent.browser.patch(`/conversations/${ids[0]}`, { assigneeId: owner.userId })
    assert.deepEqual([stranger.status, (await problemOf(stranger)).id], [422, 'assignee_unknown'])
    assert.equal((await guest.browser.patch(`/conversations/${ids[0]}`, change)).status, 403)
  })

  test('tells in order what was said, noted and done, and who else looks', async () => {
    const [{ id }] = (await ask(agent, '/conversations?q=dossier')).items
    await agent.browser.post(`/conversations/${id}/notes`, { text: 'À rappeler' })
    const { items } = await ask(agent, `/conversations/${id}/items?limit=100`)
    const kinds = items.map((one: { kind: string }) => one.kind)
    assert.equal(kinds[0], 'message')
    assert.equal(kinds.at(-1), 'note')
    assert.deepEqual((await ask(owner, `/conversations/${id}`)).viewers, [])
    const { viewers, notes } = await ask(agent, `/conversations/${id}`)
    assert.deepEqual([viewers.map((one: { id: string }) => one.id), notes], [[owner.memberId], 1])
    // Who looks is shown for 45 seconds after their last sign.
    await forgetLooks(server.db, new Date(Date.now() + 60_000))
    assert.deepEqual((await ask(agent, `/conversations/${id}`)).viewers, [])
  })

  test('wakes only what is still put away at its time', async () => {
    const { items } = await ask(agent, '/conversations')
    const [one, two] = items.map((row: { id: string }) => row.id)
    const by = { memberId: null, now: new Date() }
    const soon = new Date(Date.now() + 3_600_000)
    const later = new Date(Date.now() + 7_200_000)
    const snooze = { status: 'snoozed' as const, snoozedUntil: soon }
    await changeConversations(server.db, workspace, [one, two], snooze, by)
    const held = Promise.withResolvers<void>()
    const holding = Promise.withResolvers<void>()
    const longer = server.db.transaction().execute(async (tx) => {
      const handle = tx as unknown as typeof server.db
      await changeConversations(handle, workspace, [one], { ...snooze, snoozedUntil: later }, by)
      holding.resolve()
      await held.promise
    })
    await holding.promise
    const waking = wakeSnoozed(server.db, soon)
    const waits = async () =>
      (
        await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(server.db)
      ).rows[0]?.n
    while (!(await waits()));
    held.resolve()
    await longer
    assert.equal(await waking, 1)
    assert.equal((await ask(agent, `/conversations/${one}`)).status, 'snoozed')
    assert.equal((await ask(agent, `/conversations/${two}`)).status, 'open')
    await changeConversations(server.db, workspace, [one], { status: 'open' }, by)
  })
})

describe('what is private', () => {
  const key = async (...permissions: string[]): Promise<Ask> => {
    const made = await owner.browser.post('/keys', { name: permissions.join(), permissions })
    const { secret } = (await made.json()) as { secret: string }
    return { bare: true, headers: { authorization: `Bearer ${secret}` } }
  }

  test('is told to no key that may read the stream or people, and not the inbox', async () => {
    const { items } = await ask(owner, '/activities?query=dossier')
    assert.equal(items.length, 1)
    const [{ id, personId }] = items
    const paths = [
      '/activities',
      '/activities?query=dossier',
      `/activities/${id}`,
      `/people/${personId}/timeline`,
    ]
    const narrow = await key('stream:read', 'people:read', 'reports:read', 'alerts:read')
    const wide = await key('stream:read', 'people:read', 'inbox:read')
    for (const path of paths) {
      assert.ok(!(await (await owner.browser.get(path, narrow)).text()).includes(SECRET), path)
      assert.ok((await (await owner.browser.get(path, wide)).text()).includes(SECRET), path)
    }
    const preview = await owner.browser.post('/alerts/preview', { query: 'dossier' }, narrow)
    assert.ok(!(await preview.text()).includes(SECRET))
  })

  test('shows a guest figures, and nobody’s words or names', async () => {
    const response = await guest.browser.get('/day')
    assert.equal(response.status, 200)
    const text = await response.text()
    assert.doesNotMatch(text, /dossier|question|Client|example\.org/)
    assert.equal(JSON.parse(text).waiting.total, 7)
    const day = new Date(Date.now() - 86_400_000).toISOString()
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const { series } = await ask(guest, `/series?by=channel&from=${day}&to=${until}&step=hour`)
    assert.equal(
      series[0].points.reduce((sum: number, one: { count: number }) => sum + one.count, 0),
      7,
    )
    for (const path of ['/activities', '/conversations', '/people?q=client'])
      assert.equal((await guest.browser.get(path)).status, 403)
  })
})

describe('people', () => {
  test('are found by name and address, and each reading is in the journal', async () => {
    const [found] = await ask(agent, '/people?q=client%204')
    assert.equal(found.name, 'Client 4')
    assert.equal((await ask(agent, '/people?q=client4@example.org'))[0].id, found.id)
    const person = await ask(agent, `/people/${found.id}`)
    assert.deepEqual([person.exchanges, person.email, person.orders.count], [1, 'client4@example.org', 0])
    await ask(agent, `/people/${found.id}/timeline`)
    const { items } = await ask(owner, '/audit')
    const reads = items.filter((one: { target: string }) => one.target === found.id)
    assert.deepEqual(
      reads.map((one: { action: string; detail: object }) => [one.action, one.detail]),
      [
        ['person.read', { part: 'timeline' }],
        ['person.read', {}],
      ],
    )
    assert.equal((await agent.browser.get(`/people/${workspace}`)).status, 404)
  })
})

test('a search that goes over too much is refused in words, and holds no connection', async () => {
  const other = connect(server.url, { max: 1 })
  const held = Promise.withResolvers<void>()
  const holding = Promise.withResolvers<void>()
  const holder = other.db.transaction().execute(async (tx) => {
    // What takes for ever: nobody may read meanwhile.
    await sql`lock table activity, conversation_item in access exclusive mode`.execute(tx)
    holding.resolve()
    await held.promise
  })
  await holding.promise
  const answers = await Promise.all(
    ['/activities?query=lampe', '/conversations?q=lampe'].map((path) => agent.browser.get(path)),
  )
  held.resolve()
  await holder
  await other.close()
  for (const answer of answers)
    assert.deepEqual([answer.status, (await problemOf(answer)).id], [422, 'search_too_costly'])
  assert.equal((await agent.browser.get('/activities?query=dossier')).status, 200)
})
