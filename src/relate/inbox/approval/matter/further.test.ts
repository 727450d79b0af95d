import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  type ApprovalStage,
  approvalStage,
  linkTo,
  NOW,
  rule,
  ruled,
  stateOf,
  waiting,
} from '../../../../../test/support/approval.ts'
import { type Member, problemOf } from '../../../../../test/support/http.ts'
import type { Approval } from '../../../../server/api.ts'
import { handOf } from './further.ts'

let stage: ApprovalStage
/** A second one who may approve. */
let second: Member
before(async () => {
  stage = await approvalStage()
  second = await stage.server.member(stage.workspaceId, 'approver')
})
after(() => stage?.close())
beforeEach(async () => {
  stage.at(NOW)
  await sql`truncate delivery, delivery_log, outbox_account, approval cascade`.execute(stage.server.db)
})

const HOUR = 3_600_000
const SUM = 'Bonjour, nous vous remboursons 20 €.'
const named = (who: Member) => ({ approvers: [who.memberId] })
const post = (who: Member, path: string, body: object) => who.browser.post(`/approvals/${path}`, body)
const again = async ({ id }: Approval) =>
  (await (await stage.owner.browser.get(`/approvals/${id}`)).json()) as Approval

async function changed(who: Member, { id, hash }: Approval, text: string): Promise<Approval> {
  const answer = await post(who, `${id}/edit`, { hash, text })
  assert.equal(answer.status, 200, await answer.clone().text())
  return (await answer.json()) as Approval
}

/** Whether they may approve of it as it stands, by what is answered when they try. */
async function approves(who: Member, { id, hash }: Approval): Promise<boolean> {
  const answer = await post(who, `${id}/approve`, { hash })
  if (answer.status !== 200) assert.equal((await problemOf(answer)).id, 'approval_not_yours')
  return answer.status === 200
}

describe('words that an approver changed', () => {
  it('wait for whom a rule names that they meet only now, for its time, and say so', async () => {
    const all = rule({ name: 'Nouveaux', editorMay: true, hours: 2 })
    await ruled(stage, all, rule({ kind: 'money', name: 'Argent', hours: 24, ...named(stage.owner) }))
    const one = await waiting(stage, 'Bonjour, elle arrive.')
    stage.at(new Date(NOW.getTime() + HOUR))
    const after = await changed(stage.approver, one, SUM)
    assert.deepEqual(
      after.reasons.map(({ name, found }) => [name, found]),
      [
        ['Nouveaux', []],
        ['Argent', ['remboursons', '20 €']],
      ],
    )
    assert.equal(Date.parse(after.expires), NOW.getTime() + 25 * HOUR)
    assert.equal(await approves(stage.approver, after), false, 'who put the sum there')
    assert.equal(await approves(second, after), false, 'whom the first rule would have let')
    const told = (await stage.step()).map(({ what, members }) => [what, members])
    assert.deepEqual(told, [
      ['approval_asked', [stage.owner.memberId]],
      ['approval_edited', [stage.agent.memberId]],
    ])
    assert.equal(await approves(stage.owner, after), true)
    const { rows } = await sql<{ detail: { rules: string[] } }>`
      select detail from audit_entry where action = 'approval.asked' and target = ${one.id} order by id`.execute(
      stage.server.db,
    )
    assert.deepEqual(
      rows.map(({ detail }) => detail.rules),
      [['Nouveaux'], ['Argent']],
    )
  })

  it('wait as before where they meet no other, also where what held them was taken out', async () => {
    await ruled(stage, rule({ kind: 'money', name: 'Argent', editorMay: true, ...named(stage.approver) }))
    const one = await waiting(stage, SUM)
    const more = await changed(stage.approver, one, 'Bonjour, nous vous remboursons 30 €.')
    assert.deepEqual(
      [more.reasons, more.expires],
      [[{ name: 'Argent', kind: 'money', found: ['remboursons', '30 €'] }], one.expires],
    )
    const none = await changed(stage.approver, more, 'Bonjour, elle arrive.')
    assert.deepEqual([none.state, await stateOf(stage, one.deliveryId)], ['waiting', 'approval'])
    assert.equal(await approves(second, none), false)
    assert.equal(await approves(stage.approver, none), true)
  })

  it('wait for whom both rules name, where one of them is left; not for anybody where the further one names nobody', async () => {
    const both = { approvers: [stage.owner.memberId, second.memberId] }
    await ruled(
      stage,
      rule(both),
      rule({ kind: 'money', approvers: [second.memberId, stage.approver.memberId] }),
    )
    const one = await changed(stage.approver, await waiting(stage), SUM)
    assert.equal(await approves(stage.owner, one), false)
    assert.equal(await approves(second, one), true)
    await ruled(stage, rule(named(stage.owner)), rule({ kind: 'money' }))
    const other = await changed(stage.approver, await waiting(stage), SUM)
    assert.equal(await approves(second, other), false, 'the first rule still names the owner alone')
    assert.equal(await approves(stage.owner, other), true)
  })

  it('are nobody’s whom they were handed to, unless the further rule names them', async () => {
    await ruled(stage, rule(), rule({ kind: 'money', ...named(stage.owner) }))
    const one = await waiting(stage)
    assert.equal(
      (await post(stage.approver, `${one.id}/hand-on`, { hash: one.hash, to: second.memberId })).status,
      200,
    )
    const after = await changed(stage.approver, await again(one), SUM)
    assert.equal(after.assigned, null)
    assert.equal(await approves(second, after), false)
  })

  it('by way of the outbox are judged in the same way, and are never let through by it', async () => {
    await ruled(stage, rule({ kind: 'money', name: 'Argent', ...named(stage.approver) }))
    const one = await waiting(stage, SUM)
    const rewritten = await stage.owner.browser.patch(`/deliveries/${one.deliveryId}`, { text: 'Bonjour.' })
    assert.equal(((await rewritten.json()) as { state: string }).state, 'approval')
    const after = await again(one)
    assert.deepEqual(
      [after.state, after.text, after.editor?.id],
      ['waiting', 'Bonjour.', stage.owner.memberId],
    )
    assert.equal(
      after.difference?.some(({ kind }) => kind === 'removed'),
      true,
    )
    assert.equal(await approves(stage.approver, after), true)
  })

  it('are shown with their difference, and are its author’s again once these change them', async () => {
    await ruled(stage, rule({ name: 'Tout' }), rule({ kind: 'money', ...named(stage.owner) }))
    const held = await changed(stage.approver, await waiting(stage), SUM)
    assert.ok(held.difference?.some(({ kind, text }) => kind === 'added' && text.includes('20')))
    const back = await changed(stage.agent, held, 'Bonjour, nous regardons cela.')
    assert.deepEqual(
      back.reasons.map(({ name }) => name),
      ['Tout'],
    )
    assert.equal(await approves(second, back), true)
  })
})

describe('a rule that names nobody who is there', () => {
  it('is said on what it holds, in the program and behind the link of a mail; others stand in', async () => {
    await ruled(stage, rule({ roles: ['manager'] }))
    const one = await waiting(stage)
    assert.deepEqual([one.standIn, one.mayDecide, one.nobody], [true, true, false])
    const page = await stage.server.app.request(
      `http://localhost:4300${await linkTo(stage, one.id, stage.approver)}?lang=fr`,
    )
    assert.match(await page.text(), /Personne de ceux que la règle désigne/)
    const manager = await stage.server.member(stage.workspaceId, 'manager')
    const other = await waiting(stage)
    assert.equal(other.standIn, false, 'somebody has the role by now')
    assert.equal(await approves(stage.approver, other), false)
    assert.equal(await approves(manager, other), true)
  })

  it('is not one that names nobody at all, nor one whose people are there', async () => {
    await ruled(stage, rule())
    assert.equal((await waiting(stage)).standIn, false)
    await ruled(stage, rule(named(stage.owner)))
    const one = await waiting(stage)
    assert.equal(one.standIn, false)
    const page = await stage.server.app.request(
      `http://localhost:4300${await linkTo(stage, one.id, stage.owner)}?lang=en`,
    )
    assert.doesNotMatch(await page.text(), /Nobody whom the rule names/)
    await ruled(stage, rule({ approvers: [stage.agent.memberId] }))
    assert.equal((await waiting(stage)).standIn, true, 'its author is the only one named')
  })

  it('can be seen from the rules: each who may approve bears their role', async () => {
    const { approvers } = (await (await stage.owner.browser.get('/approval-rules')).json()) as {
      approvers: { id: string; role: string }[]
    }
    const role = (who: Member) => approvers.find(({ id }) => id === who.memberId)?.role
    assert.deepEqual([stage.owner, second, stage.agent].map(role), ['owner', 'approver', undefined])
  })
})

it('what was handed on stays so where the same are asked, and where its keeper is among those who are', () => {
  const asked = { named: true, approvers: ['a', 'b'], assigned: 'c' }
  assert.deepEqual(handOf(asked, { named: true, approvers: ['b', 'a'] }), {})
  assert.deepEqual(handOf(asked, { named: true, approvers: ['c'] }), {})
  assert.deepEqual(handOf(asked, { named: true, approvers: ['a'] }), { assigned: null, handed_by: null })
  assert.deepEqual(handOf({ ...asked, assigned: null }, { named: false, approvers: [] }), {})
})
