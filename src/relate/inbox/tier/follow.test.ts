import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testMember, testWorkspace } from '../../../../test/support/workspace.ts'
import { append, consume } from '../../../activity/index.ts'
import {
  attribute,
  bears,
  listTiers,
  replaceTiers,
  setTiers,
  type Tier,
  tiersOf,
  tiersVersion,
} from '../../../people/index.ts'
import { candidatesOf } from '../assign/candidate.ts'
import { changeConversations } from '../change.ts'
import { inboxIntake } from '../intake.ts'
import { spanFigures } from '../service-level/figures.ts'
import { proposal } from '../service-level/policy.ts'
import { keepSettings, serviceSettings } from '../service-level/settings.ts'
import { getConversation, listConversations } from '../store.ts'
import { followTiers } from './follow.ts'

const AT = new Date('2026-11-16T09:00:00Z')
const HOUR = 3_600_000
const later = (hours: number) => new Date(AT.getTime() + hours * HOUR)

let database: TestDatabase
let workspaceId: string
let by: string
let gold: Tier
let silver: Tier
const inbox = inboxIntake({
  inboxAlerts: async () => new Set(),
  inboxAccounts: async () => new Set(),
  standings: async (db, workspace, people) =>
    new Map([...(await tiersOf(db, workspace, people))].map(([id, tier]) => [id, { tier }])),
})

before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  by = await testMember(database.db, workspaceId)
  const given = [
    { name: 'Or', color: 'ochre' as const, weight: 20 },
    { name: 'Argent', color: 'slate' as const, weight: 0 },
  ]
  const made = await replaceTiers(database.db, workspaceId, given, { version: tiersVersion([]), by, now: AT })
  ;[gold, silver] = made.tiers as [Tier, Tier]
})

/** Everything in two days, and gold within the hour; round the clock. */
async function targets(): Promise<void> {
  const start = proposal('Europe/Paris', { calendar: 'Bureau', urgent: 'Urgent', policy: 'Toutes' })
  const [, base] = start.policies
  assert.ok(base)
  const all = { ...base, calendarId: null, targets: { first: 2880, next: null, resolution: null }, steps: [] }
  const golden = { ...all, id: '00000000-0000-4000-8000-0000000000aa', name: 'Or', tiers: [gold.id] }
  const more = { ...golden, targets: { ...golden.targets, first: 60 } }
  await inTransaction(database.db, (tx) =>
    keepSettings(tx, workspaceId, { revision: 0, calendars: [], policies: [all, more] }, AT),
  )
  assert.equal((await serviceSettings(database.db, workspaceId)).policies.length, 2)
}

/** A private message, filed; answers the conversation and who wrote. */
async function said(who: string, at = AT, ours = false) {
  const base = note(`${who}/${at.toISOString()}`, 'Où est ma lampe', {
    ...{ at: at.toISOString(), visibility: 'private' as const },
    ...(ours ? { actor: { id: 'brand', name: 'Maison' }, ours } : { actor: { id: who, name: who } }),
  })
  const activity = { ...base, object: { ...base.object, thread: who } }
  const [personId = null] = ours ? [null] : await attribute(database.db, workspaceId, 'net', [activity])
  const entries = [entry(activity, { personId })]
  await append(database.db, { workspaceId, channel: 'net', accountId: null, entries, received: at })
  while ((await consume(database.db, workspaceId, inbox)) > 0);
  const [talk] = await listConversations(database.db, workspaceId, { sort: 'recent' }, 1)
  assert.ok(talk)
  return { talk: talk.id, person: personId ?? '' }
}
const give = (personId: string, tierId: string | null) =>
  setTiers(database.db, workspaceId, [{ personId, tierId }], { source: 'hand', by, now: AT })
const shown = async () => (await listConversations(database.db, workspaceId, { sort: 'recent' }, 9))[0]
const reasons = async (id: string) =>
  (await getConversation(database.db, workspaceId, id)).priority_reasons.map(
    ({ reason, name }) => name ?? reason,
  )

describe('conversations of whoever was given a tier', () => {
  it('are due by its targets and press by its weight, with the reason; and as before when it is taken back', async () => {
    await targets()
    const { talk, person } = await said('ines')
    const before = await getConversation(database.db, workspaceId, talk)
    assert.deepEqual((await shown())?.comes?.at, later(48))
    await give(person, gold.id)
    assert.equal(await followTiers(database.db, workspaceId, later(0.5)), 1)
    assert.equal(await followTiers(database.db, workspaceId, later(0.5)), 0, 'once')
    const row = await shown()
    assert.deepEqual([row?.comes?.at, row?.tier?.name], [later(1), 'Or'])
    assert.equal(row?.priority, before.priority + 20)
    assert.ok((await reasons(talk)).includes('Or'))
    await give(person, null)
    await followTiers(database.db, workspaceId, later(0.75))
    assert.deepEqual((await shown())?.comes?.at, later(48))
    const after = await getConversation(database.db, workspaceId, talk)
    assert.deepEqual(after.priority_reasons, before.priority_reasons)
  })

  it('stay late when they were: what has passed is not taken back by a lower tier', async () => {
    await targets()
    const { person } = await said('ines')
    await give(person, gold.id)
    await followTiers(database.db, workspaceId, later(0.5))
    await give(person, silver.id)
    await followTiers(database.db, workspaceId, later(3))
    assert.deepEqual((await shown())?.comes?.at, later(1))
    assert.equal((await shown())?.tier?.name, 'Argent')
  })

  it('follow the tier when its weight or its name changes, and when it is taken away', async () => {
    const { talk, person } = await said('ines')
    await give(person, gold.id)
    await followTiers(database.db, workspaceId, AT)
    const change = async (tiers: Tier[]) => {
      const version = tiersVersion(await listTiers(database.db, workspaceId))
      await replaceTiers(database.db, workspaceId, tiers, { version, by, now: AT })
      return followTiers(database.db, workspaceId, AT)
    }
    assert.equal(await change([{ ...gold, color: 'ember' }, silver]), 0, 'a colour moves nothing')
    assert.equal(await change([{ ...gold, color: 'ember', name: 'Soleil', weight: 5 }, silver]), 1)
    assert.ok((await reasons(talk)).includes('Soleil'))
    assert.equal(await change([silver]), 1)
    assert.ok(!(await reasons(talk)).includes('Soleil'))
    assert.equal((await shown())?.tier, undefined)
  })

  it('that are closed are left as they are, and what comes next bears the tier of now', async () => {
    await targets()
    const { talk, person } = await said('ines')
    await changeConversations(
      database.db,
      workspaceId,
      [talk],
      { status: 'done' },
      { memberId: by, now: later(0.1) },
    )
    await give(person, gold.id)
    assert.equal(await followTiers(database.db, workspaceId, later(0.2)), 0)
    await said('ines', later(1))
    assert.ok((await reasons(talk)).includes('Or'))
  })

  it('are followed again by the next look when one was cut', async () => {
    const { person } = await said('ines')
    await give(person, gold.id)
    await assert.rejects(
      inTransaction(database.db, async (tx) => {
        await followTiers(tx, workspaceId, AT)
        throw new Error('cut')
      }),
    )
    assert.equal(await followTiers(database.db, workspaceId, AT), 1)
  })
})

it('an answer is counted under the tier of then, whatever the tier is later', async () => {
  await targets()
  const { person } = await said('ines')
  await give(person, gold.id)
  await followTiers(database.db, workspaceId, later(0.1))
  await said('ines', later(0.5), true)
  await give(person, silver.id)
  await followTiers(database.db, workspaceId, later(1))
  await said('marc', later(2))
  const span = { from: AT, to: later(100), part: 'tier' as const, now: later(99) }
  const first = (await spanFigures(database.db, workspaceId, span)).filter(({ kind }) => kind === 'first')
  assert.deepEqual(
    first.map(({ key, ended, judged, within }) => [key, ended, judged, within]).toSorted(),
    [
      [gold.id, 1, 1, 1],
      ['none', 0, 1, 0],
    ].toSorted(),
  )
})

it('a list and a rule tell who bears a tier, who bears another and who none', async () => {
  const [a, b] = [await said('ines'), await said('marc', later(1))]
  await give(a.person, gold.id)
  const of = async (tier: string) => {
    const filter = { sort: 'recent' as const, only: bears(workspaceId, tier, 'conversation.person_id') }
    return (await listConversations(database.db, workspaceId, filter, 9)).map(({ id }) => id)
  }
  assert.deepEqual([await of(gold.id), await of(silver.id), await of('none')], [[a.talk], [], [b.talk]])
  const rule = {
    id: 'r',
    name: 'r',
    enabled: true,
    when: { tiers: [gold.id] },
    give: { to: 'owner' as const },
  }
  const { rows } = await sql<{
    id: string
  }>`select id from activity where workspace_id = ${workspaceId}`.execute(database.db)
  assert.equal(rows.length, 2)
  const activity = { channel: 'net', lang: 'fr', visibility: 'private', text: '' } as never
  const arrivals = [a, b].map(({ talk, person }) => ({
    id: talk,
    personId: person,
    labels: [],
    alerts: [],
    activity,
  }))
  const found = await candidatesOf(database.db, workspaceId, arrivals, [rule])
  assert.deepEqual(
    found.map(({ tier }) => tier),
    [gold.id, null],
  )
})
