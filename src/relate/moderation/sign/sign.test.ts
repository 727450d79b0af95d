import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { type Moderators, moderators, offence } from '../../../../test/support/moderators.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { decide, propose, restore } from '../act/decide.ts'
import { readyCharter } from '../charter/ready.ts'
import { keepDraft, publish } from '../charter/store.ts'
import { signsOn } from './sign.ts'

let database: TestDatabase
let house: Moderators
before(async () => {
  database = await testDatabase()
  house = await moderators(database.db)
})
after(() => database.close())

type Asking = Parameters<typeof signsOn>[0]

/** Somebody who may do this much asks; of another house, if so told. */
function reader(may: string[], workspaceId = house.workspaceId): Asking {
  const principal = { permissions: new Set(may), memberId: house.ana }
  const names = new Map([
    [house.ana, 'Ana'],
    [house.ben, 'Ben'],
  ])
  const memberNames = async () => names
  return { db: database.db, workspaceId, principal, memberNames } as unknown as Asking
}
const ARCHIVE = ['moderation:archive']
const by = (memberId: string, hours = 0) => ({
  memberId,
  now: new Date(house.now.getTime() + hours * 3_600_000),
})

async function acted(id: string, kind: 'blur' | 'hide' | 'mute' | 'block', ruleId = 'respect') {
  const { db } = database
  const { workspaceId, deps } = house
  const [activityId = ''] = await house.put([offence(id, 'Votre livreur est un crétin fini.')])
  const mark = { in: 'text' as const, start: 0, end: 5 }
  const made = await propose(db, deps, { workspaceId, activityId, kind, ruleId, mark }, by(house.ana))
  return { ...made, activityId, workspaceId }
}

for (const kind of ['blur', 'hide', 'mute', 'block'] as const)
  test(`${kind}: said with its rule, by whom and when; words are put away by what hides them alone`, async () => {
    const { id, state, activityId, workspaceId } = await acted(
      kind,
      kind,
      kind === 'block' ? 'haine' : 'respect',
    )
    const signOf = async (may: string[]) => (await signsOn(reader(may), [activityId])).get(activityId)
    if (state === 'proposed') {
      const waits = await signOf([])
      assert.deepEqual([waits?.decided[0]?.state, waits?.covered, waits?.sealed], ['proposed', false, false])
      assert.equal(waits?.decided[0]?.by.name, 'Ana')
      const decision = 'approve' as const
      await decide(database.db, house.deps, { workspaceId, id, decision }, by(house.ben, 2))
    }
    const hides = kind === 'blur' || kind === 'hide'
    const stands = await signOf([])
    assert.deepEqual([stands?.covered, stands?.sealed], [hides, hides])
    assert.equal((await signOf(ARCHIVE))?.sealed, false)
    const [one] = stands?.decided ?? []
    assert.deepEqual([one?.id, one?.kind, one?.state, one?.rule.version], [id, kind, 'done', 1])
    assert.equal(one?.by.name, hides ? 'Ana' : 'Ben')
    assert.equal(one?.at, by('', hides ? 0 : 2).now.toISOString())
    await restore(database.db, house.deps, { workspaceId, id, why: 'team' }, by(house.ben, 3))
    assert.equal(await signOf([]), undefined, 'what is undone is history')
  })

test('what was refused or withdrawn is said of nothing, and other houses see nothing', async () => {
  for (const [memberId, decision] of [
    [house.ben, 'refuse'],
    [house.ana, 'withdraw'],
  ] as const) {
    const { id, activityId, workspaceId } = await acted(decision, 'block', 'haine')
    const elsewhere = reader(ARCHIVE, await testWorkspace(database.db))
    assert.equal((await signsOn(elsewhere, [activityId])).size, 0)
    await decide(database.db, house.deps, { workspaceId, id, decision }, by(memberId))
    assert.equal((await signsOn(reader(ARCHIVE), [activityId])).size, 0)
  }
})

test('a rule is told by the version that it was done by, and the last act first', async () => {
  const first = await acted('twice', 'hide')
  const { db } = database
  const { workspaceId, ana } = house
  const charter = { ...readyCharter(), appealDays: 90 }
  charter.rules = charter.rules.map((rule) =>
    rule.id === 'respect' ? { ...rule, title: { fr: 'Rester courtois', en: 'Stay courteous' } } : rule,
  )
  await publish(db, workspaceId, await keepDraft(db, workspaceId, { charter, revision: 1 }, by(ana)), by(ana))
  const mark = { in: 'text' as const, start: 0, end: 5 }
  const { activityId } = first
  await propose(
    db,
    house.deps,
    { workspaceId, activityId, kind: 'blur', ruleId: 'respect', mark },
    by(house.ben, 1),
  )
  const sign = (await signsOn(reader([]), [activityId])).get(activityId)
  assert.deepEqual(
    sign?.decided.map(({ kind, rule, by: who }) => [kind, rule.title.fr, rule.version, who.name]),
    [
      ['blur', 'Rester courtois', 2, 'Ben'],
      ['hide', 'Pas d’insulte', 1, 'Ana'],
    ],
  )
})
