import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../access/index.ts'
import { DEFAULTS } from '../choice/choice.ts'
import { keepChoice } from '../choice/store.ts'
import { contentsOf } from '../letter/content.ts'
import { lineOf, textOf } from '../letter/line.ts'
import { tellMembers } from './members.ts'

// A Sunday: noon in Paris, and the middle of the night.
const NOON = new Date('2026-11-22T11:00:00Z')
const NIGHT = new Date('2026-11-22T22:30:00Z')

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function member(workspaceId: string, role: 'agent' | 'guest' = 'agent'): Promise<string> {
  const user = { name: 'Léa', email: `${uuidv7()}@example.org`, passwordHash: 'x' }
  return insertMember(database.db, workspaceId, await insertUser(database.db, user), role)
}

async function notices(workspaceId: string) {
  const { rows } = await database.pool.query<{ member_id: string; id: string; ways: string[]; due: Date }>(
    'select member_id, id, ways, due from notice where workspace_id = $1 order by id',
    [workspaceId],
  )
  return rows
}

const late = (key: string, members: string[], calls = false) => ({
  ...{ key, what: 'late_first', members, calls },
  facts: { channel: 'email', dueAt: '2026-11-22T11:30:00Z' },
})

test('a matter is told to those it concerns, once, in their words, and to nobody else', async () => {
  const workspaceId = await testWorkspace(database.db)
  const [lea, tom, guest] = [
    await member(workspaceId),
    await member(workspaceId),
    await member(workspaceId, 'guest'),
  ]
  for (const _again of [1, 2])
    await inTransaction(database.db, (tx) => tellMembers(tx, workspaceId, [late('a', [lea, guest])], NOON))
  const told = await notices(workspaceId)
  assert.deepEqual(
    told.map((one) => [one.member_id, one.ways.toSorted(), one.due.getTime()]),
    [[lea, ['app', 'push'], NOON.getTime()]],
    'not twice, not Tom, and no guest',
  )
  assert.notEqual(told[0]?.member_id, tom)
  const id = told[0]?.id ?? ''
  const items = (await contentsOf(database.db, workspaceId, { notices: [id], most: 5, locale: 'fr' })).get(id)
  const [item] = items ?? []
  assert.ok(item)
  const line = lineOf(item, { locale: 'fr', timeZone: 'Europe/Paris' })
  assert.equal(line.title, 'Première réponse en retard')
  assert.match(textOf(line.pieces), /12:30/, 'by the clocks of who reads')
  assert.match(textOf(lineOf(item, { locale: 'en', timeZone: 'America/New_York' }).pieces), /06:30/)
})

test('by night a matter waits for the morning, a call does not, whatever was chosen', async () => {
  const workspaceId = await testWorkspace(database.db)
  const lea = await member(workspaceId)
  await inTransaction(database.db, async (tx) => {
    await keepChoice(tx, workspaceId, lea, { ...DEFAULTS, mine: { ways: ['app'], pace: 'once' } })
    await tellMembers(tx, workspaceId, [late('a', [lea]), late('b', [lea], true)], NIGHT)
  })
  const told = await notices(workspaceId)
  assert.deepEqual(
    told.map((one) => [one.ways.toSorted(), one.due.toISOString()]),
    [
      [['app'], '2026-11-23T07:00:00.000Z'],
      [['app', 'mail', 'push'], NIGHT.toISOString()],
    ],
  )
})

test('who wants to hear nothing of what is theirs hears nothing, but a call', async () => {
  const workspaceId = await testWorkspace(database.db)
  const lea = await member(workspaceId)
  await inTransaction(database.db, async (tx) => {
    await keepChoice(tx, workspaceId, lea, { ...DEFAULTS, mine: { ways: [], pace: 'once' } })
    await tellMembers(tx, workspaceId, [late('a', [lea])], NOON)
  })
  assert.equal((await notices(workspaceId)).length, 0)
  await inTransaction(database.db, (tx) => tellMembers(tx, workspaceId, [late('b', [lea], true)], NOON))
  assert.equal((await notices(workspaceId)).length, 1)
})
