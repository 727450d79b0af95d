import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { ADVICE } from '../courtesy/index.ts'
import { changesOf, houseOn, type Manners, mannersShape, TRADE } from './manners.ts'
import { keepByPerson, keepManners, mannersOf } from './store.ts'

/** As JSON is read. */
const rec = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(model, { noNullPrototype: true })

const tone = fc.constantFrom('sober' as const, 'usual' as const, 'warm' as const)
const address = fc.constantFrom('tu' as const, 'vous' as const, null)
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((one) => one.trim() !== '' && !one.includes('\0') && one.isWellFormed())
const words = fc.array(
  word.map((one) => one.trim()),
  { maxLength: 3 },
)
const here = rec({
  channel: fc.constantFrom('email', 'bluesky', 'mastodon'),
  tone: fc.option(tone),
  emoji: fc.option(fc.boolean()),
  address,
  signature: fc.option(fc.boolean()),
})
const manners: fc.Arbitrary<Manners> = rec({
  ...{ tone, emoji: fc.boolean(), address, signature: fc.boolean() },
  signatureWords: fc.oneof(
    fc.constant(''),
    word.map((one) => one.trim()),
  ),
  channels: fc.uniqueArray(here, { selector: (one) => one.channel, maxLength: 3 }),
  own: words,
  greetings: rec({ fr: words, en: words }),
  farewells: rec({ fr: words, en: words }),
  off: fc.subarray([...ADVICE]),
})

describe('the manners of a house', () => {
  it('are on a channel what it says there, and elsewhere what it says everywhere', () => {
    fc.assert(
      fc.property(manners, fc.constantFrom('email', 'bluesky', 'irc'), (one, channel) => {
        const house = houseOn(one, channel)
        const there = one.channels.find((each) => each.channel === channel)
        assert.equal(house.tone, there?.tone ?? one.tone)
        assert.equal(house.emoji, there?.emoji ?? one.emoji)
        assert.equal(house.address, there?.address ?? one.address)
        assert.equal(house.signature !== null, there?.signature ?? one.signature)
        assert.deepEqual(
          [house.greetings, house.farewells, house.off],
          [one.greetings, one.farewells, one.off],
        )
      }),
    )
  })

  it('differ by name, and not from themselves', () => {
    fc.assert(
      fc.property(manners, manners, (one, other) => {
        assert.deepEqual(changesOf(one, one), {})
        const changes = changesOf(one, other)
        const again = {
          ...one,
          ...Object.fromEntries(Object.entries(changes).map(([name, { to }]) => [name, to])),
        }
        assert.deepEqual(again, other)
      }),
    )
  })

  it('are refused where they are not any', () => {
    for (const wrong of [
      { ...TRADE, tone: 'jolly' },
      { ...TRADE, off: ['nothing'] },
      { ...TRADE, greetings: { fr: ['  '], en: [] } },
      { ...TRADE, own: ['x'.repeat(201)] },
      { ...TRADE, more: 1 },
      {
        ...TRADE,
        channels: [1, 2].map(() => ({
          channel: 'email',
          tone: null,
          emoji: null,
          address: null,
          signature: null,
        })),
      },
    ])
      assert.equal(mannersShape.safeParse(wrong).success, false)
    assert.deepEqual(mannersShape.parse(TRADE), TRADE)
  })
})

describe('manners kept', () => {
  let database: TestDatabase
  before(async () => {
    database = await testDatabase()
  })
  after(() => database.close())
  const now = new Date('2026-11-22T10:00:00Z')
  const keep = (workspaceId: string, revision: number, kept: Manners) =>
    inTransaction(database.db, (tx) => keepManners(tx, workspaceId, { revision, manners: kept }, now))

  it('come back as they were, each change counted, from the revision that was read only', async () => {
    const workspaceId = await testWorkspace(database.db)
    assert.deepEqual(await mannersOf(database.db, workspaceId), {
      revision: 0,
      manners: TRADE,
      byPerson: false,
    })
    await assert.rejects(keep(workspaceId, 3, TRADE), { id: 'manners_changed' })
    let revision = 0
    await fc.assert(
      fc.asyncProperty(manners, async (one) => {
        revision = await keep(workspaceId, revision, one)
        assert.deepEqual(await mannersOf(database.db, workspaceId), {
          revision,
          manners: one,
          byPerson: false,
        })
        await assert.rejects(keep(workspaceId, revision - 1, TRADE), { id: 'manners_changed' })
      }),
      { numRuns: 15 },
    )
    assert.equal(revision, 15)
  })

  it('are changed by one of two at once, and the other is told', async () => {
    const workspaceId = await testWorkspace(database.db)
    const both = await Promise.allSettled([
      keep(workspaceId, 0, { ...TRADE, tone: 'sober' }),
      keep(workspaceId, 0, { ...TRADE, tone: 'usual' }),
    ])
    assert.equal(both.filter((one) => one.status === 'fulfilled').length, 1)
    assert.equal((await mannersOf(database.db, workspaceId)).revision, 1)
  })

  it('stay as they are where persons are told apart or no more, and of other workspaces', async () => {
    const [workspaceId, other] = [await testWorkspace(database.db), await testWorkspace(database.db)]
    await keepByPerson(database.db, workspaceId, true, now)
    assert.equal(await keep(workspaceId, 0, { ...TRADE, emoji: false }), 1)
    await keepByPerson(database.db, workspaceId, false, now)
    const kept = await mannersOf(database.db, workspaceId)
    assert.deepEqual([kept.revision, kept.manners.emoji, kept.byPerson], [1, false, false])
    assert.deepEqual(await mannersOf(database.db, other), { revision: 0, manners: TRADE, byPerson: false })
  })
})
