import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import {
  type ApprovalStage,
  approvalStage,
  approvalsOf,
  linkTo,
  rule,
  ruled,
  waiting,
} from '../../../../../test/support/approval.ts'

let stage: ApprovalStage
before(async () => {
  stage = await approvalStage()
})
after(() => stage?.close())

test('what may offend in a question is folded on the page without an account, and said to be so in the API', async () => {
  await ruled(stage, rule())
  const one = await waiting(stage)
  const path = await linkTo(stage, one.id, stage.approver)
  const read = async (toxicity: number | null, lang = 'fr') => {
    await sql`update activity set toxicity = ${toxicity} where id =
      (select target_id from approval where id = ${one.id})`.execute(stage.server.db)
    const page = await (await stage.server.app.request(`http://localhost:4300${path}?lang=${lang}`)).text()
    assert.ok(page.includes('Où est ma commande'), 'nothing is kept from who asks')
    return /<details class="veiled"><summary>([^<]*)<\/summary><p class="said">Où est ma commande/.exec(
      page,
    )?.[1]
  }
  assert.equal(await read(499), undefined)
  assert.equal(await read(null), undefined)
  assert.equal(await read(500), 'Des propos qui peuvent heurter\u202f: les montrer')
  assert.equal(await read(930, 'en'), 'Words that may offend: show them')
  const [shown] = await approvalsOf(stage, one.conversationId ?? '')
  assert.equal(shown?.question?.toxicity, 0.93)
})
