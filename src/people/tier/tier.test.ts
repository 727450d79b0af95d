import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testMember, testWorkspace } from '../../../test/support/workspace.ts'
import { addPeople, findPeople, forgetPeople } from '../store.ts'
import { listByTier } from './list.ts'
import { setTiers, takeMoved, tierPast, tiersOf, undoTiers, type Word } from './standing.ts'
import { bearers, listTiers, type NewTier, replaceTiers, versionOf } from './store.ts'
import { COLORS, mayReplace, nameKey, type Source, type Tier } from './tier.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const SOURCES = ['hand', 'api', 'import'] as const

describe('a word', () => {
  it('stands in the place of another, but for a file’s where a member had spoken and nobody asked to overwrite', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(null, ...SOURCES),
        fc.constantFrom(...SOURCES),
        fc.boolean(),
        (stood, source, overwrite) => {
          const held = stood === 'hand' && source === 'import' && !overwrite
          assert.equal(mayReplace(stood, source, overwrite), !held)
        },
      ),
    )
  })

  it('names a tier whatever its case and spaces, and no other', () => {
    for (const name of ['or', ' OR ', 'O\u0052']) assert.equal(nameKey(name), nameKey('Or'), name)
    assert.equal(nameKey('E\u0301LITE plus'), nameKey('Élite  Plus'))
    assert.notEqual(nameKey('Or'), nameKey('O r'))
    fc.assert(fc.property(fc.string(), (text) => assert.equal(nameKey(nameKey(text)), nameKey(text))))
  })
})

let database: TestDatabase
let workspaceId: string
let by: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  by = await testMember(database.db, workspaceId)
})

const tier = (name: string, weight = 10): NewTier => ({ name, color: 'ochre', weight })
async function keep(...given: NewTier[]) {
  const version = versionOf(await listTiers(database.db, workspaceId))
  return replaceTiers(database.db, workspaceId, given, { version, by, now: NOW })
}
async function somebody(name: string): Promise<string> {
  const identities = [{ channel: 'net', actorId: `${workspaceId}${name}`, handle: name, url: null }]
  await addPeople(database.db, workspaceId, [{ name, email: null, created: NOW, identities }])
  const [found] = await findPeople(database.db, workspaceId, name, 1)
  assert.ok(found)
  return found.id
}
const word = (more: Partial<Word> = {}): Word => ({ source: 'hand', by, now: NOW, ...more })
const say = (personId: string, tierId: string | null, more: Partial<Word> = {}) =>
  setTiers(database.db, workspaceId, [{ personId, tierId }], word(more))
const tierNow = async (personId: string) =>
  (await tiersOf(database.db, workspaceId, [personId])).get(personId)?.name ?? null

const idOf = (end: PromiseRejectedResult | undefined) => (end?.reason as { id: string } | undefined)?.id

describe('the tiers of a workspace', () => {
  it('are in the order they were put in, whatever was there before; each keeps its id and who bears it', async () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const wanted = fc.shuffledSubarray(names)
    await fc.assert(
      fc.asyncProperty(fc.array(wanted, { minLength: 1, maxLength: 4 }), async (lists) => {
        for (const list of lists) {
          const ids = new Map((await listTiers(database.db, workspaceId)).map((one) => [one.name, one.id]))
          await keep(...list.map((name) => ({ ...tier(name), id: ids.get(name) })))
          const now = await listTiers(database.db, workspaceId)
          assert.deepEqual(
            now.map(({ name }) => name),
            list,
          )
          for (const { name, id } of now) if (ids.has(name)) assert.equal(id, ids.get(name))
        }
      }),
      { numRuns: 12 },
    )
  })

  it('never bear one name twice, nor one id', async () => {
    await assert.rejects(keep(tier('Or'), tier(' OR')), { id: 'tier_named_twice' })
    const { tiers } = await keep(tier('Or'))
    const id = tiers[0]?.id
    const twice = await keep({ ...tier('Or'), id }, { ...tier('Argent'), id })
    assert.equal(new Set(twice.tiers.map((one) => one.id)).size, 2)
  })

  it('that are taken away leave who bore them with none, told in their history; the others stay', async () => {
    const { tiers } = await keep(tier('Or'), tier('Argent'))
    const [gold, silver] = tiers as [Tier, Tier]
    const [ines, marc] = [await somebody('ines'), await somebody('marc')]
    await say(ines, gold.id)
    await say(marc, silver.id)
    assert.equal((await bearers(database.db, workspaceId)).get(gold.id), 1)
    await takeMoved(database.db, workspaceId, 10)
    assert.equal((await keep(silver)).fallen, 1)
    assert.deepEqual([await tierNow(ines), await tierNow(marc)], [null, 'Argent'])
    const { past } = await tierPast(database.db, workspaceId, ines, 9)
    assert.deepEqual(
      past.map(({ source, was, became }) => [source, was, became]),
      [
        ['deleted', 'Or', null],
        ['hand', null, 'Or'],
      ],
    )
    assert.deepEqual(await takeMoved(database.db, workspaceId, 10), [ines])
  })

  it('changed by two at once are changed by one, and the other is told', async () => {
    const version = versionOf([])
    const both = ['Or', 'Platine'].map((name) =>
      replaceTiers(database.db, workspaceId, [tier(name)], { version, by, now: NOW }),
    )
    const ends = await Promise.allSettled(both)
    assert.deepEqual(ends.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    const lost = ends.find((end) => end.status === 'rejected')
    assert.equal(idOf(lost), 'tiers_changed')
  })

  it('have another version whenever anything of them is another', () => {
    const some = fc.array(
      fc.record({
        id: fc.constantFrom('1', '2'),
        name: fc.string(),
        color: fc.constantFrom(...COLORS),
        weight: fc.nat(25),
      }),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(some, some, (a, b) => {
        assert.equal(versionOf(a) === versionOf(b), JSON.stringify(a) === JSON.stringify(b))
      }),
    )
  })
})

describe('the tier of a person', () => {
  let gold: Tier
  let silver: Tier
  beforeEach(async () => {
    ;[gold, silver] = (await keep(tier('Or'), tier('Argent'))).tiers as [Tier, Tier]
  })

  it('of two hands that saw the same is given by one; the other is told', async () => {
    const ines = await somebody('ines')
    const ends = await Promise.allSettled([
      say(ines, gold.id, { seen: null }),
      say(ines, silver.id, { seen: null }),
    ])
    assert.deepEqual(ends.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    assert.equal((await tierPast(database.db, workspaceId, ines, 9)).past.length, 1)
    const lost = ends.find((end) => end.status === 'rejected')
    assert.equal(idOf(lost), 'tier_moved')
  })

  it('is none where it was given to nobody, and a stranger’s is never touched', async () => {
    await assert.rejects(say(await somebody('ines'), uuidv7()), { id: 'not_found' })
    assert.deepEqual((await say(uuidv7(), gold.id)).changed, [])
    const other = await testWorkspace(database.db)
    const ines = await somebody('inès')
    const wish = [{ personId: ines, tierId: null }]
    assert.deepEqual((await setTiers(database.db, other, wish, word())).changed, [])
  })

  it('goes with the person when they are forgotten, with its history', async () => {
    const ines = await somebody('ines')
    await say(ines, gold.id)
    await forgetPeople(database.db, workspaceId, 'net', [ines])
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from person_tier where workspace_id = ${workspaceId})
        + (select count(*) from person_tier_change where workspace_id = ${workspaceId})
        + (select count(*) from person_tier_moved where workspace_id = ${workspaceId}) as n`.execute(
      database.db,
    )
    assert.equal(Number(rows[0]?.n), 0)
  })

  it('lists people page by page, each once, by name', async () => {
    const names = ['Zoé', 'anna', 'Anna', 'ben', 'Carl']
    for (const name of names) await somebody(`${name}`)
    const all = await listByTier(database.db, workspaceId, { q: '' }, 50)
    assert.equal(all.length, names.length)
    await setTiers(
      database.db,
      workspaceId,
      all.slice(0, 2).map(({ id }) => ({ personId: id, tierId: gold.id })),
      word(),
    )
    const seen: string[] = []
    let last: { name: string; id: string } | undefined
    do {
      const rows = await listByTier(database.db, workspaceId, { q: '', after: last }, 2)
      seen.push(...rows.map(({ id }) => id))
      const end = rows.at(-1)
      last = end && { name: end.sorted, id: end.id }
    } while (last)
    assert.deepEqual(
      seen,
      all.map(({ id }) => id),
    )
    const of = async (asked: string) =>
      (await listByTier(database.db, workspaceId, { q: '', tier: asked }, 50)).length
    assert.deepEqual([await of(gold.id), await of(silver.id), await of('none')], [2, 0, 3])
    const found = await listByTier(database.db, workspaceId, { q: 'AN', tier: gold.id }, 50)
    assert.ok(found.every(({ name, tier: borne }) => /^an/i.test(name) && borne?.name === 'Or'))
  })
})

type Step =
  | { do: 'say'; who: number[]; tier: number; source: Source; overwrite: boolean }
  | { do: 'undo'; nth: number }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('say' as const),
        who: fc.subarray([0, 1, 2], { minLength: 1 }),
        tier: fc.nat(2),
        source: fc.constantFrom(...SOURCES),
        overwrite: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), nth: fc.nat(6) }) },
  ),
  { maxLength: 8 },
)

interface Stood {
  tier: number
  source: Source | null
  change: number | null
}

it('whatever is said and undone by whomever, each bears what a sheet of paper says', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      workspaceId = await testWorkspace(database.db)
      by = await testMember(database.db, workspaceId)
      const { tiers } = await keep(tier('Or'), tier('Argent'))
      const ids = [null, ...tiers.map(({ id }) => id)]
      const people = [await somebody('a'), await somebody('b'), await somebody('c')]
      const paper: Stood[] = people.map(() => ({ tier: 0, source: null, change: null }))
      const made: { change: string; was: (Stood | undefined)[] }[] = []
      for (const [at, step] of all.entries()) {
        if (step.do === 'say') {
          const wishes = step.who.map((n) => ({ personId: people[n] ?? '', tierId: ids[step.tier] ?? null }))
          const { source, overwrite } = step
          const told = await setTiers(database.db, workspaceId, wishes, word({ source, overwrite }))
          const was: (Stood | undefined)[] = []
          for (const n of step.who) {
            const stood = paper[n] as Stood
            if (stood.tier === step.tier || !mayReplace(stood.source, source, overwrite)) continue
            was[n] = { ...stood }
            paper[n] = { tier: step.tier, source, change: at }
          }
          assert.equal(told.changed.length, was.filter(Boolean).length)
          made[at] = { change: told.change, was }
        } else {
          const past = made[step.nth]
          if (!past?.was.some(Boolean)) continue
          await undoTiers(database.db, workspaceId, past.change, { by, now: NOW })
          for (const [n, was] of past.was.entries())
            if (was && paper[n]?.change === step.nth) paper[n] = { ...was, change: null }
        }
      }
      const held = await tiersOf(database.db, workspaceId, people)
      for (const [n, id] of people.entries()) {
        assert.equal(held.get(id)?.id ?? null, ids[paper[n]?.tier ?? 0])
        const { said, past } = await tierPast(database.db, workspaceId, id, 50)
        assert.equal(said?.source ?? null, paper[n]?.source)
        assert.equal(past[0]?.became ?? null, held.get(id)?.name ?? null)
      }
    }),
    { numRuns: 25 },
  )
})
