import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { hashToken } from '../../../../../lib/crypto/index.ts'
import {
  type ApprovalStage,
  answered,
  approvalStage,
  approvalsOf,
  asked,
  linkTo,
  NOW,
  rule,
  ruled,
  stateOf,
  waiting,
} from '../../../../../test/support/approval.ts'
import { enclosedFor } from './enclosed.ts'

let stage: ApprovalStage
before(async () => {
  stage = await approvalStage()
})
after(() => stage?.close())
beforeEach(async () => {
  stage.at(NOW)
  await sql`truncate delivery, delivery_log, approval cascade`.execute(stage.server.db)
  await ruled(stage, rule({ name: 'Toutes <les> réponses' }))
})

const ORIGIN = 'http://localhost:4300'
const look = (path: string, lang = 'fr') => stage.server.app.request(`${ORIGIN}${path}?lang=${lang}`)
const send = (path: string, form: Record<string, string>) =>
  stage.server.app.request(`${ORIGIN}${path}?lang=fr`, {
    method: 'POST',
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
const titleOf = async (answer: Response) => /<h1>(.*?)<\/h1>/.exec(await answer.text())?.[1]
const hold = { do: 'approve' }

describe('the link in a mail', () => {
  it('shows the question, the answer and why; looking changes nothing, whoever looks and however often', async () => {
    const one = await waiting(stage, 'Bonjour <b>Ana</b>, demain.')
    const path = await linkTo(stage, one.id, stage.approver)
    for (const lang of ['fr', 'en', 'fr']) {
      const answer = await look(path, lang)
      const page = await answer.text()
      assert.equal(answer.status, 200)
      assert.match(page, new RegExp(`<html lang="${lang}">`))
      for (const words of [
        'Où est ma commande',
        'Bonjour &lt;b&gt;Ana&lt;/b&gt;, demain.',
        'Toutes &lt;les&gt; réponses',
      ])
        assert.ok(page.includes(words), words)
      assert.doesNotMatch(page, /<script|<b>Ana/)
      assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/)
    }
    assert.equal(await stateOf(stage, one.deliveryId), 'approval')
  })

  it('approves by a post, once, in the name of whom it was made for', async () => {
    const one = await waiting(stage)
    const path = await linkTo(stage, one.id, stage.approver)
    const answers = await Promise.all([send(path, hold), send(path, hold), send(path, hold)])
    assert.equal(answers.filter(({ status }) => status === 303).length, 1)
    assert.equal(await stateOf(stage, one.deliveryId), 'waiting')
    const location = answers.find(({ status }) => status === 303)?.headers.get('location') ?? ''
    assert.match(location, /done=approve/)
    assert.equal(await titleOf(await stage.server.app.request(ORIGIN + location)), 'C’est approuvé')
    const [after] = await approvalsOf(stage, one.conversationId ?? '')
    assert.deepEqual([after?.decidedBy?.id, after?.via], [stage.approver.memberId, 'mail'])
    const { rows } = await sql<{ user_id: string }>`
      select user_id from audit_entry where action = 'approval.approved' and target = ${one.id}`.execute(
      stage.server.db,
    )
    assert.deepEqual(rows, [{ user_id: stage.approver.userId }])
  })

  it('refuses with a reason, and without one asks for it', async () => {
    const one = await waiting(stage)
    const path = await linkTo(stage, one.id, stage.approver)
    const bare = await send(path, { do: 'refuse', reason: ' ' })
    assert.equal(bare.status, 422)
    assert.match(await bare.text(), /role="alert"/)
    assert.equal((await send(path, {})).status, 200, 'a form without a decision decides nothing')
    assert.equal((await send(path, { do: 'refuse', reason: 'Trop froid\0.' })).status, 303)
    const [after] = await approvalsOf(stage, one.conversationId ?? '')
    assert.deepEqual([after?.state, after?.reason], ['refused', 'Trop froid.'])
  })

  it('is dead once the words have changed, somebody has decided, the time has passed or the right is gone', async () => {
    const one = await waiting(stage)
    const [mine, owners] = [
      await linkTo(stage, one.id, stage.approver),
      await linkTo(stage, one.id, stage.owner),
    ]
    const body = { hash: one.hash, text: 'Bonjour, autrement dit.' }
    await stage.agent.browser.post(`/approvals/${one.id}/edit`, body)
    for (const answer of [await look(mine), await send(mine, hold)])
      assert.deepEqual([answer.status, await titleOf(answer)], [410, 'Le texte a changé depuis ce courriel'])
    assert.equal(await stateOf(stage, one.deliveryId), 'approval')
    const fresh = await linkTo(stage, one.id, stage.approver)
    assert.equal((await send(await linkTo(stage, one.id, stage.owner), hold)).status, 303)
    for (const path of [fresh, owners]) assert.equal((await send(path, hold)).status, 410)
    assert.equal(await titleOf(await look(fresh)), 'C’est déjà décidé')
    const late = await waiting(stage)
    const path = await linkTo(stage, late.id, stage.approver)
    stage.at(new Date(NOW.getTime() + 9 * 3_600_000))
    assert.deepEqual([(await look(path)).status, (await send(path, hold)).status], [410, 410])
    assert.equal(await stateOf(stage, late.deliveryId), 'approval', 'an old link sends nothing')
  })

  it('is nobody else’s: not its author’s, not who lost the right, not a token of another purpose or workspace', async () => {
    const one = await waiting(stage)
    assert.equal(
      (await send(await linkTo(stage, one.id, stage.agent), hold)).status,
      410,
      'who may not approve',
    )
    const other = await stage.server.member(stage.workspaceId, 'approver')
    const path = await linkTo(stage, one.id, other)
    await sql`update member set role = 'agent' where id = ${other.memberId}`.execute(stage.server.db)
    assert.equal(await titleOf(await look(path)), 'Cette décision ne vous revient plus')
    const mine = await linkTo(stage, one.id, stage.approver)
    const token = mine.slice('/approve/'.length)
    const wrong = [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.slice(0, 60),
      'x',
      token.slice(43),
    ]
    for (const bad of wrong) assert.equal((await look(`/approve/${bad}`)).status, 404, bad)
    const secret = token.slice(43)
    await sql`update approval_link set token = ${hashToken('escalation', secret)} where member_id = ${stage.approver.memberId}`.execute(
      stage.server.db,
    )
    assert.equal((await send(mine, hold)).status, 404, 'a hash of another purpose opens nothing')
    assert.equal(await stateOf(stage, one.deliveryId), 'approval')
  })

  it('goes with the mail for who may decide; what is private stays behind it', async () => {
    const one = await waiting(stage, 'Bonjour Ana.')
    const enclosed = (approvalId: string, memberId: string) =>
      enclosedFor(stage.server.db, stage.workspaceId, { approvalId, memberId, publicUrl: ORIGIN })
    const open = await enclosed(one.id, stage.approver.memberId)
    assert.deepEqual(
      open?.quotes.map(({ text }) => text),
      ['Où est ma commande ?', 'Bonjour Ana.'],
    )
    assert.equal((await look(new URL(open?.link.url ?? '').pathname)).status, 200)
    assert.equal(await enclosed(one.id, stage.agent.memberId), undefined)
    const talk = await asked(stage, 'Mon numéro est le 12', { visibility: 'private' })
    await answered(stage, talk, 'Bonjour, bien noté.')
    const [secret] = await approvalsOf(stage, talk)
    const shut = await enclosed(secret?.id ?? '', stage.approver.memberId)
    assert.equal(shut?.quotes.length, 1)
    assert.doesNotMatch(JSON.stringify(shut?.quotes), /bien noté|numéro/)
    await stage.agent.browser.post(`/approvals/${one.id}/take-back`)
    assert.equal(await enclosed(one.id, stage.approver.memberId), undefined)
  })
})
