import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testMember, testWorkspace } from '../../../test/support/workspace.ts'
import { addPeople, listTiers, takeMoved, tiersOf } from '../../people/index.ts'
import { serviceSettings } from '../../relate/inbox/index.ts'
import { fillTiers, setTargets } from '../demo-time.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

it('the shop has three tiers, fewer people in the higher, and closer targets for the highest', async () => {
  const workspaceId = await testWorkspace(database.db)
  const by = await testMember(database.db, workspaceId)
  const now = new Date('2026-11-22T10:00:00Z')
  const named = Array.from({ length: 120 }, (_, n) => ({
    name: `${n}`,
    email: null,
    created: now,
    identities: [],
  }))
  const people = await addPeople(database.db, workspaceId, named)
  await inTransaction(database.db, async (tx) => {
    const gold = await fillTiers(tx, workspaceId, { people, by, now })
    await setTargets(tx, workspaceId, { gold, now })
  })
  const tiers = await listTiers(database.db, workspaceId)
  const borne = [...(await tiersOf(database.db, workspaceId, people)).values()]
  const counts = tiers.map(({ id }) => borne.filter((tier) => tier.id === id).length)
  assert.deepEqual(
    tiers.map(({ name }) => name),
    ['Or', 'Argent', 'Bronze'],
  )
  assert.ok(
    (counts[0] ?? 0) > 0 && (counts[0] ?? 0) < (counts[1] ?? 0) && (counts[1] ?? 0) < (counts[2] ?? 0),
  )
  const { policies } = await serviceSettings(database.db, workspaceId)
  const golden = policies.filter((policy) => policy.tiers?.includes(tiers[0]?.id ?? ''))
  assert.equal(golden.length, 1)
  const others = policies.filter((policy) => !policy.tiers?.length && policy.priority === 0)
  assert.ok(others.every(({ targets }) => (targets.first ?? 0) > (golden[0]?.targets.first ?? 0)))
  assert.deepEqual(await takeMoved(database.db, workspaceId, 9), [], 'nobody is left to follow')
})
