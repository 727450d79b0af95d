import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { type Member, type TestServer, testServer } from '../../../test/support/http.ts'
import { addPeople } from '../store.ts'
import { tierRoutes } from './routes.ts'

let server: TestServer
let workspaceId: string
let owner: Member
let agent: Member
let people: string[]

before(async () => {
  server = await testServer({ routes: () => tierRoutes })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
  agent = await server.member(workspaceId, 'agent')
  const named = ['Inès', 'Marc', 'Zoé'].map((name) => ({
    name,
    email: null,
    created: new Date(),
    identities: [],
  }))
  people = await addPeople(server.db, workspaceId, named)
})
after(() => server.close())

interface Answer {
  status: number
  body: {
    id?: string
    type?: string
    version?: string
    change?: string
    changed?: number
    same?: number
    undone?: number
    moved?: number
    tier?: { name: string } | null
    said?: { source: string; by: string } | null
    past?: { was: string | null; became: string | null; source: string }[]
    tiers?: { id: string; name: string; people: number }[]
    items?: { id: string; name: string; tier: { name: string } | null }[]
    next?: string | null
  }
}
async function ask(
  who: Member,
  method: 'get' | 'put' | 'post',
  path: string,
  body?: object,
): Promise<Answer> {
  const answer = method === 'get' ? await who.browser.get(path) : await who.browser[method](path, body ?? {})
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}
const line = (name: string) => ({ name, color: 'ochre', weight: 10 })

it('tiers are made by who manages, given by who answers, told with whose word it is, and undone', async () => {
  const empty = await ask(agent, 'get', '/tiers')
  assert.deepEqual(empty.body.tiers, [])
  const { version } = empty.body
  const put = (who: Member, tiers: object[], by = version) =>
    ask(who, 'put', '/tiers', { version: by, tiers })
  assert.equal((await put(agent, [line('Or')])).status, 403)
  assert.equal((await put(owner, [line('Or'), line('OR ')])).status, 422)
  assert.equal((await put(owner, [{ ...line('Or'), weight: 26 }])).status, 422)
  const made = await put(owner, [line('Or'), line('Argent')])
  assert.equal(made.status, 200)
  assert.equal((await put(owner, [line('Autre')])).status, 409, 'of an older version')
  const [gold, silver] = made.body.tiers ?? []
  assert.ok(gold && silver)
  const one = `/people/${people[0]}/tier`
  const given = await ask(agent, 'put', one, { tierId: gold.id, seen: null })
  assert.deepEqual([given.body.tier?.name, given.body.said?.source], ['Or', 'hand'])
  assert.equal((await ask(agent, 'put', one, { tierId: silver.id, seen: null })).status, 409)
  assert.equal((await ask(agent, 'put', one, { tierId: gold.id })).body.change, null, 'nothing changed')
  const several = await ask(agent, 'post', '/people/tiers', { ids: people, tierId: silver.id })
  assert.deepEqual([several.body.changed, several.body.same], [3, 0])
  assert.deepEqual(
    (await ask(agent, 'get', '/tiers')).body.tiers?.map((tier) => tier.people),
    [0, 3],
  )
  await ask(agent, 'put', `/people/${people[1]}/tier`, { tierId: null })
  const undone = await ask(agent, 'post', `/people/tiers/${several.body.change}/undo`)
  assert.deepEqual([undone.body.undone, undone.body.moved], [2, 1])
  const told = await ask(agent, 'get', one)
  assert.equal(told.body.tier?.name, 'Or')
  assert.deepEqual(
    told.body.past?.map(({ source, was, became }) => [source, was, became]),
    [
      ['undo', 'Argent', 'Or'],
      ['hand', 'Or', 'Argent'],
      ['hand', null, 'Or'],
    ],
  )
  const { rows } = await server.pool.query<{ action: string }>(
    `select action from audit_entry where workspace_id = $1 order by id`,
    [workspaceId],
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['tiers.changed', 'person.tier', 'people.tier', 'person.tier', 'people.tier_undone'],
  )
})

it('people are listed by tier, page by page; another workspace sees none of them', async () => {
  const first = await ask(agent, 'get', '/tiers/people?limit=2')
  const second = await ask(
    agent,
    'get',
    `/tiers/people?limit=2&cursor=${encodeURIComponent(first.body.next ?? '')}`,
  )
  assert.deepEqual(
    [...(first.body.items ?? []), ...(second.body.items ?? [])].map(({ name }) => name),
    ['Inès', 'Marc', 'Zoé'],
  )
  assert.equal(second.body.next, null)
  assert.deepEqual(
    (await ask(agent, 'get', '/tiers/people?tier=none')).body.items?.map(({ name }) => name),
    ['Marc', 'Zoé'],
  )
  const stranger = await server.member(await server.workspace(), 'owner')
  assert.deepEqual((await ask(stranger, 'get', '/tiers/people')).body.items, [])
  assert.equal((await ask(stranger, 'get', `/people/${people[0]}/tier`)).status, 404)
  assert.equal((await ask(stranger, 'put', `/people/${people[0]}/tier`, { tierId: null })).status, 404)
})

it('a file of tiers is told, taken as it was shown, written in the journal, and undone as one change', async () => {
  const send = async (path: string, text: string, who = agent) => {
    const headers = { 'content-type': 'application/octet-stream' }
    const answer = await who.browser.ask('POST', path, { headers, body: text })
    return { status: answer.status, body: (await answer.json()) as FileAnswer }
  }
  const text = `id;niveau\n${people[0]};Argent\n${people[2]};Argent\n`
  const { body: told } = await send('/tiers/file/check', text)
  assert.deepEqual([told.changed, told.refused], [1, 0], 'whom a member gave theirs keep it')
  const seal = encodeURIComponent(told.seal)
  const other = await send(`/tiers/file?seal=${seal}&overwrite=yes`, text)
  assert.deepEqual([other.status, other.body.type?.includes('tier_file_moved')], [409, true])
  const bad = await send('/tiers/file', `${text}${people[1]};Platine\n`)
  assert.equal(bad.status, 422)
  const { body: taken } = await send(`/tiers/file?seal=${seal}&name=niveaux.csv`, text)
  assert.equal(taken.changed, 1)
  const list = await send(`/tiers/file?tier=none`, `${people[0]}\n${people[2]}\nnobody@client.example`)
  assert.equal(list.status, 422)
  const { rows } = await server.pool.query<{ detail: object; target: string }>(
    `select detail, target from audit_entry where workspace_id = $1 and action = 'people.tier_file'`,
    [workspaceId],
  )
  assert.deepEqual(rows, [{ target: taken.change, detail: { file: 'niveaux.csv', people: 1, refused: 0 } }])
  const undone = await ask(agent, 'post', `/people/tiers/${taken.change}/undo`)
  assert.equal(undone.body.undone, 1)
})

interface FileAnswer {
  seal: string
  changed: number
  refused: number
  change?: string
  type?: string
}
