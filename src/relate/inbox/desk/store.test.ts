import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser, type Role } from '../../../access/index.ts'
import { shift } from '../counter.ts'
import { UNKNOWN } from './desk.ts'
import { keepAbsence, keepProfile, listGroups, matesOf, ownersSet, replaceGroups, setOwner } from './store.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
let database: TestDatabase
let workspaceId: string
let ana: string
let ben: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  ;[ana, ben] = [await member('Ana'), await member('Ben', 'approver')]
})

async function member(name: string, role: Role = 'agent'): Promise<string> {
  const userId = await insertUser(database.db, { name, email: `${uuidv7()}@example.org`, passwordHash: 'x' })
  return insertMember(database.db, workspaceId, userId, role)
}

const mate = async (id: string) => {
  const found = (await matesOf(database.db, workspaceId)).find(({ memberId }) => memberId === id)
  assert.ok(found)
  return found
}
const PROFILE = {
  skills: ['SAV'],
  langs: ['fr'],
  capacity: 5,
  hours: [{ days: [1], starts: '09:00', ends: '17:00' }],
}
const profile = (id: string) => inTransaction(database.db, (tx) => keepProfile(tx, workspaceId, id, PROFILE))
const absence = (id: string, from: Date | null, until: Date | null = null) =>
  inTransaction(database.db, (tx) => keepAbsence(tx, workspaceId, id, { from, until }))

it('are those who can answer, as far as they are known, and by the clocks that they chose', async () => {
  await member('Guest', 'guest')
  await member('Analyst', 'analyst')
  const mates = await matesOf(database.db, workspaceId)
  assert.deepEqual(mates.map(({ memberId }) => memberId).sort(), [ana, ben].sort())
  const { memberId, zone, open, groups, ...known } = await mate(ana)
  assert.deepEqual([memberId, zone, open, groups.size, known], [ana, 'Europe/Paris', 0, 0, UNKNOWN])
  await database.pool.query(
    `update app_user set time_zone = 'Asia/Tokyo' where id = (select user_id from member where id = $1)`,
    [ana],
  )
  assert.equal((await mate(ana)).zone, 'Asia/Tokyo')
})

it('keep their absence as their profile is changed, and their profile as they go and come', async () => {
  await absence(ana, NOW)
  await profile(ana)
  assert.deepEqual((await mate(ana)).absence, { from: NOW, until: null })
  await absence(ana, null)
  const { skills, langs, capacity, hours, absence: away } = await mate(ana)
  assert.deepEqual({ skills, langs, capacity, hours }, PROFILE)
  assert.deepEqual(away, { from: null, until: null })
  await assert.rejects(absence(ana, NOW, NOW), { id: 'absence_ends_before' })
  assert.deepEqual((await mate(ana)).absence, { from: null, until: null })
})

it('have on their desk what is open and theirs, and not what is put away or closed', async () => {
  const place = (status: 'open' | 'snoozed' | 'done') => ({ from: null, to: { status, assignee: ana } })
  await inTransaction(database.db, (tx) =>
    shift(tx, workspaceId, [place('open'), place('open'), place('snoozed'), place('done')]),
  )
  assert.equal((await mate(ana)).open, 2)
  assert.equal((await mate(ben)).open, 0)
})

it('are in the groups that name them, until they leave the team', async () => {
  await inTransaction(database.db, (tx) =>
    replaceGroups(tx, workspaceId, [
      { name: 'Presse', members: [ana] },
      { name: 'SAV', members: [ana, ben] },
    ]),
  )
  const [presse, sav] = await listGroups(database.db, workspaceId)
  assert.deepEqual([...(await mate(ana)).groups].sort(), [presse?.id, sav?.id].sort())
  assert.deepEqual([...(await mate(ben)).groups], [sav?.id])
  await database.pool.query('delete from member where id = $1', [ben])
  assert.equal((await matesOf(database.db, workspaceId)).length, 1)
})

it('of another workspace are never among them', async () => {
  await profile(ana)
  const other = await testWorkspace(database.db)
  assert.deepEqual(await matesOf(database.db, other), [])
  assert.deepEqual(await listGroups(database.db, other), [])
})

it('are in charge of a customer one at a time, until the customer or they are gone', async () => {
  const person = async () => {
    const id = uuidv7()
    await sql`insert into person (workspace_id, id, name, created) values (${workspaceId}, ${id}, 'Zoé', ${NOW})`.execute(
      database.db,
    )
    return id
  }
  const [zoe, yann] = [await person(), await person()]
  const owner = (id: string, of: string | null) =>
    inTransaction(database.db, (tx) => setOwner(tx, workspaceId, id, of))
  const owners = async () => [...(await ownersSet(database.db, workspaceId, [zoe, yann]))]
  await owner(zoe, ana)
  await owner(zoe, ben)
  await owner(yann, ana)
  assert.deepEqual(
    new Map(await owners()),
    new Map([
      [zoe, ben],
      [yann, ana],
    ]),
  )
  await owner(yann, null)
  assert.deepEqual(await owners(), [[zoe, ben]])
  await database.pool.query('delete from person where id = $1', [zoe])
  assert.deepEqual(await owners(), [])
  await owner(yann, ana)
  await database.pool.query('delete from member where id = $1', [ana])
  assert.deepEqual(await owners(), [])
  assert.deepEqual([...(await ownersSet(database.db, workspaceId, []))], [])
})
