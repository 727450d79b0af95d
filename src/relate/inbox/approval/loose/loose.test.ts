import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  type ApprovalStage,
  answered,
  approvalStage,
  approvalsOf,
  asked,
  leaving,
  NOW,
  rule,
  ruled,
  stateOf,
  waiting,
} from '../../../../../test/support/approval.ts'
import type { LooseApprovals } from '../../../../server/api.ts'
import { lostItsRules } from './loose.ts'

let stage: ApprovalStage
before(async () => {
  stage = await approvalStage()
})
after(() => stage?.close())
beforeEach(async () => {
  stage.at(NOW)
  await sql`truncate delivery, delivery_log, approval cascade`.execute(stage.server.db)
})

const all = rule({ name: 'Nouveaux' })
const money = rule({ name: 'Argent', kind: 'money' })
const off = { ...all, enabled: false }
const loose = async () => (await (await stage.agent.browser.get('/approvals/loose')).json()) as LooseApprovals
const release = (who = stage.owner) => who.browser.post('/approvals/loose/release')
const freed = async (answer: Response) => {
  assert.equal(answer.status, 200, await answer.clone().text())
  return ((await answer.json()) as { freed: number }).freed
}

describe('a rule that is turned off', () => {
  it('leaves what it held waiting, says so, and lets it leave by one act, in order, once', async () => {
    await ruled(stage, all)
    const [one, two] = [await waiting(stage), await waiting(stage, 'Bonjour, la vôtre aussi.')]
    assert.deepEqual(await loose(), { count: 0, rules: [] }, 'its rule still asks')
    await ruled(stage, off)
    assert.deepEqual(await loose(), { count: 2, rules: ['Nouveaux'] })
    const [shown] = await approvalsOf(stage, one.conversationId ?? '')
    assert.deepEqual([shown?.state, shown?.loose], ['waiting', true])
    assert.deepEqual((await leaving(stage)).length, 0, 'nothing leaves by itself')
    assert.equal((await release(stage.agent)).status, 403)
    assert.equal((await release(stage.approver)).status, 403)
    const both = await Promise.all([release(), release()])
    assert.equal((await freed(both[0])) + (await freed(both[1])), 2, 'each once, whoever was first')
    for (const { deliveryId } of [one, two]) assert.equal(await stateOf(stage, deliveryId), 'waiting')
    assert.deepEqual(await loose(), { count: 0, rules: [] })
    const [after] = await approvalsOf(stage, one.conversationId ?? '')
    assert.deepEqual(
      [after?.state, after?.decidedBy?.id, after?.loose],
      ['withdrawn', stage.owner.memberId, false],
    )
    assert.equal((await leaving(stage)).length, 2)
    const { rows } = await sql<{ target: string }>`
      select target from audit_entry where action = 'approval.freed' and user_id = ${stage.owner.userId}
      order by id`.execute(stage.server.db)
    assert.deepEqual(
      rows.slice(-2).map(({ target }) => target),
      [one.id, two.id],
    )
  })

  it('frees nothing that another rule asks for by then, nor what was decided or taken back', async () => {
    await ruled(stage, all)
    const [promised, plain, taken] = [
      await waiting(stage, 'Bonjour, nous vous remboursons 20 euros.'),
      await waiting(stage),
      await waiting(stage),
    ]
    await stage.agent.browser.post(`/approvals/${taken.id}/take-back`, {})
    await ruled(stage, off, money)
    assert.equal((await loose()).count, 1)
    assert.equal(await freed(await release()), 1)
    assert.equal(await stateOf(stage, plain.deliveryId), 'waiting')
    assert.equal(await stateOf(stage, promised.deliveryId), 'approval')
    assert.equal(await stateOf(stage, taken.deliveryId), 'dropped')
    await ruled(stage, all, money)
    assert.equal((await loose()).count, 0, 'what is on again asks again')
  })

  it('is found behind however much waits for a rule that is on', async () => {
    const { db } = stage.server
    await ruled(stage, all)
    const plain = await waiting(stage)
    await ruled(stage, off, money)
    const held = await waiting(stage, 'Bonjour, nous vous remboursons 30 euros.')
    const id = sql.raw(`('ffffffff-0000-7000-8000-' || lpad(n::text, 12, '0'))`)
    await sql`
      insert into delivery select (jsonb_populate_record(delivery, jsonb_build_object('id', ${id}, 'lane', ${id}))).*
      from delivery, generate_series(1, 240) as n where delivery.id = ${held.deliveryId}`.execute(db)
    await sql`
      insert into approval select (jsonb_populate_record(approval, jsonb_build_object('id', ${id}, 'delivery_id', ${id}))).*
      from approval, generate_series(1, 240) as n where approval.id = ${held.id}`.execute(db)
    try {
      assert.equal((await loose()).count, 1)
      assert.equal(await freed(await release()), 1)
      assert.equal(await stateOf(stage, plain.deliveryId), 'waiting')
    } finally {
      await sql`delete from approval where id::text like 'ffffffff-%'`.execute(db)
      await sql`delete from delivery where id::text like 'ffffffff-%'`.execute(db)
    }
  })

  it('still lets each be approved or refused; approving while all are let leave, it leaves once', async () => {
    await ruled(stage, all)
    const [one, other] = [await waiting(stage), await waiting(stage)]
    await ruled(stage)
    const refuse = { hash: other.hash, reason: 'Trop tard.' }
    assert.equal((await stage.approver.browser.post(`/approvals/${other.id}/refuse`, refuse)).status, 200)
    const [approved, all_] = await Promise.all([
      stage.approver.browser.post(`/approvals/${one.id}/approve`, { hash: one.hash }),
      release(),
    ])
    assert.ok([200, 409].includes(approved.status))
    assert.equal((approved.status === 200 ? 1 : 0) + (await freed(all_)), 1)
    assert.equal(await stateOf(stage, one.deliveryId), 'waiting')
    assert.equal((await leaving(stage)).length, 1)
  })

  it('is one of the rules for which something waited, and all of them have to be off', () => {
    const reasons = [all, money].map(({ id, name, kind }) => ({ rule: id, name, kind, found: [] }))
    assert.equal(lostItsRules({ reasons }, [all, money]), false)
    assert.equal(lostItsRules({ reasons }, [off, money]), false)
    assert.equal(lostItsRules({ reasons }, [off, { ...money, enabled: false }]), true)
    assert.equal(lostItsRules({ reasons }, []), true)
  })
})

describe('a role that approves', () => {
  it('names whoever has it when it is asked about, and nobody else; a role that may not is refused', async () => {
    await ruled(stage, rule({ roles: ['approver'] }))
    const talk = await asked(stage)
    await answered(stage, talk)
    const [one] = await approvalsOf(stage, talk)
    const approve = (who: ApprovalStage['owner']) =>
      who.browser.post(`/approvals/${one?.id}/approve`, { hash: one?.hash })
    assert.equal((await approve(stage.owner)).status, 403, 'an owner may, but is not who was named')
    assert.equal((await approve(stage.approver)).status, 200)
    const { revision, roles } = (await (await stage.owner.browser.get('/approval-rules')).json()) as {
      revision: number
      roles: string[]
    }
    assert.ok(roles.includes('approver') && !roles.includes('guest'))
    const bad = { revision, rules: [rule({ roles: ['guest'] })] }
    assert.equal((await stage.owner.browser.put('/approval-rules', bad)).status, 422)
  })

  it('is none in rules from before there were any', async () => {
    await ruled(stage, all)
    await sql`update approval_setting set rules = rules #- '{0,roles}'`.execute(stage.server.db)
    const { rules } = (await (await stage.owner.browser.get('/approval-rules')).json()) as {
      rules: { roles: string[] }[]
    }
    assert.deepEqual(rules[0]?.roles, [])
    assert.equal((await waiting(stage)).state, 'waiting')
  })
})
