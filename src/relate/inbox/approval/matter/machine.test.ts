import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import {
  type ApprovalStage,
  approvalStage,
  leaving,
  linkTo,
  NOW,
  rule,
  ruled,
  stateOf,
  waiting,
} from '../../../../../test/support/approval.ts'
import type { Member } from '../../../../../test/support/http.ts'
import type { Approval } from '../../../../server/api.ts'

/** Whatever three people do to an answer, in whatever order: what leaves are words that one other than their writer saw. */
let stage: ApprovalStage
before(async () => {
  stage = await approvalStage()
})
after(() => stage?.close())

const PEOPLE = ['agent', 'approver', 'owner'] as const
type Person = (typeof PEOPLE)[number]
const TEXTS = ['Bonjour, un.', 'Bonjour, deux.', 'Bonjour, trois.'] as const

/** What is known of it from outside, without a look into the program. */
interface Model {
  state: 'waiting' | 'approved' | 'refused' | 'withdrawn' | 'expired'
  text: string
  editor: Person
  editorMay: boolean
}

interface Act {
  what: 'approve' | 'refuse' | 'mail' | 'edit' | 'take-back' | 'wait'
  who: Person
  text: string
  /** They act on words that stood there before. */
  stale: boolean
}

const act: fc.Arbitrary<Act> = fc.record({
  what: fc.constantFrom('approve', 'refuse', 'mail', 'edit', 'edit', 'take-back', 'wait'),
  who: fc.constantFrom(...PEOPLE),
  text: fc.constantFrom(...TEXTS),
  stale: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
})

/** Whether the act may come to something, and what of it then. */
function expected(model: Model, { what, who, text, stale }: Act): Model | undefined {
  if (model.state !== 'waiting') return undefined
  if (what === 'wait') return { ...model, state: 'expired' }
  if (what === 'take-back') return who === 'agent' ? { ...model, state: 'withdrawn' } : undefined
  if (stale) return undefined
  if (what === 'edit') return text === model.text ? model : { ...model, text, editor: who }
  const may = who !== 'agent' && (model.editorMay || model.editor !== who)
  if (!may) return undefined
  return { ...model, state: what === 'refuse' ? 'refused' : 'approved' }
}

async function carryOut(one: Approval, { what, who, text, stale }: Act): Promise<boolean> {
  const member: Member = stage[who]
  if (what === 'wait') {
    stage.at(new Date(NOW.getTime() + 9 * 3_600_000))
    return (await stage.step()).some((told) => told.what === 'approval_expired')
  }
  const now = (await (await stage.owner.browser.get(`/approvals/${one.id}`)).json()) as Approval
  const hash = stale ? '0'.repeat(64) : now.hash
  if (what === 'mail') {
    const path = await linkTo(stage, one.id, member)
    if (stale) await sql`update approval_link set hash = ${hash}`.execute(stage.server.db)
    const answer = await stage.server.app.request(`http://localhost:4300${path}?lang=fr`, {
      method: 'POST',
      body: 'do=approve',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.ok([303, 410, 200].includes(answer.status), `${answer.status}`)
    return answer.status === 303
  }
  const bodies = {
    approve: { hash },
    refuse: { hash, reason: 'Non.' },
    edit: { hash, text },
    'take-back': {},
  }
  const answer = await member.browser.post(`/approvals/${one.id}/${what}`, bodies[what])
  if (answer.status !== 200) assert.ok([403, 409].includes(answer.status), `${what} ${answer.status}`)
  return answer.status === 200
}

it('lets nothing leave but words that somebody else approved of, once, whatever is done and in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(act, { minLength: 1, maxLength: 7 }), async (editorMay, acts) => {
      stage.at(NOW)
      await sql`truncate delivery, delivery_log, outbox_account, approval cascade`.execute(stage.server.db)
      await ruled(stage, rule({ editorMay }))
      const one = await waiting(stage, TEXTS[0])
      let model: Model = { state: 'waiting', text: TEXTS[0], editor: 'agent', editorMay }
      for (const [n, next] of acts.entries()) {
        const then = expected(model, next)
        assert.equal(await carryOut(one, next), then !== undefined, JSON.stringify([n, model, acts]))
        model = then ?? model
        const shown = (await (await stage.owner.browser.get(`/approvals/${one.id}`)).json()) as Approval
        assert.deepEqual([shown.state, shown.text], [model.state, model.text], JSON.stringify([n, acts]))
        if (model.state === 'waiting') assert.equal(await stateOf(stage, one.deliveryId), 'approval')
      }
      const left = [...(await leaving(stage)), ...(await leaving(stage))].map(({ draft }) => draft?.text)
      assert.deepEqual(left, model.state === 'approved' ? [model.text] : [], JSON.stringify(acts))
    }),
    { numRuns: 5 },
  )
})

it('holds the same words for two rules and two deliveries apart: a hash of one is no word for another', async () => {
  stage.at(NOW)
  await sql`truncate delivery, delivery_log, outbox_account, approval cascade`.execute(stage.server.db)
  await ruled(stage, rule(), rule({ kind: 'money', hours: 1 }))
  const [one, two] = [await waiting(stage, 'Bonjour, 20 €.'), await waiting(stage, 'Bonjour, 30 €.')]
  const crossed = await stage.approver.browser.post(`/approvals/${one.id}/approve`, { hash: two.hash })
  assert.equal(crossed.status, 409)
  assert.deepEqual(await leaving(stage), [])
  assert.deepEqual(
    one.reasons.map(({ kind, found }) => [kind, found]),
    [
      ['all', []],
      ['money', ['20 €']],
    ],
    'each rule that asks is named',
  )
  const hours = (Date.parse(one.expires) - Date.parse(one.asked)) / 3_600_000
  assert.equal(hours, 8, 'and the first says by when')
})
