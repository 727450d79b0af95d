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
import { type Member, problemOf } from '../../../../../test/support/http.ts'
import type { Approval } from '../../../../server/api.ts'
import { forgetApprovals } from './store.ts'

let stage: ApprovalStage
before(async () => {
  stage = await approvalStage()
})
after(() => stage?.close())
beforeEach(async () => {
  stage.at(NOW)
  await sql`truncate delivery, delivery_log, outbox_account, approval cascade`.execute(stage.server.db)
  await ruled(stage, rule())
})

const HOUR = 3_600_000
const post = (who: Member, path: string, body: object = {}) => who.browser.post(`/approvals/${path}`, body)
const refused = async (answer: Promise<Response>) => {
  const got = await answer
  return [got.status, (await problemOf(got)).id]
}
const again = async ({ id }: Approval) =>
  (await (await stage.owner.browser.get(`/approvals/${id}`)).json()) as Approval
const taken = () => leaving(stage)
const draftOf = async ({ browser }: Member, talk: string | null) =>
  (
    (await (await browser.get(`/conversations/${talk}/drafts`)).json()) as {
      mine: { draft: { text: string } } | null
    }
  ).mine?.draft.text

describe('an answer that a rule asks for', () => {
  it('waits in its conversation, which stays open, and leaves once approved, as its author wanted', async () => {
    const talk = await asked(stage)
    const given = await answered(stage, talk, 'Bonjour, elle arrive.', { done: true })
    assert.equal(given.state, 'approval')
    const status = async () =>
      ((await (await stage.agent.browser.get(`/conversations/${talk}`)).json()) as { status: string }).status
    assert.equal(await status(), 'open')
    const [one] = await approvalsOf(stage, talk)
    assert.ok(one)
    assert.deepEqual(
      [one.text, one.by?.id, one.question?.text],
      ['Bonjour, elle arrive.', stage.agent.memberId, 'Où est ma commande ?'],
    )
    assert.deepEqual([one.mayDecide, one.mine, one.nobody], [true, false, false])
    assert.equal((await taken()).length, 0, 'nothing is taken of what waits')
    const done = await post(stage.approver, `${one.id}/approve`, { hash: one.hash })
    assert.equal(done.status, 200)
    assert.deepEqual([await stateOf(stage, given.id), await status()], ['waiting', 'done'])
    assert.deepEqual(
      (await taken()).map(({ id }) => id),
      [given.id],
    )
    assert.equal((await taken()).length, 0, 'and once')
  })

  it('closes nothing where the customer has written since', async () => {
    const talk = await asked(stage)
    await answered(stage, talk, 'Bonjour.', { done: true })
    const [one] = await approvalsOf(stage, talk)
    await sql`update conversation set last_at = ${new Date(NOW.getTime() + HOUR)} where id = ${talk}`.execute(
      stage.server.db,
    )
    await post(stage.approver, `${one?.id}/approve`, { hash: one?.hash })
    const { status } = (await (await stage.agent.browser.get(`/conversations/${talk}`)).json()) as {
      status: string
    }
    assert.equal(status, 'open')
  })

  it('is refused with a reason, and is its author’s draft again, but never over what they have begun', async () => {
    const one = await waiting(stage, 'Bonjour, on verra.')
    assert.deepEqual(
      await refused(post(stage.approver, `${one.id}/refuse`, { hash: one.hash, reason: '  ' })),
      [422, 'approval_reason'],
    )
    const done = await post(stage.approver, `${one.id}/refuse`, { hash: one.hash, reason: 'Trop vague.' })
    assert.equal(done.status, 200)
    const after = await again(one)
    assert.deepEqual(
      [after.state, after.reason, after.decidedBy?.id, after.via],
      ['refused', 'Trop vague.', stage.approver.memberId, 'app'],
    )
    assert.equal(await draftOf(stage.agent, one.conversationId), 'Bonjour, on verra.')
    assert.equal(await stateOf(stage, one.deliveryId), 'dropped')
    const other = await waiting(stage, 'Bonjour, le second.')
    const begun = { version: 0, draft: { text: 'Déjà autre chose', media: [] } }
    await stage.agent.browser.put(`/conversations/${other.conversationId}/draft`, begun)
    await post(stage.approver, `${other.id}/refuse`, { hash: other.hash, reason: 'Non.' })
    assert.equal(await draftOf(stage.agent, other.conversationId), 'Déjà autre chose')
  })

  it('is taken back by its author and by nobody else', async () => {
    const one = await waiting(stage, 'Bonjour, un instant.')
    assert.deepEqual(await refused(post(stage.approver, `${one.id}/take-back`)), [403, 'approval_not_yours'])
    assert.equal((await post(stage.agent, `${one.id}/take-back`)).status, 200)
    assert.equal(await draftOf(stage.agent, one.conversationId), 'Bonjour, un instant.')
    assert.deepEqual(await refused(post(stage.approver, `${one.id}/approve`, { hash: one.hash })), [
      409,
      'approval_decided',
    ])
    assert.equal((await taken()).length, 0)
  })
})

describe('who may decide', () => {
  it('never its author, nor who may not approve, nor a key in somebody’s name', async () => {
    const talk = await asked(stage)
    await answered({ agent: stage.owner }, talk)
    const [one] = await approvalsOf(stage, talk)
    assert.ok(one)
    assert.equal(one.mayDecide, false)
    const body = { hash: one.hash }
    assert.deepEqual(await refused(post(stage.owner, `${one.id}/approve`, body)), [403, 'approval_not_yours'])
    assert.deepEqual(await refused(post(stage.agent, `${one.id}/approve`, body)), [403, 'forbidden'])
    const { browser } = stage.approver
    const key = await stage.owner.browser.post('/keys', {
      name: 'Clé',
      permissions: ['inbox:read', 'answers:approve'],
    })
    const { secret } = (await key.json()) as { secret: string }
    const byKey = browser.post(`/approvals/${one.id}/approve`, body, {
      bare: true,
      headers: { authorization: `Bearer ${secret}` },
    })
    assert.deepEqual(await refused(byKey), [403, 'key_cannot'])
    assert.equal((await again(one)).state, 'waiting')
    assert.equal((await post(stage.approver, `${one.id}/approve`, body)).status, 200)
  })

  it('nor who wrote in it last, unless the rule says so; the difference is shown to its author', async () => {
    const one = await waiting(stage, 'Bonjour, elle arrive demain.')
    const change = (who: Member, from: Approval, text: string) =>
      post(who, `${from.id}/edit`, { hash: from.hash, text })
    const changed = (await (
      await change(stage.approver, one, 'Bonjour, elle arrive jeudi.')
    ).json()) as Approval
    assert.deepEqual(changed.difference, [
      { text: 'Bonjour, elle arrive ', kind: 'same' },
      { text: 'demain', kind: 'removed' },
      { text: 'jeudi', kind: 'added' },
      { text: '.', kind: 'same' },
    ])
    assert.notEqual(changed.hash, one.hash)
    assert.deepEqual(await refused(post(stage.approver, `${one.id}/approve`, { hash: changed.hash })), [
      403,
      'approval_not_yours',
    ])
    assert.deepEqual(await refused(post(stage.owner, `${one.id}/approve`, { hash: one.hash })), [
      409,
      'approval_changed',
    ])
    assert.equal((await post(stage.owner, `${one.id}/approve`, { hash: changed.hash })).status, 200)
    assert.equal((await taken())[0]?.draft?.text, 'Bonjour, elle arrive jeudi.')
    await ruled(stage, rule({ editorMay: true }))
    const other = await waiting(stage)
    const next = (await (await change(stage.approver, other, 'Bonjour, autrement.')).json()) as Approval
    assert.equal((await post(stage.approver, `${other.id}/approve`, { hash: next.hash })).status, 200)
  })

  it('who the rule names, and whom it is handed on to; where nobody named is left, anybody else who may', async () => {
    await ruled(stage, rule({ approvers: [stage.owner.memberId] }))
    const one = await waiting(stage)
    assert.deepEqual(await refused(post(stage.approver, `${one.id}/approve`, { hash: one.hash })), [
      403,
      'approval_not_yours',
    ])
    const hand = (to: Member) => post(stage.owner, `${one.id}/hand-on`, { hash: one.hash, to: to.memberId })
    assert.deepEqual(await refused(hand(stage.agent)), [422, 'approval_cannot_be_theirs'])
    assert.equal((await hand(stage.approver)).status, 200)
    assert.equal((await again(one)).assigned?.id, stage.approver.memberId)
    assert.equal((await post(stage.approver, `${one.id}/approve`, { hash: one.hash })).status, 200)
    await ruled(stage, rule({ approvers: [stage.agent.memberId] }))
    const other = await waiting(stage)
    assert.deepEqual([other.mayDecide, other.nobody], [true, false])
  })

  it('one of two who decide at the same moment', async () => {
    for (let n = 0; n < 5; n++) {
      const one = await waiting(stage, `Bonjour, numéro ${n}.`)
      const answers = await Promise.all([
        post(stage.approver, `${one.id}/approve`, { hash: one.hash }),
        post(stage.owner, `${one.id}/refuse`, { hash: one.hash, reason: 'Non.' }),
        post(stage.agent, `${one.id}/edit`, { hash: one.hash, text: 'Bonjour, changé.' }),
      ])
      const well = answers.filter(({ status }) => status === 200)
      assert.equal(well.length, 1, `${answers.map(({ status }) => status)}`)
      for (const answer of answers.filter((it) => it.status !== 200)) assert.equal(answer.status, 409)
      const leaves = (await taken()).map(({ draft }) => draft?.text)
      assert.deepEqual(leaves, answers[0]?.status === 200 ? [`Bonjour, numéro ${n}.`] : [])
    }
  })
})

describe('its words', () => {
  it('changed by their author are judged anew, and leave where no rule asks for them any more', async () => {
    await ruled(stage, rule({ kind: 'money', name: 'Argent' }))
    assert.equal((await answered(stage, await asked(stage), 'Bonjour, elle arrive.')).state, 'waiting')
    const one = await waiting(stage, 'Bonjour, nous vous remboursons 20 €.')
    assert.deepEqual(one.reasons, [{ name: 'Argent', kind: 'money', found: ['remboursons', '20 €'] }])
    const kept = (await (
      await post(stage.agent, `${one.id}/edit`, { hash: one.hash, text: 'Bonjour, un geste commercial ?' })
    ).json()) as Approval
    assert.deepEqual([kept.state, kept.reasons[0]?.found], ['waiting', ['geste commercial']])
    await post(stage.agent, `${one.id}/edit`, { hash: kept.hash, text: 'Bonjour, désolés.' })
    assert.deepEqual(
      [(await again(one)).state, await stateOf(stage, one.deliveryId)],
      ['withdrawn', 'waiting'],
    )
  })

  it('changed in the outbox need approval anew, and what is given up there is asked about no more', async () => {
    const one = await waiting(stage)
    const done = await post(stage.approver, `${one.id}/approve`, { hash: one.hash })
    assert.equal(done.status, 200)
    const changed = await stage.agent.browser.patch(`/deliveries/${one.deliveryId}`, {
      text: 'Bonjour, tout autre chose.',
    })
    assert.equal(((await changed.json()) as { state: string }).state, 'approval')
    const [anew] = await approvalsOf(stage, one.conversationId ?? '')
    assert.deepEqual([anew?.state, anew?.text], ['waiting', 'Bonjour, tout autre chose.'])
    assert.equal((await taken()).length, 0)
    await stage.agent.browser.post(`/deliveries/${one.deliveryId}/drop`)
    assert.equal((await approvalsOf(stage, one.conversationId ?? ''))[0]?.state, 'withdrawn')
  })

  it('go with what is erased', async () => {
    const one = await waiting(stage)
    const { rows } = await sql<{
      target_id: string
    }>`select target_id from approval where id = ${one.id}`.execute(stage.server.db)
    await forgetApprovals(
      stage.server.db,
      stage.workspaceId,
      rows.map((row) => row.target_id),
    )
    assert.deepEqual(await approvalsOf(stage, one.conversationId ?? ''), [])
    const { rows: left } = await sql`select 1 from approval_version`.execute(stage.server.db)
    assert.equal(left.length, 0)
  })
})

describe('the clock', () => {
  it('tells who may approve, reminds them, and gives back what ran out; nothing is ever sent by it', async () => {
    const one = await waiting(stage, 'Bonjour, peut-être.')
    const both = [stage.owner.memberId, stage.approver.memberId].sort()
    const told = await stage.step()
    assert.deepEqual(
      told.map(({ what, members }) => [what, members.toSorted()]),
      [['approval_asked', both]],
    )
    assert.deepEqual(await stage.step(), [], 'once')
    stage.at(new Date(NOW.getTime() + 6 * HOUR))
    assert.deepEqual(
      (await stage.step()).map(({ what }) => what),
      ['approval_soon'],
    )
    assert.deepEqual(await stage.step(), [])
    stage.at(new Date(NOW.getTime() + 8 * HOUR))
    const [first, second] = await Promise.all([stage.step(), stage.step()])
    assert.deepEqual([...first, ...second].map(({ what }) => what).toSorted(), [
      'approval_expired',
      'approval_lapsed',
    ])
    assert.deepEqual([(await again(one)).state, await stateOf(stage, one.deliveryId)], ['expired', 'dropped'])
    assert.equal(await draftOf(stage.agent, one.conversationId), 'Bonjour, peut-être.')
    assert.equal((await taken()).length, 0)
    assert.deepEqual(await refused(post(stage.approver, `${one.id}/approve`, { hash: one.hash })), [
      409,
      'approval_decided',
    ])
  })

  it('tells its author what became of it, and of what was changed', async () => {
    const one = await waiting(stage)
    await stage.step()
    const changed = (await (
      await post(stage.approver, `${one.id}/edit`, { hash: one.hash, text: 'Bonjour, mieux.' })
    ).json()) as Approval
    const told = await stage.step()
    assert.deepEqual(
      told.map(({ what, members }) => [what, members]),
      [
        ['approval_asked', [stage.owner.memberId]],
        ['approval_edited', [stage.agent.memberId]],
      ],
    )
    await post(stage.owner, `${one.id}/approve`, { hash: changed.hash })
    const [last] = await stage.step()
    assert.deepEqual(
      [last?.what, last?.members, last?.facts.member],
      ['approval_changed', [stage.agent.memberId], stage.owner.memberId],
    )
  })
})

describe('what came in or left by a door that asks nobody', () => {
  it('is found however much waits, before it or after', async () => {
    const { db } = stage.server
    const one = await waiting(stage)
    // 240 that have waited longer, and 240 more that somebody was asked about later.
    for (const way of ['0', 'f']) {
      const id = sql.raw(`('${way.repeat(8)}' || '-0000-7000-8000-' || lpad(n::text, 12, '0'))`)
      await sql`
        insert into delivery select (jsonb_populate_record(delivery, jsonb_build_object('id', ${id}, 'lane', ${id}))).*
        from delivery, generate_series(1, 240) as n where delivery.id = ${one.deliveryId}`.execute(db)
      await sql`
        insert into approval select (jsonb_populate_record(approval, jsonb_build_object('id', ${id}, 'delivery_id', ${id}))).*
        from approval, generate_series(1, 240) as n where approval.id = ${one.id}`.execute(db)
    }
    await sql`update approval set untold = false`.execute(db)
    assert.deepEqual(await stage.step(), [], 'all of them are asked about')
    await sql`delete from approval where id = ${one.id}`.execute(db)
    const [left] = (
      await sql<{ id: string }>`
        update delivery set state = 'dropped' where id::text like '00000000-%1' returning id`.execute(db)
    ).rows
    assert.deepEqual(
      (await stage.step()).map(({ what }) => what),
      ['approval_asked'],
    )
    const { rows } = await sql<{ delivery_id: string; state: string }>`
      select delivery_id, state from approval where delivery_id in (${one.deliveryId}, ${left?.id}) order by state`.execute(
      db,
    )
    assert.deepEqual(rows, [
      { delivery_id: one.deliveryId, state: 'waiting' },
      { delivery_id: left?.id, state: 'withdrawn' },
    ])
  })
})

describe('what is written down', () => {
  it('all of it stands in the journal, and in the figures of its month, of nobody in particular', async () => {
    const one = await waiting(stage)
    stage.at(new Date(NOW.getTime() + HOUR / 2))
    await post(stage.approver, `${one.id}/approve`, { hash: one.hash })
    const other = await waiting(stage)
    await post(stage.approver, `${other.id}/refuse`, { hash: other.hash, reason: 'Non.' })
    const { rows } = await sql<{ action: string }>`
      select action from audit_entry where action like 'approval.%' and target in (${one.id}, ${other.id}) order by id`.execute(
      stage.server.db,
    )
    assert.deepEqual(
      rows.map(({ action }) => action),
      ['approval.asked', 'approval.approved', 'approval.asked', 'approval.refused'],
    )
    const answer = await stage.owner.browser.get('/approvals/figures')
    assert.deepEqual(await answer.json(), {
      months: [
        { month: '2026-11', approved: 1, changed: 0, refused: 1, expired: 0, withdrawn: 0, minutes: 15 },
      ],
    })
    const counts = async ({ browser }: Member) => (await browser.get('/approvals/counts')).json()
    await waiting(stage)
    assert.deepEqual(
      [await counts(stage.approver), await counts(stage.agent)],
      [
        { toDecide: 1, mine: 0 },
        { toDecide: 0, mine: 1 },
      ],
    )
  })

  it('a trial says which of the last answers would have waited, and changes nothing', async () => {
    await ruled(stage)
    for (const text of ['Bonjour, voici un bon d’achat.', 'Bonjour, elle arrive.'])
      await answered(stage, await asked(stage), text)
    const trial = async (...rules: object[]) => {
      const answer = await stage.owner.browser.post('/approval-rules/trial', { rules })
      assert.equal(answer.status, 200, await answer.clone().text())
      return (await answer.json()) as { looked: number; waited: { text: string }[] }
    }
    const { looked, waited } = await trial(rule({ kind: 'money' }))
    assert.deepEqual([looked, waited.map(({ text }) => text)], [2, ['Bonjour, voici un bon d’achat.']])
    const { waited: fresh } = await trial(rule({ kind: 'newcomer', first: 1 }), rule({ kind: 'key' }))
    assert.equal(fresh.length, 2)
    assert.equal((await answered(stage, await asked(stage))).state, 'waiting', 'no rule was kept')
  })
})
