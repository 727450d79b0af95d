import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { addHeard, forgetVoices, type Heard, heardOf } from './hour.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 10, 20, 10)

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

/** Who said what, when, of what: a small world, so that things meet. */
const posts = fc.array(
  fc.record({
    subject: fc.constantFrom(
      { kind: 'topic' as const, id: 'delivery' },
      { kind: 'channel' as const, id: 'bluesky' },
    ),
    hour: fc.constantFrom(START, START + HOUR),
    name: fc.constantFrom('ana', 'bo', 'cy', 'dee'),
    negative: fc.boolean(),
    toxic: fc.boolean(),
    followers: fc.nat(1_000_000),
  }),
  { minLength: 1, maxLength: 30 },
)
type Post = (typeof posts extends fc.Arbitrary<infer T> ? T : never)[number]

/** As one part of what came. */
function heardIn(all: readonly Post[]): Heard[] {
  const groups = Map.groupBy(all, ({ subject, hour }) => `${subject.kind}|${hour}`)
  return [...groups.values()].map((own) => ({
    subject: own[0]?.subject ?? { kind: 'topic', id: '' },
    hour: own[0]?.hour ?? 0,
    count: own.length,
    negative: own.filter(({ negative }) => negative).length,
    toxic: own.filter(({ toxic }) => toxic).length,
    reach: own.reduce((sum, { followers }) => sum + followers, 0),
    names: new Set(own.map(({ name }) => name)),
  }))
}

describe('hours that were heard', () => {
  it('come to the same in whatever parts they come, each subject and workspace by itself', async () => {
    await fc.assert(
      fc.asyncProperty(posts, fc.nat(29), async (all, cut) => {
        const workspaceId = await testWorkspace(database.db)
        const other = await testWorkspace(database.db)
        for (const part of [all.slice(0, cut), all.slice(cut)])
          await addHeard(database.db, workspaceId, heardIn(part))
        for (const { subject, hour, names, ...counts } of heardIn(all)) {
          const kept = await heardOf(database.db, workspaceId, subject, START)
          assert.deepEqual(
            kept.find(({ at }) => at === hour),
            { at: hour, ...counts, authors: names.size },
          )
          assert.deepEqual(await heardOf(database.db, other, subject, START), [])
        }
      }),
      { numRuns: 15 },
    )
  })

  it('forget who spoke after four hours, and what was said after eight days', async () => {
    const workspaceId = await testWorkspace(database.db)
    const subject = { kind: 'topic', id: 'price' } as const
    const said = { count: 2, negative: 1, toxic: 0, reach: 10, names: new Set(['ana', 'bo']) }
    await addHeard(database.db, workspaceId, [{ subject, hour: START, ...said }])
    const sketches = async () =>
      (
        await sql`select 1 from alarm_hour where workspace_id = ${workspaceId} and sketch is not null`.execute(
          database.db,
        )
      ).rows.length
    await forgetVoices(database.db, new Date(START + 3 * HOUR))
    assert.equal(await sketches(), 1)
    await forgetVoices(database.db, new Date(START + 5 * HOUR))
    assert.equal(await sketches(), 0)
    assert.equal((await heardOf(database.db, workspaceId, subject, START))[0]?.authors, 2)
    // What still comes of such an hour can only be fewer people than were known.
    await addHeard(database.db, workspaceId, [{ subject, hour: START, ...said, names: new Set(['cy']) }])
    assert.deepEqual(
      (await heardOf(database.db, workspaceId, subject, START)).map(({ count, authors }) => [count, authors]),
      [[4, 2]],
    )
    await forgetVoices(database.db, new Date(START + 9 * 24 * HOUR))
    assert.deepEqual(await heardOf(database.db, workspaceId, subject, 0), [])
  })
})
