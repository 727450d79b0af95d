import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { note } from '../../../../test/support/entries.ts'
import { type Moderators, moderators, offence } from '../../../../test/support/moderators.ts'
import { actsOn } from '../act/store.ts'
import { statementsOf } from '../appeal/judge.ts'
import { appealOf } from '../appeal/link.ts'
import { putItems } from '../queue/store.ts'
import { type Turn, tellActs } from './story.ts'

let database: TestDatabase
let house: Moderators
before(async () => {
  database = await testDatabase()
  house = await moderators(database.db)
})
after(() => database.close())

const at = (hours: number) => new Date(house.now.getTime() + hours * 3_600_000)
const tell = (turns: Turn[]) => tellActs(database.db, house.deps, house.workspaceId, turns)
const actOf = async (id: string) => (await actsOn(database.db, house.workspaceId, [id])).at(-1)

test('a story is told through the doors of members: done, contested, dismissed, in its own moments', async () => {
  const [activityId = ''] = await house.put([offence('rude', 'Votre livreur est un crétin fini.')])
  const { ana, ben } = house
  await tell([
    { activityId, at: at(1), does: 'propose', by: ana, second: ben, kind: 'hide', ruleId: 'respect' },
    { activityId, at: at(2), does: 'appeal', text: 'Je ne retire rien.' },
    { activityId, at: at(3), does: 'dismiss', by: ben, answer: 'Cela reste masqué.' },
  ])
  const act = await actOf(activityId)
  assert.deepEqual([act?.state, act?.done, act?.proposed_by], ['done', at(1), ana])
  const appeal = await appealOf(database.db, house.workspaceId, act?.id ?? '')
  assert.ok(appeal)
  assert.deepEqual([appeal.state, appeal.decided, appeal.answer], ['dismissed', at(3), 'Cela reste masqué.'])
  assert.deepEqual(statementsOf(house.deps.sealing, appeal), [
    { at: at(2).toISOString(), text: 'Je ne retire rien.' },
  ])
})

test('a criticism is done by two, and refused to who would decide alone; a story stops where a member would', async () => {
  const [activityId = ''] = await house.put([note('late', 'Trois semaines de retard, je suis déçue.')])
  const { ana, ben } = house
  const first: Turn = {
    ...{ activityId, at: at(1), does: 'propose', by: ana, second: ben },
    ...{ kind: 'block', ruleId: 'publicite' },
  }
  await assert.rejects(tell([first, { activityId, at: at(2), does: 'approve', by: ana }]), {
    id: 'moderation_self',
  })
  assert.equal(await actOf(activityId), undefined, 'all of it or nothing')
  await tell([
    first,
    { activityId, at: at(2), does: 'approve', by: ben, note: 'Deux fois déjà.' },
    { activityId, at: at(4), does: 'restore', by: ana },
  ])
  const act = await actOf(activityId)
  assert.deepEqual([act?.state, act?.decided_by, act?.restored], ['restored', ben, at(4)])
})

test('what waits in the queue is judged there, by two where it was given to two, and waits no longer', async () => {
  for (const blind of [false, true]) {
    const [activityId = ''] = await house.put([offence(`rude-${blind}`, 'Votre vendeur est un abruti fini.')])
    const item = { id: activityId, kind: 'insult' as const, severity: 2, doubt: 0, blind }
    await putItems(database.db, house.workspaceId, [{ ...item, words: 'x', came: house.now }])
    const { ana, ben } = house
    await tell([
      { activityId, at: at(1), does: 'propose', by: ana, second: ben, kind: 'hide', ruleId: 'respect' },
    ])
    const act = await actOf(activityId)
    assert.deepEqual([act?.state, act?.proposed_by], ['done', ana])
    const { rows } = await database.pool.query('select state from moderation_item where activity_id = $1', [
      activityId,
    ])
    assert.deepEqual(rows, [{ state: 'settled' }])
  }
})
