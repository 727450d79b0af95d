import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import {
  type ApprovalStage,
  answered,
  approvalStage,
  approvalsOf,
  asked,
  NOW,
  rule,
  ruled,
  stateOf,
} from '../../../../../test/support/approval.ts'
import { getDelivery } from '../../../../deliver/index.ts'
import { insertDraft } from '../../writer/store.ts'
import { factsOf } from './facts.ts'

let stage: ApprovalStage
before(async () => {
  stage = await approvalStage()
})
after(() => stage?.close())
beforeEach(async () => {
  stage.at(NOW)
  await sql`truncate delivery, delivery_log, outbox_account, approval, alarm, model_draft cascade`.execute(
    stage.server.db,
  )
  await ruled(stage)
})

const HOUR = 3_600_000
const factsAbout = async (deliveryId: string) => {
  const { db } = stage.server
  return factsOf(db, await getDelivery(db, stage.workspaceId, deliveryId))
}
const hoursFrom = (at: Date, hours: number) => new Date(at.getTime() + hours * HOUR)

async function alarm(opened: Date, ended: Date | null): Promise<void> {
  await sql`
    insert into alarm (workspace_id, id, kind, subject_kind, subject, level, opened, updated, ended, evidence)
    values (${stage.workspaceId}, ${uuidv7()}, 'surge', 'alert', ${uuidv7()}, 2, ${opened}, ${opened}, ${ended}, '{}')`.execute(
    stage.server.db,
  )
}

describe('what rules are told of an answer', () => {
  it('is who wrote it, where and in what conversation, with what a person has put on it', async () => {
    const talk = await asked(stage)
    const label = await stage.agent.browser.patch(`/conversations/${talk}`, { labels: ['Juridique'] })
    assert.equal(label.status, 200, await label.clone().text())
    const { id } = await answered(stage, talk, 'Bonjour.')
    const facts = await factsAbout(id)
    assert.deepEqual([facts.by, facts.key, facts.channel], [stage.agent.memberId, false, 'irc'])
    assert.deepEqual(
      [facts.text, facts.labels, facts.alarm, facts.model],
      ['Bonjour.', ['Juridique'], false, false],
    )
  })

  it('is how many of their answers have left before, not what waits, was given up, or is another’s', async () => {
    const ids: string[] = []
    for (const [n, state] of ['sent', 'sent', 'dropped', 'waiting'].entries()) {
      const { id } = await answered(stage, await asked(stage), `Bonjour ${n}.`)
      await sql`update delivery set state = ${state}, at = at - ${4 - n} * interval '1 minute' where id = ${id}`.execute(
        stage.server.db,
      )
      ids.push(id)
    }
    const { id: others } = await answered({ agent: stage.owner }, await asked(stage), 'Bonjour à vous.')
    await sql`update delivery set state = 'sent' where id = ${others}`.execute(stage.server.db)
    const sent = await Promise.all(ids.map(async (id) => (await factsAbout(id)).sent))
    assert.deepEqual(sent, [0, 1, 2, 2])
    assert.equal((await factsAbout(others)).sent, 0)
  })

  it('is whether an alarm was open as it was written, and not whether one is open now', async () => {
    const { id } = await answered(stage, await asked(stage))
    const { at } = await getDelivery(stage.server.db, stage.workspaceId, id)
    const cases: [number, number | null, boolean][] = [
      [-2, -1, false],
      [1, null, false],
      [-2, 1, true],
      [-2, null, true],
      [0, null, true],
      [-1, 0, false],
    ]
    for (const [opened, ended, open] of cases) {
      await sql`truncate alarm cascade`.execute(stage.server.db)
      await alarm(hoursFrom(at, opened), ended === null ? null : hoursFrom(at, ended))
      assert.equal((await factsAbout(id)).alarm, open, `${opened} ${ended}`)
    }
  })

  it('is whether the draft of a model may be in it: of this conversation, the day before, in no other answer', async () => {
    const talk = await asked(stage)
    const { id } = await answered(stage, talk)
    const { db } = stage.server
    const { at } = await getDelivery(db, stage.workspaceId, id)
    const cases: [number, number | null, string, boolean][] = [
      [-1, null, 'told', true],
      [-23, null, 'told', true],
      [-25, null, 'told', false],
      [1, null, 'told', false],
      [-1, null, 'failed', false],
      [-1, null, 'stopped', false],
      [-2, -1, 'told', false],
      [-2, 1, 'told', true],
    ]
    for (const [written, used, state, holds] of cases) {
      await sql`truncate model_draft`.execute(db)
      const draft = await insertDraft(db, {
        ...{ workspace_id: stage.workspaceId, conversation_id: talk, member_id: stage.agent.memberId },
        ...{ model: 'm', host: 'h', shown: [], wish: '', masked: '', tokens: 0, micros: 0, currency: 'EUR' },
        at: hoursFrom(at, written),
      })
      const after = used === null ? null : hoursFrom(at, used)
      await sql`update model_draft set state = ${state}, used = ${after} where id = ${draft}`.execute(db)
      assert.equal((await factsAbout(id)).model, holds, `${written} ${used} ${state}`)
    }
    await sql`update model_draft set conversation_id = ${await asked(stage)}`.execute(db)
    assert.equal((await factsAbout(id)).model, false, 'of another conversation')
  })
})

describe('a rule of newcomers', () => {
  it('asks for the first answers of each, until so many have left; then no more', async () => {
    await ruled(stage, rule({ kind: 'newcomer', first: 2, name: 'Deux premières' }))
    for (let n = 0; n < 2; n++) {
      const talk = await asked(stage)
      const { id, state } = await answered(stage, talk, `Bonjour, numéro ${n}.`)
      assert.equal(state, 'approval')
      const [one] = await approvalsOf(stage, talk)
      await stage.approver.browser.post(`/approvals/${one?.id}/approve`, { hash: one?.hash })
      assert.equal(await stateOf(stage, id), 'waiting')
      await sql`update delivery set state = 'sent', at = ${hoursFrom(NOW, n - 3)} where id = ${id}`.execute(
        stage.server.db,
      )
    }
    assert.equal((await answered(stage, await asked(stage), 'Bonjour, le troisième.')).state, 'waiting')
    assert.equal((await answered({ agent: stage.owner }, await asked(stage))).state, 'approval')
  })
})
