import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { opensWith, parseKey, reseal, seal } from '../../../../lib/crypto/index.ts'
import { inTransaction } from '../../../../lib/db/index.ts'
import {
  act,
  appealPath,
  made,
  moderationStage,
  post,
  RUDE,
  type Shown,
  type Stage,
  sealing,
  visitor,
} from '../../../../test/support/moderation.ts'
import { archivePurpose, openTaken, proofOf, sealTaken, type Taken } from './archive.ts'
import { sealedModeration } from './sealed.ts'
import { forgetArchives, forgetModerated } from './store.ts'

let stage: Stage
before(async () => {
  stage = await moderationStage()
})
after(() => stage?.close())

const open = (who: Stage['ana'], id: string, reason = 'Demande du tribunal') =>
  who.browser.post(`/moderation/acts/${id}/archive`, { reason })
const pool = () => stage.server.pool

it('keeps what was taken away word for word, with a proof that tells when it is not', () => {
  const text = fc.option(fc.string({ unit: 'binary', maxLength: 60 }))
  const taken: fc.Arbitrary<Taken> = fc.record({
    title: text,
    text,
    author: fc.record({ id: fc.string(), name: text, handle: text, url: text }),
    channel: fc.string(),
    objectId: fc.string(),
    url: text,
    published: fc.string(),
    media: fc.array(fc.record({ type: fc.string(), url: fc.string(), alt: text }), { maxLength: 2 }),
    mark: fc.record({ in: fc.constantFrom('text', 'title'), start: fc.nat(), end: fc.nat() }),
    rule: fc.string(),
    charterVersion: fc.nat(),
    keptAt: fc.string(),
  })
  fc.assert(
    fc.property(taken, fc.uuid(), (one, id) => {
      // Sealed text is UTF-8, as the stream's own is: half a letter is not kept there either.
      const kept = JSON.parse(JSON.stringify(one)) as Taken
      const purpose = archivePurpose(id, id)
      const sealed = sealTaken(sealing, purpose, kept)
      const opened = openTaken(sealing, purpose, sealed)
      assert.deepEqual([opened.taken, opened.whole], [kept, true])
      const forged = JSON.stringify({ taken: { ...kept, rule: `${kept.rule}x` }, sha256: proofOf(kept) })
      assert.equal(openTaken(sealing, purpose, sealing.seal(forged, purpose)).whole, false)
    }),
  )
})

it('is opened by who may, for a reason that the journal keeps before anything is shown', async () => {
  const one = await act(stage.ana, await post(stage))
  assert.equal((await open(stage.ana, one.id)).status, 403)
  assert.equal((await open(stage.owner, one.id, '?')).status, 422)
  const opened = await made<{ taken: Taken; whole: boolean }>(await open(stage.owner, one.id))
  assert.deepEqual([opened.taken.text, opened.whole, opened.taken.rule], [RUDE, true, 'respect'])
  const { rows } = await pool().query(
    `select user_id, detail from audit_entry where action = 'moderation.archive_opened' and target = $1`,
    [one.id],
  )
  assert.deepEqual(rows, [{ user_id: stage.owner.userId, detail: { reason: 'Demande du tribunal' } }])
})

it('is nothing where nothing was taken away', async () => {
  const one = await act(stage.ana, await post(stage, { toxicity: 1 }))
  assert.equal(one.state, 'proposed')
  assert.equal((await open(stage.owner, one.id)).status, 404)
})

it('is let go of when its time is over, with what its author said; that it was done stays', async () => {
  const activityId = await post(stage)
  const one = await act(stage.ana, activityId)
  await visitor(stage).send(await appealPath(stage, activityId), 'Je conteste.')
  const year = new Date(stage.clock.now().getTime() + 365 * 86_400_000)
  const soon = new Date(year.getTime() - 1)
  assert.equal(await forgetArchives(stage.server.db, stage.workspaceId, soon), 0)
  assert.ok((await forgetArchives(stage.server.db, stage.workspaceId, year)) > 0)
  assert.equal(await forgetArchives(stage.server.db, stage.workspaceId, year), 0)
  assert.equal((await open(stage.owner, one.id)).status, 409)
  const { rows } = await pool().query('select sealed from moderation_appeal where act_id = $1', [one.id])
  assert.equal(rows[0].sealed, null)
  assert.equal((await made<Shown>(await stage.ana.browser.get(`/moderation/acts/${one.id}`))).state, 'done')
})

it('goes with its author when they are erased: no words, no name, no way in; the count stays (T21)', async () => {
  const activityId = await post(stage, { actor: 'erased-person' })
  const one = await act(stage.ana, activityId, { notice: 'Bonjour Inès' })
  const path = await appealPath(stage, activityId)
  await visitor(stage).send(path, 'Je m’appelle Inès.')
  await inTransaction(stage.server.db, (tx) => forgetModerated(tx, stage.workspaceId, [activityId]))
  const tables = ['moderation_act', 'moderation_archive', 'moderation_appeal']
  const column = (table: string) => (table === 'moderation_act' ? 'id' : 'act_id')
  for (const table of tables) {
    const { rows } = await pool().query(`select * from ${table} where ${column(table)} = $1`, [one.id])
    assert.equal(rows.length, 1)
    assert.doesNotMatch(JSON.stringify(rows), /Inès|erased-person|crétin/, table)
  }
  assert.equal((await visitor(stage).get(path)).status, 404)
  assert.equal((await open(stage.owner, one.id)).status, 409)
})

it('is sealed anew with a new key, each for its own act', async () => {
  const [before, next] = [parseKey('11'.repeat(32)), parseKey('22'.repeat(32))]
  const { workspaceId, server } = stage
  const { rows } = await pool().query(
    'select act_id from moderation_archive where sealed is not null limit 1',
  )
  const id = rows[0]?.act_id ?? (await act(stage.ana, await post(stage))).id
  await pool().query(
    'update moderation_archive set sealed = null, gone = now(), gone_why = $2 where act_id <> $1 and sealed is not null',
    [id, 'retention'],
  )
  await pool().query('update moderation_appeal set sealed = null')
  await pool().query('update moderation_archive set sealed = $2 where act_id = $1', [
    id,
    seal(before, archivePurpose(workspaceId, id), 'secret'),
  ])
  await pool().query('update moderation_appeal set sealed = $2 where act_id = $1', [
    id,
    seal(before, `appeal:${workspaceId}:${id}`, 'said'),
  ])
  assert.equal(await opensWith(server.db, sealedModeration, before), true)
  const counts = await inTransaction(server.db, async (tx) => {
    const done: number[] = []
    for (const column of sealedModeration) done.push(await reseal(tx, column, { from: before, to: next }))
    return done
  })
  assert.deepEqual(counts, [1, 1])
  assert.equal(await opensWith(server.db, sealedModeration, next), true)
  assert.equal(await opensWith(server.db, sealedModeration, before), false)
})
