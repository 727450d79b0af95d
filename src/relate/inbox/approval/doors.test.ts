import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '../../../../lib/db/index.ts'
import {
  type ApprovalStage,
  approvalStage,
  asked,
  leaving,
  NOW,
  rule,
  ruled,
  waiting,
} from '../../../../test/support/approval.ts'
import { enqueue } from '../../../deliver/index.ts'

/** Whatever door words come in by, nothing unapproved leaves: held where they leave, not where they are written. */
let stage: ApprovalStage
before(async () => {
  stage = await approvalStage()
})
after(() => stage?.close())
beforeEach(async () => {
  stage.at(NOW)
  await sql`truncate delivery, delivery_log, outbox_account, approval cascade`.execute(stage.server.db)
})

const taken = async () => (await leaving(stage)).map(({ id }) => id)
const open = async () => {
  const answer = await stage.owner.browser.get('/approvals?state=waiting')
  return (
    (await answer.json()) as { items: { id: string; deliveryId: string; hash: string; key: boolean }[] }
  ).items
}

describe('the doors', () => {
  it('a page, a key, a schedule, a service and a bare row of the database: all wait, and are asked about', async () => {
    await ruled(stage, rule())
    const talk = await asked(stage)
    const { agent, server, workspaceId, accountId } = stage
    const key = await agent.browser.post('/keys', {
      name: 'Automate',
      permissions: ['outbox:write', 'inbox:read'],
    })
    const owned =
      key.status === 201
        ? key
        : await stage.owner.browser.post('/keys', {
            name: 'Automate',
            permissions: ['outbox:write', 'inbox:read'],
          })
    const { secret } = (await owned.json()) as { secret: string }
    const asKey = { bare: true, headers: { authorization: `Bearer ${secret}` } }
    const reply = { text: 'Bonjour.', seen: [] as string[] }
    const made: Response[] = [
      await agent.browser.post(`/conversations/${talk}/replies`, reply),
      await agent.browser.post(`/conversations/${await asked(stage)}/replies`, reply, asKey),
    ]
    for (const one of made) assert.equal(one.status, 201, await one.clone().text())
    const order = {
      workspaceId,
      accountId,
      channel: 'irc',
      act: 'reply' as const,
      at: NOW,
      draft: { text: 'Seul.', media: [] },
    }
    await inTransaction(server.db, (tx) => enqueue(tx, { ...order, due: new Date(NOW.getTime() - 1000) }))
    await inTransaction(server.db, (tx) => enqueue(tx, order))
    await sql`
      insert into delivery (workspace_id, id, account_id, channel, act, lane, turn, state, at, due, next_try, draft)
      values (${workspaceId}, gen_random_uuid(), ${accountId}, 'irc', 'reply', 'x', 1, 'waiting', now(), now(), now(),
        '{"text":"Contrebande","media":[]}')`.execute(server.db)
    assert.deepEqual(await taken(), [])
    const { rows } = await sql<{ state: string }>`select state from delivery order by state`.execute(
      server.db,
    )
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['approval', 'approval', 'approval', 'approval', 'waiting'],
    )
    await stage.step()
    const asking = await open()
    assert.deepEqual([asking.length, asking.filter((one) => one.key).length], [4, 1])
    assert.deepEqual(await taken(), [])
  })

  it('what no rule asks for passes at once, also by the door that asks nobody', async () => {
    await ruled(stage, rule({ kind: 'key' }))
    const talk = await asked(stage)
    const given = await stage.agent.browser.post(`/conversations/${talk}/replies`, { text: 'Bonjour.' })
    const { id, state } = (await given.json()) as { id: string; state: string }
    assert.equal(state, 'waiting')
    const { server, workspaceId, accountId } = stage
    const order = {
      workspaceId,
      accountId,
      channel: 'irc',
      act: 'reply' as const,
      at: NOW,
      draft: { text: 'Seul.', media: [] },
    }
    const other = await inTransaction(server.db, (tx) => enqueue(tx, order))
    assert.deepEqual(await taken(), [id])
    await stage.step()
    assert.deepEqual(await taken(), [other])
  })

  it('rules that are taken away let nothing through that waited: it is let go by somebody, or runs out', async () => {
    await ruled(stage, rule())
    const one = await waiting(stage)
    await ruled(stage)
    await stage.step()
    assert.deepEqual(await taken(), [])
    const changed = { revision: 0, rules: [rule()] }
    const stale = await stage.owner.browser.put('/approval-rules', changed)
    assert.equal(stale.status, 409)
    for (const who of [stage.agent, stage.approver])
      assert.equal((await who.browser.put('/approval-rules', changed)).status, 403)
    await stage.approver.browser.post(`/approvals/${one.id}/approve`, { hash: one.hash })
    assert.deepEqual(await taken(), [one.deliveryId])
  })

  it('cut between approval and claim, anywhere, it leaves exactly once', async () => {
    await ruled(stage, rule())
    const one = await waiting(stage)
    // A process that dies within the transaction of an approval leaves all as it was.
    await sql`create or replace function cut() returns trigger as $$ begin raise exception 'cut'; end $$ language plpgsql`.execute(
      stage.server.db,
    )
    for (const table of ['approval', 'audit_entry', 'delivery_log']) {
      await sql`create trigger cut before insert or update on ${sql.table(table)} execute function cut()`.execute(
        stage.server.db,
      )
      const dead = await stage.approver.browser.post(`/approvals/${one.id}/approve`, { hash: one.hash })
      assert.equal(dead.status, 500)
      await sql`drop trigger cut on ${sql.table(table)}`.execute(stage.server.db)
      assert.deepEqual([await taken(), (await open()).length], [[], 1], table)
    }
    const [well, ...doubles] = await Promise.all(
      Array.from({ length: 4 }, () =>
        stage.approver.browser.post(`/approvals/${one.id}/approve`, { hash: one.hash }),
      ),
    )
    assert.equal([well, ...doubles].filter((answer) => answer?.status === 200).length, 1)
    const [first, second] = await Promise.all([taken(), taken()])
    assert.deepEqual([...first, ...second], [one.deliveryId])
  })

  it('a rule that concerns nothing is refused, as are two that bear one id', async () => {
    const put = async (...rules: object[]) => {
      const { revision } = (await (await stage.owner.browser.get('/approval-rules')).json()) as {
        revision: number
      }
      return (await stage.owner.browser.put('/approval-rules', { revision, rules })).status
    }
    const twice = rule()
    assert.equal(await put(rule({ kind: 'newcomer' })), 422)
    assert.equal(await put(rule({ kind: 'place' })), 422)
    assert.equal(await put(twice, twice), 422)
    assert.equal(await put({ ...rule(), workspaceId: 'x' }), 422)
    assert.equal(await put(rule({ kind: 'newcomer', first: 5 }), twice), 200)
  })
})
