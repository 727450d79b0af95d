import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { fixedClock } from '../../../lib/clock/index.ts'
import { parseKey } from '../../../lib/crypto/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { forgetAnswers, type KeptAnswer, once } from './store.ts'

/** The promise of a key, against a model: done once a day, told again as it was told, and nothing of what failed. */
let database: TestDatabase
before(async () => {
  database = await testDatabase()
  await sql`create table done (workspace_id uuid, what text)`.execute(database.db)
})
after(() => database.close())

const HOUR = 3_600_000
const sealing = parseKey('44'.repeat(32))

type Step =
  | { does: 'ask'; key: string; body: string; ends: 'well' | 'refused' | 'thrown'; times: number }
  | { does: 'wait'; hours: number }
  | { does: 'forget' }

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('ask' as const),
      key: fc.constantFrom('k1', 'k2'),
      body: fc.constantFrom('one', 'two'),
      ends: fc.constantFrom('well' as const, 'well' as const, 'refused' as const, 'thrown' as const),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('wait' as const), hours: fc.constantFrom(13, 24, 25) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('forget' as const) }) },
)

function world(workspaceId: string) {
  const clock = fixedClock(new Date('2026-05-01T12:00:00Z'))
  const memberId = uuidv7()
  let works = 0
  async function ask(step: Extract<Step, { does: 'ask' }>): Promise<KeptAnswer & { replayed: boolean }> {
    const attempt = {
      workspaceId,
      memberId,
      key: step.key,
      request: ['POST', '/things', '', step.body],
      now: clock.now(),
      sealing,
    }
    return once(database.db, attempt, async (tx) => {
      const n = ++works
      await sql`insert into done values (${workspaceId}, ${`${step.body} ${n}`})`.execute(tx)
      if (step.ends === 'thrown') throw new Error('cut')
      return {
        status: step.ends === 'well' ? 201 : 422,
        contentType: 'text/plain',
        body: `${step.body} ${n}`,
      }
    })
  }
  return { clock, ask }
}

/** What `times` askers at one moment must be told, given what is remembered; and what is remembered then. */
async function asked(
  all: Awaited<ReturnType<ReturnType<typeof world>['ask']>>[],
  refusals: string[],
  step: Extract<Step, { does: 'ask' }>,
  known: { body: string; told: string } | undefined,
): Promise<{ body: string; told: string } | undefined> {
  if (known) {
    if (known.body !== step.body) assert.deepEqual(refusals, Array(step.times).fill('idempotency_reuse'))
    else assert.ok(all.length === step.times && all.every((one) => one.replayed && one.body === known.told))
    return known
  }
  if (step.ends === 'thrown') {
    assert.deepEqual(refusals, Array(step.times).fill('cut'))
    return undefined
  }
  assert.equal(all.length, step.times)
  if (step.ends === 'refused') {
    assert.ok(
      all.every(({ status, replayed }) => status === 422 && !replayed),
      'each is told for itself',
    )
    return undefined
  }
  const [first] = all.filter(({ replayed }) => !replayed)
  assert.ok(first && all.filter(({ replayed }) => !replayed).length === 1, 'one did it')
  assert.ok(
    all.every(({ body, status }) => body === first.body && status === 201),
    'and all were told of it',
  )
  return { body: step.body, told: first.body }
}

it('does each thing once a day however it is asked, and keeps nothing of what failed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 8, maxLength: 16 }), async (all) => {
      const workspaceId = await testWorkspace(database.db)
      const { clock, ask } = world(workspaceId)
      const memory = new Map<string, { body: string; told: string; at: number }>()
      const effects: string[] = []
      for (const step of all) {
        if (step.does === 'wait') clock.advance(step.hours * HOUR)
        else if (step.does === 'forget') await forgetAnswers(database.db, clock.now())
        else {
          const kept = memory.get(step.key)
          const at = clock.now().getTime()
          const known = kept && at - kept.at <= 24 * HOUR ? kept : undefined
          const settled = await Promise.allSettled(Array.from({ length: step.times }, () => ask(step)))
          const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
          const refusals = settled.flatMap((one) =>
            one.status === 'rejected' ? [one.reason.id ?? one.reason.message] : [],
          )
          const now = await asked(answers, refusals, step, known)
          if (now && now !== known) {
            memory.set(step.key, { ...now, at })
            effects.push(now.told)
          }
        }
      }
      const { rows } = await sql<{ what: string }>`
        select what from done where workspace_id = ${workspaceId} order by ctid`.execute(database.db)
      assert.deepEqual(rows.map(({ what }) => what).sort(), effects.sort())
    }),
    { numRuns: 40 },
  )
})

it('opens an answer for its own asker alone, and never does a thing again for want of the answer', async () => {
  const workspaceId = await testWorkspace(database.db)
  const attempt = {
    workspaceId,
    memberId: uuidv7(),
    key: 'k',
    request: ['POST', '/things', '', ''],
    now: new Date('2026-05-01T12:00:00Z'),
    sealing,
  }
  const sealedElsewhere = { ...attempt, sealing: parseKey('55'.repeat(32)) }
  const answer = { status: 201, contentType: null, body: 'a secret shown once' }
  await once(database.db, attempt, async () => answer)
  await assert.rejects(
    once(database.db, sealedElsewhere, () => assert.fail('done twice')),
    { id: 'sealed_unreadable' },
    'an answer that cannot be opened any more is no reason to do it again',
  )
  const moved = { ...attempt, memberId: uuidv7() }
  await sql`
    insert into idempotency_key (workspace_id, member_id, key, request_hash, status, content_type, body, created_at)
    select workspace_id, ${moved.memberId}, key, request_hash, status, content_type, body, created_at
    from idempotency_key where workspace_id = ${workspaceId}`.execute(database.db)
  await assert.rejects(
    once(database.db, moved, () => assert.fail('done twice')),
    { id: 'sealed_unreadable' },
    'nor is one that was another member’s',
  )
})
