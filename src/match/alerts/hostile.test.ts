import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { encodeCursor } from '../../../lib/page/index.ts'
import { type Member, type TestServer, testServer } from '../../../test/support/http.ts'
import { alertRoutes } from './routes.ts'
import { changeAlert, createAlert, deleteAlert, listAlerts, listListening, pageOfAlerts } from './store.ts'

const WHO = { label: 'test' }

let server: TestServer
let workspaceId: string
let manager: Member
before(async () => {
  server = await testServer({ routes: () => alertRoutes() })
  workspaceId = await server.workspace()
  manager = await server.member(workspaceId, 'manager')
})
after(() => server.close())

test('a page asked for by any forged cursor is a page or a refusal', async () => {
  await createAlert(server.db, workspaceId, { name: 'un', query: 'lampe' }, WHO)
  const id = uuidv7()
  const keys = [
    [2 ** 31, id],
    [-(2 ** 40), id],
    [Number.MAX_SAFE_INTEGER, id],
    [0, id],
    [1.5, id],
    [1, 'x'],
    [1],
    [],
    ['1', id],
    [null, id],
    [1, `${id}'; drop table alert; --`],
  ]
  for (const key of keys) {
    const { status } = await manager.browser.get(`/alerts?cursor=${encodeCursor(key)}`)
    assert.ok(status === 200 || status === 422, `${JSON.stringify(key)}: ${status}`)
  }
})

test('what an alert is called or asks is kept as it came, or refused; never half', async () => {
  const said = [
    '\u202eétagère',
    '<img src=x onerror=alert(1)>',
    'a\u0000b',
    '\ud800',
    '😡'.repeat(100),
    ' \u00a0 ',
    'x'.repeat(201),
  ]
  for (const name of said) {
    const answer = await manager.browser.post('/alerts', { name, query: 'lampe' })
    assert.ok([201, 422].includes(answer.status), `${JSON.stringify(name)}: ${answer.status}`)
    if (answer.status === 201)
      assert.equal(((await answer.json()) as { name: string }).name, name.trim().toWellFormed())
  }
  for (const query of [
    'a\u0000b',
    '\ud800',
    '('.repeat(3000),
    'a '.repeat(20_000),
    '"'.repeat(999),
    'OR '.repeat(999),
  ]) {
    const answer = await manager.browser.post('/alerts', { name: 'n', query })
    assert.ok([201, 422].includes(answer.status), `${JSON.stringify(query.slice(0, 20))}: ${answer.status}`)
    const check = await manager.browser.post('/query/check', { query })
    assert.ok([200, 422].includes(check.status), `${JSON.stringify(query.slice(0, 20))}: ${check.status}`)
  }
})

test('two who change and take away the same alert at once leave it whole or gone, and the other refused', async () => {
  const home = await server.workspace()
  for (let round = 0; round < 6; round++) {
    const { id } = await createAlert(server.db, home, { name: 'un', query: 'lampe', kind: 'brand' }, WHO)
    const ends = await Promise.allSettled([
      changeAlert(server.db, home, id, { query: 'abat jour', paused: round % 2 === 0 }, WHO),
      deleteAlert(server.db, home, id, WHO),
      deleteAlert(server.db, home, id, WHO),
      changeAlert(server.db, home, id, { name: 'deux' }, WHO),
    ])
    const [, one, other] = ends.map(({ status }) => status)
    assert.deepEqual([one, other].sort(), ['fulfilled', 'rejected'])
    for (const end of ends) if (end.status === 'rejected') assert.equal(end.reason.id, 'not_found')
    assert.deepEqual(await listAlerts(server.db, home), [])
    assert.deepEqual(await listListening(server.db, home), [])
  }
})

interface Kept {
  id: string
  name: string
  query: string
  paused: boolean
}

test('any sequence of changes leaves what a plain list would have, page by page, and another workspace alone', async () => {
  const queries = fc.constantFrom('lampe', 'abat OR jour', '(', 'lampe -jus', '')
  const step = fc.record({
    what: fc.constantFrom('make', 'make', 'change', 'drop', 'foreign'),
    at: fc.nat(9),
    name: fc.constantFrom('un', 'deux', 'trois'),
    query: fc.option(queries, { nil: undefined }),
    paused: fc.option(fc.boolean(), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, limit) => {
        const { db } = server
        const [home, away] = [await server.workspace(), await server.workspace()]
        const stranger = await createAlert(db, away, { name: 'loin', query: 'lampe' }, WHO)
        const list: Kept[] = []
        const isGood = (query: string) => query !== '(' && query !== ''
        const refused = (work: Promise<unknown>, id: string) =>
          assert.rejects(work, (error: { id?: string }) => error.id === id)
        for (const { what, at, name, query, paused } of steps) {
          const one = list[at % Math.max(1, list.length)]
          if (what === 'make') {
            const asked = { name, query: query ?? 'lampe', paused: paused ?? false }
            if (isGood(asked.query)) list.push({ id: (await createAlert(db, home, asked, WHO)).id, ...asked })
            else await refused(createAlert(db, home, asked, WHO), 'alert_query_invalid')
          } else if (what === 'foreign' || !one) {
            await refused(changeAlert(db, home, stranger.id, { name }, WHO), 'not_found')
            await refused(deleteAlert(db, home, stranger.id, WHO), 'not_found')
          } else if (what === 'drop') {
            await deleteAlert(db, home, one.id, WHO)
            list.splice(list.indexOf(one), 1)
          } else {
            const change = {
              name,
              ...(query !== undefined && { query }),
              ...(paused !== undefined && { paused }),
            }
            if (query === undefined || isGood(query))
              Object.assign(one, change, await changeAlert(db, home, one.id, change, WHO))
            else await refused(changeAlert(db, home, one.id, change, WHO), 'alert_query_invalid')
          }
        }
        const plain = ({ id, name, query, paused }: Kept) => ({ id, name, query, paused })
        assert.deepEqual((await listAlerts(db, home)).map(plain), list.map(plain))
        const listening = (await listListening(db, home)).map(({ id }) => id)
        assert.deepEqual(listening.sort(), list.flatMap(({ id, paused }) => (paused ? [] : [id])).sort())
        assert.deepEqual(
          (await listAlerts(db, away)).map(({ name }) => name),
          ['loin'],
        )
        const seen: string[] = []
        for (let page = await pageOfAlerts(db, home, limit); page.length > 0; ) {
          assert.ok(page.length <= limit)
          seen.push(...page.map(({ id }) => id))
          page = await pageOfAlerts(db, home, limit, page.at(-1))
        }
        assert.deepEqual(
          seen,
          list.map(({ id }) => id),
        )
      },
    ),
    { numRuns: 8 },
  )
})
