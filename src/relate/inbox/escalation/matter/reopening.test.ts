import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { uuidv7 } from 'uuidv7'
import {
  addService,
  complaint,
  escalationStage,
  NOW,
  pageFor,
  type Raised,
  raised,
  type Stage,
  visitor,
} from '../../../../../test/support/escalation.ts'
import { loopbackHttp } from '../../../../../test/support/listening.ts'
import { joinConversations } from '../../merge/join.ts'
import { act } from './act.ts'
import { stepEscalations } from './clock.ts'

/** What is asked again, and what is full, as those meet it who have to go on with it. */
const http = loopbackHttp()
let stage: Stage
let serviceId: string
before(async () => {
  stage = await escalationStage(http)
  serviceId = await addService(stage)
})
after(async () => {
  await stage?.close()
  await http.close()
})

const shown = async (id: string) =>
  (await (await stage.agent.browser.get(`/escalations/${id}`)).json()) as Raised
const acts = (id: string, body: object) => stage.agent.browser.post(`/escalations/${id}/acts`, body)
const statusOf = async (id: string) =>
  ((await (await stage.agent.browser.get(`/conversations/${id}`)).json()) as { status: string }).status
const legsOf = async (id: string, what: string) => {
  const { rows } = await stage.server.pool.query<{ email: string }>(
    'select email from escalation_leg where escalation_id = $1 and what = $2 order by email',
    [id, what],
  )
  return rows.map(({ email }) => email)
}

describe('what was withdrawn and is asked again', () => {
  it('reaches those whom the withdrawal shut out, by links of their own anew, and nobody who was shut out before', async () => {
    const { conversationId } = await complaint(stage)
    const two = await addService(stage, { name: 'Deux', emails: ['a@example.org', 'b@example.org'] })
    const one = await raised(stage, conversationId, two)
    const old = await pageFor(stage, one, 'a@example.org')
    const gone = one.links.find(({ email }) => email === 'b@example.org')
    await stage.agent.browser.delete(`/escalations/${one.id}/links/${gone?.id}`)
    stage.clock.advance(60_000)
    assert.equal((await acts(one.id, { kind: 'withdrawn' })).status, 200)
    assert.equal((await acts(one.id, { kind: 'reopened' })).status, 200)
    assert.deepEqual(await legsOf(one.id, 'reply'), ['a@example.org'], 'somebody is asked')
    const now = await shown(one.id)
    assert.deepEqual(
      now.links.map(({ email, open }) => [email, open]),
      [
        ['a@example.org', true],
        ['b@example.org', false],
      ],
    )
    assert.equal((await visitor(stage).get(old)).status, 404, 'T9: an old mail opens nothing again')
    const anew = await pageFor(stage, now, 'a@example.org')
    assert.equal((await visitor(stage).send(anew, { do: 'answer', text: 'Oui' })).status, 303)
    stage.clock.set(NOW)
  })

  it('may be so several times over, each with reminders of its own round', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    for (let n = 1; n <= 4; n++) {
      stage.clock.advance(60_000)
      assert.equal((await acts(one.id, { kind: 'withdrawn' })).status, 200)
      assert.equal((await acts(one.id, { kind: 'withdrawn' })).status, 409, 'once is enough')
      assert.equal((await acts(one.id, { kind: 'reopened' })).status, 200)
      assert.equal((await legsOf(one.id, 'reply')).length, n)
    }
    const { rows } = await stage.server.pool.query('select round, step from escalation where id = $1', [
      one.id,
    ])
    assert.deepEqual(rows, [{ round: 5, step: 0 }])
    stage.clock.set(NOW)
  })
})

describe('an escalation that is full', () => {
  /** As a link without an account may fill it: handing over leaves it waiting. */
  async function filled(): Promise<Raised & { conversationId: string }> {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    await stage.server.pool.query(
      `insert into escalation_entry (workspace_id, escalation_id, id, at, kind, via, files)
       select $1, $2, gen_random_uuid(), $3, 'seen', 'page', '{}' from generate_series(1, 300)`,
      [stage.workspaceId, one.id, NOW],
    )
    return { ...one, conversationId }
  }

  it('takes no more of either side, and keeps the conversation from nothing', async () => {
    const one = await filled()
    const path = await pageFor(stage, one)
    for (const kind of ['answer', 'question'])
      assert.equal((await visitor(stage).send(path, { do: kind, text: 'x' })).status, 422, kind)
    assert.equal((await visitor(stage).send(path, { do: 'handed', to: 'x@example.org' })).status, 422)
    assert.equal((await acts(one.id, { kind: 'reply', text: 'x' })).status, 409)
    assert.deepEqual(
      (await shown(one.id)).links.map(({ email }) => email),
      ['sav@example.org'],
      'nothing of what was refused is left',
    )
    const closing = { status: 'done', escalations: 'withdraw' }
    assert.equal(
      (await stage.agent.browser.patch(`/conversations/${one.conversationId}`, closing)).status,
      200,
    )
    assert.equal((await shown(one.id)).state, 'withdrawn')
  })

  it('can be ended by either side', async () => {
    const [mine, theirs] = [await filled(), await filled()]
    assert.equal((await acts(mine.id, { kind: 'solved' })).status, 200)
    const path = await pageFor(stage, theirs)
    assert.equal((await visitor(stage).send(path, { do: 'refused', text: 'Non' })).status, 303)
    assert.equal((await shown(theirs.id)).state, 'refused')
  })

  it('runs out like any other, and holds up no reminder of others (T19)', async () => {
    await stage.server.pool.query(
      `update escalation set next_step = null where workspace_id = $1 and next_step is not null`,
      [stage.workspaceId],
    )
    const full = await filled()
    const { conversationId } = await complaint(stage)
    const other = await raised(stage, conversationId, serviceId)
    stage.clock.advance(60 * 86_400_000)
    assert.equal(await stepEscalations(stage.server.db, stage.workspaceId, stage.clock.now()), 2)
    for (const { id } of [full, other]) assert.equal((await shown(id)).state, 'expired')
    stage.clock.set(NOW)
  })
})

describe('a conversation that was joined to another meanwhile', () => {
  it('has the one come back that shows it', async () => {
    const [part, host] = [await complaint(stage), await complaint(stage, ['Autre fil'])]
    const one = await raised(stage, part.conversationId, serviceId)
    const path = await pageFor(stage, one)
    const { id: memberId } = (
      await stage.server.pool.query<{ id: string }>('select member_id as id from escalation where id = $1', [
        one.id,
      ])
    ).rows[0] ?? { id: '' }
    await joinConversations(
      stage.server.db,
      stage.workspaceId,
      { into: host.conversationId, ids: [part.conversationId] },
      { memberId, now: NOW },
    )
    const closing = { status: 'done', escalations: 'keep' }
    assert.equal(
      (await stage.agent.browser.patch(`/conversations/${host.conversationId}`, closing)).status,
      200,
    )
    assert.equal((await visitor(stage).send(path, { do: 'answer', text: 'Demain' })).status, 303)
    assert.equal(await statusOf(host.conversationId), 'open')
  })
})

describe('races of one escalation', () => {
  it('of many answers of one form, one stands; of many forms, all do', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const path = await pageFor(stage, one)
    const form = uuidv7()
    const twice = [1, 2, 3, 4].map(() => visitor(stage).send(path, { do: 'answer', text: 'Un', form }))
    const each = [1, 2, 3].map((n) => visitor(stage).send(path, { do: 'answer', text: `n${n}` }))
    const statuses = (await Promise.all([...twice, ...each])).map(({ status }) => status)
    assert.deepEqual(new Set(statuses), new Set([303]))
    const said = (await shown(one.id)).entries.filter(({ kind }) => kind === 'answer')
    assert.deepEqual(said.map(({ text }) => text).sort(), ['Un', 'n1', 'n2', 'n3'])
    assert.equal((await legsOf(one.id, 'tell')).length, 4, 'the member is told of each once')
  })

  it('of a reply and a withdrawal leaves a state and links that fit together', async () => {
    for (let n = 0; n < 5; n++) {
      const { conversationId } = await complaint(stage)
      const one = await raised(stage, conversationId, serviceId)
      const by = { side: 'member', via: 'app', now: NOW } as const
      await Promise.allSettled([
        act(stage.server.db, stage.workspaceId, one.id, { kind: 'reply', text: 'x', ...by }),
        act(stage.server.db, stage.workspaceId, one.id, { kind: 'withdrawn', ...by }),
      ])
      const now = await shown(one.id)
      assert.equal(now.state, 'withdrawn', 'a withdrawal can be done before and after a reply')
      assert.ok(now.links.every(({ open }) => !open))
    }
  })

  it('that is cut leaves nothing of it: neither an entry, nor a mail, nor a link', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const cut = stage.server.db.transaction().execute(async (tx) => {
      const by = { side: 'service', via: 'page', now: NOW, email: 'sav@example.org' } as const
      await act(tx, stage.workspaceId, one.id, { kind: 'handed', to: 'lea@example.org', ...by })
      throw new Error('killed')
    })
    await assert.rejects(cut, /killed/)
    const now = await shown(one.id)
    assert.deepEqual([now.entries.length, now.links.length, now.state], [1, 1, 'sent'])
    assert.deepEqual(await legsOf(one.id, 'hand'), [])
  })
})
