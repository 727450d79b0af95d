import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { inTransaction } from '../../../../lib/db/index.ts'
import { CAN, moderationStage, post, type Stage } from '../../../../test/support/moderation.ts'
import { criticalOf } from './act.ts'
import { decide, propose, restore } from './decide.ts'

/** Whatever anybody tries in whatever order: nothing disappears without a rule, an actor and an archive. */
let stage: Stage
before(async () => {
  stage = await moderationStage()
})
after(() => stage?.close())

const step = fc.record({
  do: fc.constantFrom('propose', 'approve', 'refuse', 'withdraw', 'restore', 'cut'),
  who: fc.nat(2),
  kind: fc.constantFrom('hide', 'block', 'mute'),
})

test('nothing is done without a rule, a person, an archive and one errand; a criticism always had two', async () => {
  const wishes = fc.record({
    toxicity: fc.constantFrom(0, 900, null),
    sentiment: fc.constantFrom('negative', 'neutral'),
    steps: fc.array(step, { minLength: 1, maxLength: 9 }),
  })
  await fc.assert(
    fc.asyncProperty(wishes, async ({ toxicity, sentiment, steps }) => {
      const activityId = await post(stage, { toxicity, sentiment })
      for (const one of steps) await tried(activityId, one).catch(known)
      await upheld(activityId)
    }),
    { numRuns: 25 },
  )
})

/** What is refused in words is no fault of theirs; the process that was cut left nothing. */
function known(error: unknown): void {
  const { status, message } = error as { status?: number; message: string }
  if (message !== 'cut' && !(status && status < 500)) throw error
}

async function tried(activityId: string, one: { do: string; who: number; kind: 'hide' | 'block' | 'mute' }) {
  const { server, deps, workspaceId, ana, luc, owner } = stage
  const by = { memberId: [ana, luc, owner][one.who]?.memberId ?? '', now: stage.clock.now() }
  const wanted = {
    ...{ workspaceId, activityId, kind: one.kind, ruleId: 'haine' },
    mark: { in: 'text' as const, start: 0, end: 5 },
  }
  if (one.do === 'propose') return propose(server.db, deps, wanted, by)
  if (one.do === 'cut')
    return inTransaction(server.db, async (tx) => {
      await propose(tx, deps, wanted, by)
      throw new Error('cut')
    })
  const { rows } = await server.pool.query(
    'select id from moderation_act where activity_id = $1 order by id desc limit 1',
    [activityId],
  )
  const id = rows[0]?.id
  if (!id) return
  if (one.do === 'restore') return restore(server.db, deps, { workspaceId, id, why: 'team' }, by)
  return decide(server.db, deps, { workspaceId, id, decision: one.do as 'approve' }, by)
}

async function upheld(activityId: string): Promise<void> {
  const { rows } = await stage.server.pool.query(
    `select act.*, archive.sealed, appeal.token_hash,
       (select count(*)::int from delivery where target_id = $1 and act = act.kind
          and id = act.act_delivery) as asked
     from moderation_act as act
       left join moderation_archive as archive on archive.act_id = act.id
       left join moderation_appeal as appeal on appeal.act_id = act.id
     where act.activity_id = $1`,
    [activityId],
  )
  for (const act of rows) {
    const happened = act.state === 'done' || act.state === 'restored'
    assert.equal(act.sealed !== null, happened, 'archived if and only if it was done')
    assert.equal(act.token_hash !== null, happened, 'contested if and only if it was done')
    assert.equal(act.asked, happened ? 1 : 0, 'asked of the network once')
    assert.ok(act.rule_id && act.charter_version && act.proposed_by)
    if (happened && act.critical) assert.ok(act.decided_by && act.decided_by !== act.proposed_by)
    assert.equal(act.undo_delivery !== null, act.state === 'restored')
  }
  const { rows: sent } = await stage.server.pool.query(
    `select id from delivery where target_id = $1 and act in ('hide', 'block', 'mute') and channel = $2`,
    [activityId, CAN.id],
  )
  assert.deepEqual(
    sent.map(({ id }) => id).sort(),
    rows.flatMap((act) => act.act_delivery ?? []).sort(),
    'nothing leaves that no act answers for',
  )
}

test('the table itself takes no criticism that one person alone took away', async () => {
  const activityId = await post(stage, { toxicity: 1 })
  const by = { memberId: stage.ana.memberId, now: stage.clock.now() }
  const { workspaceId } = stage
  const mark = { in: 'text' as const, start: 0, end: 5 }
  const wanted = { workspaceId, activityId, kind: 'hide' as const, ruleId: 'respect', mark }
  const { id } = await propose(stage.server.db, stage.deps, wanted, by)
  const alone = `update moderation_act set state = 'done', done = now(), decided_by = $2, decided = now() where id = $1`
  for (const decider of [null, stage.ana.memberId])
    await assert.rejects(stage.server.pool.query(alone, [id, decider]), /two_persons/)
})

test('what needs two is what offends nobody, cannot be read, was turned by hand, or silences somebody', () => {
  const judged = fc.record({
    sentiment: fc.constantFrom('positive', 'neutral', 'negative'),
    toxicity: fc.option(fc.nat(1000)),
    rating: fc.option(fc.integer({ min: 1, max: 5 })),
    corrected: fc.option(fc.subarray(['sentiment', 'toxicity', 'intent', 'urgency', 'topics'] as const)),
  })
  fc.assert(
    fc.property(judged, (one) => {
      assert.equal(criticalOf(one, 'block'), 'person')
      assert.equal(criticalOf(one, 'mute'), 'person')
      const why = criticalOf(one, 'hide')
      assert.equal(why, criticalOf(one, 'blur'))
      const turned = one.corrected?.includes('sentiment') || one.corrected?.includes('toxicity')
      if (turned || one.toxicity === null) assert.ok(why)
      else if (one.toxicity >= 500) assert.equal(why, null)
      else assert.equal(why !== null, one.sentiment === 'negative' || (one.rating ?? 5) <= 3)
    }),
  )
})
