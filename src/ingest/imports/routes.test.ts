import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Member, type TestServer, testServer } from '../../../test/support/http.ts'
import { importDeps, reviews, runOn, tally } from '../../../test/support/imports.ts'
import type { Import } from '../../server/api.ts'
import { importRoutes, type RunSoon } from './index.ts'

let server: TestServer
let made: Awaited<ReturnType<typeof importDeps>>
let workspaceId: string
let owner: Member
const asked: string[] = []
before(async () => {
  server = await testServer({
    routes: async ({ db }) => {
      made = await importDeps(db)
      const runSoon: RunSoon = async ({ importId }) => {
        asked.push(importId)
      }
      return importRoutes({ folder: made.folder, limit: 100_000, runSoon })
    },
  })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
})
after(async () => {
  await made.remove()
  await server.close()
})

async function send(content: string, member = owner, name = 'avis.csv'): Promise<Response> {
  return member.browser.ask('POST', `/imports?name=${encodeURIComponent(name)}`, {
    body: content,
    headers: { 'content-type': 'text/csv' },
  })
}

async function read(response: Response, status = 200): Promise<Import> {
  const body = await response.text()
  assert.equal(response.status, status, body)
  return JSON.parse(body)
}

async function problem(response: Response): Promise<{ status: number; type: string; detail: string }> {
  return response.json()
}

test('a file is sent, looked at, mapped, started, followed and reported', async () => {
  const one = await read(await send(reviews(50, [9, 10, 11])), 201)
  assert.equal(one.state, 'ready')
  assert.deepEqual(one.mapping, { Date: 'published', Auteur: 'author', Message: 'text', Note: 'rating' })
  assert.deepEqual(one.fields[1], { name: 'published', words: 'Date' })
  assert.ok(Object.values(one.mapping).every((name) => one.fields.some((field) => field.name === name)))
  assert.equal(one.preview[8]?.error, 'The line has no date.')
  const listed = (await (await owner.browser.get('/imports')).json()) as Import[]
  assert.deepEqual(
    listed.map(({ id }) => id),
    [one.id],
  )

  const { Note: _, ...mapping } = one.mapping
  const changed = await read(
    await owner.browser.patch(`/imports/${one.id}`, {
      mapping,
      options: { ...one.options, timeZone: 'UTC' },
    }),
  )
  assert.deepEqual(
    [changed.mapping, changed.options.timeZone, changed.preview[0]?.fields.rating],
    [mapping, 'UTC', undefined],
  )

  const started = await read(await owner.browser.post(`/imports/${one.id}/start`))
  assert.deepEqual([started.state, started.phase, asked], ['running', 'checking', [one.id]])
  assert.equal((await owner.browser.patch(`/imports/${one.id}`, { mapping: one.mapping })).status, 409)
  assert.equal((await owner.browser.post(`/imports/${one.id}/start`)).status, 409)
  assert.equal((await owner.browser.delete(`/imports/${one.id}`)).status, 409)

  await runOn(made.deps, workspaceId, one.id)
  const checked = await read(await owner.browser.get(`/imports/${one.id}`))
  assert.deepEqual([checked.state, checked.checked, checked.errors], ['ready', true, 3])
  assert.deepEqual(checked.summary?.reasons, [{ reason: 'date_missing', words: 'No date', count: 3 }])
  // A form that is sent again unchanged does not throw the check away.
  await read(
    await owner.browser.patch(`/imports/${one.id}`, { mapping: checked.mapping, options: checked.options }),
  )
  const again = await read(await owner.browser.post(`/imports/${one.id}/start`))
  assert.equal(again.phase, 'importing')
  await runOn(made.deps, workspaceId, one.id)
  const done = await read(await owner.browser.get(`/imports/${one.id}`))
  assert.deepEqual([done.state, done.imported, done.bytesRead], ['done', 47, done.bytes])

  const report = await owner.browser.get(`/imports/${one.id}/errors.csv`)
  assert.equal(report.headers.get('content-type'), 'text/csv; charset=utf-8')
  assert.match(report.headers.get('content-disposition') ?? '', /^attachment; .*avis-errors\.csv$/)
  assert.equal((await report.text()).split('\r\n').length, 5)

  const cancelled = await read(await owner.browser.post(`/imports/${one.id}/cancel`))
  assert.deepEqual([cancelled.state, cancelled.phase], ['cancelled', 'removing'])
  await runOn(made.deps, workspaceId, one.id)
  assert.deepEqual(await tally(server.db, workspaceId), [0, 0, 0, 0])
  assert.equal((await owner.browser.delete(`/imports/${one.id}`)).status, 204)
  assert.equal((await owner.browser.get(`/imports/${one.id}`)).status, 404)
})

test('another way of reading finds the rest again, and keeps what was chosen', async () => {
  const one = await read(
    await send('a,b;c\nDate;Texte, long;Note\n02/01/2024;Bonjour, vous;3\n03/01/2024;Oui, bien;4\n'),
    201,
  )
  assert.deepEqual([one.options.headerLine, one.options.dateOrder], [2, 'dmy'])
  const swapped = await read(
    await owner.browser.patch(`/imports/${one.id}`, { options: { dateOrder: 'mdy' } }),
  )
  assert.equal(swapped.preview[0]?.fields.published, '2024-01-31T23:00:00.000Z')
  const first = await read(await owner.browser.patch(`/imports/${one.id}`, { options: { headerLine: 1 } }))
  assert.deepEqual(
    first.columns.map(({ name }) => name),
    ['a,b', 'c', 'C'],
  )
  assert.equal(first.options.dateOrder, 'mdy')
  const comma = await read(await owner.browser.patch(`/imports/${one.id}`, { options: { delimiter: ',' } }))
  assert.deepEqual(
    comma.columns.map(({ name }) => name),
    ['a', 'b;c'],
  )
})

test('what is read in another encoding may be of another format, and comes back', async () => {
  const one = await read(
    await send('{"date":"2024-01-31","text":"Bonjour"}\n{"date":"2024-02-01","text":"Merci"}\n'),
    201,
  )
  assert.equal(one.format, 'jsonl')
  const odd = await read(
    await owner.browser.patch(`/imports/${one.id}`, { options: { encoding: 'utf-16le' } }),
  )
  assert.equal(odd.format, 'csv')
  const back = await read(await owner.browser.patch(`/imports/${one.id}`, { options: { encoding: 'utf-8' } }))
  assert.deepEqual([back.format, back.mapping, back.preview.length], ['jsonl', one.mapping, 2])
})

test('what cannot be is refused in words', async () => {
  const tell = async (response: Response) => {
    const { status, type } = await problem(response)
    return [status, type.replace('urn:veillee:problem:', '')]
  }
  assert.deepEqual(await tell(await send('')), [422, 'import_empty'])
  assert.deepEqual(await tell(await send('%PDF-1.7')), [422, 'import_format'])
  assert.deepEqual(await tell(await send('x'.repeat(100_001))), [413, 'import_too_large'])
  const one = await read(await send('Nom;Ville\nA;B\nC;D\n'), 201)
  assert.deepEqual(await tell(await owner.browser.post(`/imports/${one.id}/start`)), [
    422,
    'import_mapping_date',
  ])
  assert.deepEqual(await tell(await owner.browser.post(`/imports/${one.id}/cancel`)), [
    409,
    'import_not_running',
  ])
  assert.deepEqual(await tell(await owner.browser.post(`/imports/${one.id}/resume`)), [
    409,
    'import_not_stopped',
  ])
  for (const options of [
    { timeZone: 'Mars/Base' },
    { delimiter: '""' },
    { encoding: 'utf-7' },
    { headerLine: -1 },
    { other: 1 },
    { source: '' },
  ])
    assert.equal(
      (await owner.browser.patch(`/imports/${one.id}`, { options })).status,
      422,
      JSON.stringify(options),
    )
  assert.equal(
    (await owner.browser.patch(`/imports/${one.id}`, { mapping: { Nom: 'password' } })).status,
    422,
  )
  assert.equal((await owner.browser.patch(`/imports/${one.id}`, { state: 'done' })).status, 422)
})

test('a name that came with a file is shown, and is never a path', async () => {
  const one = await read(await send(reviews(1), owner, '../../etc/passwd\u0001<b>'), 201)
  assert.equal(one.fileName, '.. .. etc passwd <b>')
  const report = await owner.browser.get(`/imports/${one.id}/errors.csv`)
  assert.match(
    report.headers.get('content-disposition') ?? '',
    /filename="errors\.csv"; filename\*=UTF-8''[\w%.-]+$/,
  )
})

test('another workspace, and those who may not, see nothing of it', async () => {
  const one = await read(await send(reviews(1)), 201)
  const stranger = await server.member(await server.workspace('Autre'), 'owner')
  for (const [method, path] of [
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['POST', '/start'],
    ['POST', '/cancel'],
    ['POST', '/resume'],
    ['GET', '/errors.csv'],
  ] as const) {
    const answer = await stranger.browser.ask(
      method,
      `/imports/${one.id}${path}`,
      method === 'GET' ? {} : { body: {} },
    )
    assert.equal(answer.status, 404, `${method} ${path}`)
  }
  const agent = await server.member(workspaceId, 'agent')
  assert.equal((await send(reviews(1), agent)).status, 403)
  assert.equal((await agent.browser.get('/imports')).status, 403)
})
