import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { uuidv7 } from 'uuidv7'
import {
  addService,
  attached,
  complaint,
  escalationStage,
  made,
  NOW,
  ORDER,
  pageFor,
  type Raised,
  REASON,
  raised,
  type Stage,
  serviceBody,
  visitor,
} from '../../../../../test/support/escalation.ts'
import { loopbackHttp } from '../../../../../test/support/listening.ts'
import { forgetActivities } from '../../forget.ts'
import { act } from './act.ts'

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
const talk = async (id: string) =>
  (await (await stage.agent.browser.get(`/conversations/${id}`)).json()) as { status: string }
const count = async (table: string) =>
  (await stage.server.pool.query(`select count(*)::int as n from ${table}`)).rows[0].n as number

describe('raising a conversation', () => {
  it('takes what the form asks for, and says of each field what is wrong', async () => {
    const { conversationId } = await complaint(stage)
    const ask = (more: object) =>
      stage.agent.browser.post(`/conversations/${conversationId}/escalations`, {
        ...{ serviceId, reasonId: REASON, question: 'Où ?', values: { [ORDER]: 'A-1' } },
        ...more,
      })
    const wrong: [object, string][] = [
      [{ values: {} }, `values.${ORDER}`],
      [{ values: { [ORDER]: 'A', unknown: 'x' } }, 'values.unknown'],
      [{ reasonId: uuidv7() }, 'reasonId'],
      [{ messages: [uuidv7()] }, 'messages'],
      [{ files: [uuidv7()] }, 'files'],
      [{ due: '2020-01-01T00:00:00Z' }, 'due'],
      [{ question: ' ' }, 'question'],
    ]
    for (const [more, field] of wrong) {
      const answer = await ask(more)
      assert.equal(answer.status, 422)
      const { fields } = (await answer.json()) as { fields: Record<string, string> }
      assert.deepEqual(Object.keys(fields), [field])
    }
    const one = await made<Raised>(await ask({}))
    assert.equal(one.due, '2026-11-20T17:00:00.000Z')
  })

  it('shows beforehand just what will be seen', async () => {
    const { conversationId, messages } = await complaint(stage)
    const preview = await made<{ customer: string | null; values: object; messages: { text: string }[] }>(
      await stage.agent.browser.post(`/conversations/${conversationId}/escalations/preview`, {
        ...{ serviceId, messages, named: 'short', masked: true },
      }),
      200,
    )
    assert.equal(preview.customer, 'Inès B.')
    assert.deepEqual(preview.values, { [ORDER]: 'A-4821' })
    const more = { messages, named: 'short' }
    const path = await pageFor(stage, await raised(stage, conversationId, serviceId, more))
    const page = await (await visitor(stage).get(path)).text()
    for (const { text } of preview.messages) assert.ok(page.includes(text.replaceAll("'", '&#39;')), text)
  })

  it('may be asked twice of several services, and tells that it has been there before', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const other = await addService(stage, { name: 'Informatique', emails: ['it@example.org'] })
    await raised(stage, conversationId, other)
    await raised(stage, conversationId, serviceId)
    const { rows } = await stage.server.pool.query(
      'select again from escalation where conversation_id = $1 order by created, id',
      [conversationId],
    )
    assert.deepEqual(
      rows.map(({ again }) => again),
      [false, false, true],
    )
    const list = await made<Raised[]>(
      await stage.agent.browser.get(`/conversations/${conversationId}/escalations`),
      200,
    )
    assert.equal(list[0]?.id, one.id)
  })

  it('is refused to who may only read, and of another workspace altogether', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const analyst = await stage.server.member(stage.workspaceId, 'analyst')
    const body = { serviceId, reasonId: REASON, question: 'x', values: { [ORDER]: 'A' } }
    assert.equal(
      (await analyst.browser.post(`/conversations/${conversationId}/escalations`, body)).status,
      403,
    )
    assert.equal((await analyst.browser.get(`/escalations/${one.id}`)).status, 200)
    assert.equal((await analyst.browser.post('/services', serviceBody())).status, 403)
    const elsewhere = await stage.server.member(await stage.server.workspace(), 'owner')
    for (const path of [`/escalations/${one.id}`, `/conversations/${conversationId}/escalations`])
      assert.equal((await elsewhere.browser.get(path)).status, 404)
    assert.equal(
      (await elsewhere.browser.post(`/escalations/${one.id}/acts`, { kind: 'solved' })).status,
      404,
    )
    assert.equal((await elsewhere.browser.put(`/services/${serviceId}`, serviceBody())).status, 404)
    const link = one.links[0]?.id
    assert.equal((await elsewhere.browser.post(`/escalations/${one.id}/links/${link}/copy`)).status, 404)
  })

  it('is written in the journal, as are copied links', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    await pageFor(stage, one)
    const { rows } = await stage.server.pool.query(
      `select action from audit_entry where target = $1 order by id`,
      [one.id],
    )
    assert.deepEqual(
      rows.map(({ action }) => action),
      ['escalation.created', 'escalation.link'],
    )
  })
})

describe('following it', () => {
  it('put away until the answer, a conversation comes back with it', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId, { snoozes: true })
    assert.equal((await talk(conversationId)).status, 'snoozed')
    const path = await pageFor(stage, one)
    await visitor(stage).send(path, { do: 'seen' })
    assert.equal((await talk(conversationId)).status, 'snoozed')
    await visitor(stage).send(path, { do: 'answer', text: 'Demain' })
    assert.equal((await talk(conversationId)).status, 'open')
  })

  it('a conversation is not closed over it unsaid: followed on, or withdrawn', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const close = (more: object = {}) =>
      stage.agent.browser.patch(`/conversations/${conversationId}`, { status: 'done', ...more })
    const refused = await close()
    assert.equal(refused.status, 409)
    assert.deepEqual(((await refused.json()) as { more: object }).more, { escalations: 1 })
    assert.equal((await talk(conversationId)).status, 'open')
    assert.equal((await close({ escalations: 'keep' })).status, 200)
    const path = await pageFor(stage, one)
    await visitor(stage).send(path, { do: 'answer', text: 'Demain' })
    assert.equal((await talk(conversationId)).status, 'open', 'it comes back with the answer')
    assert.equal((await close({ escalations: 'withdraw' })).status, 200)
    assert.equal((await shown(one.id)).state, 'withdrawn')
    assert.equal((await close()).status, 200, 'nothing is open any more')
  })

  it('many are closed together or not at all', async () => {
    const [a, b] = [await complaint(stage), await complaint(stage)]
    await raised(stage, a.conversationId, serviceId)
    const ids = [a.conversationId, b.conversationId]
    const bulk = (more: object) =>
      stage.agent.browser.post('/conversations/bulk', { ids, change: { status: 'done', ...more } })
    assert.equal((await bulk({})).status, 409)
    assert.equal((await talk(b.conversationId)).status, 'open')
    assert.equal((await bulk({ escalations: 'keep' })).status, 200)
    assert.equal((await talk(b.conversationId)).status, 'done')
  })

  it('those that a service has in hand are found', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const found = async () => {
      const { items } = (await (
        await stage.agent.browser.get('/conversations?service=yes&limit=200')
      ).json()) as {
        items: { id: string }[]
      }
      return items.some(({ id }) => id === conversationId)
    }
    assert.equal(await found(), true)
    await stage.agent.browser.post(`/escalations/${one.id}/acts`, { kind: 'solved' })
    assert.equal(await found(), false)
  })

  it('that the customer knows is said once, and ends nothing anew', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    await visitor(stage).send(await pageFor(stage, one), { do: 'solved', text: 'Fait' })
    const closed = (await shown(one.id)) as Raised & { closed: string; closedBy: string }
    stage.clock.advance(3_600_000)
    await stage.agent.browser.post(`/escalations/${one.id}/acts`, { kind: 'told' })
    const told = (await shown(one.id)) as Raised & { closed: string; closedBy: string }
    assert.deepEqual([told.closed, told.closedBy, told.state], [closed.closed, 'service', 'solved'])
    assert.ok(told.told)
    stage.clock.set(NOW)
  })

  it('two who act at once are taken one after the other, and only one ends it', async () => {
    for (let n = 0; n < 8; n++) {
      const { conversationId } = await complaint(stage)
      const one = await raised(stage, conversationId, serviceId)
      const deed = { now: NOW, text: 'Fin' }
      const both = await Promise.allSettled([
        act(stage.server.db, stage.workspaceId, one.id, {
          ...deed,
          kind: 'solved',
          side: 'service',
          via: 'page',
        }),
        act(stage.server.db, stage.workspaceId, one.id, {
          ...deed,
          kind: 'withdrawn',
          side: 'member',
          via: 'app',
        }),
      ])
      assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
      const { state, entries } = await shown(one.id)
      assert.equal(entries.at(-1)?.kind, state)
    }
  })
})

describe('erasure', () => {
  it('of the customer takes what was raised, what was attached and every link with it', async () => {
    const { conversationId, messages } = await complaint(stage)
    const file = await attached(stage, `bon-${uuidv7()}.txt`, 'bon de retour')
    const one = await raised(stage, conversationId, serviceId, { messages, files: [file] })
    const path = await pageFor(stage, one)
    const before = await count('attachment')
    await forgetActivities(stage.server.db, stage.workspaceId, messages)
    assert.equal((await stage.agent.browser.get(`/escalations/${one.id}`)).status, 404)
    assert.equal((await visitor(stage).get(path)).status, 404)
    assert.equal(await count('attachment'), before - 1)
    for (const table of ['escalation_entry', 'escalation_link', 'escalation_leg']) {
      const { rows } = await stage.server.pool.query(`select 1 from ${table} where escalation_id = $1`, [
        one.id,
      ])
      assert.equal(rows.length, 0, table)
    }
  })

  it('of one message takes it from the page of the service, at once', async () => {
    const { conversationId, messages } = await complaint(stage)
    const path = await pageFor(stage, await raised(stage, conversationId, serviceId, { messages }))
    assert.match(await (await visitor(stage).get(path)).text(), /Toujours rien/)
    await stage.server.pool.query(`update activity set deleted = now(), text = null where id = $1`, [
      messages[1],
    ])
    const page = await (await visitor(stage).get(path)).text()
    assert.doesNotMatch(page, /Toujours rien/)
    assert.match(page, /Ma commande|taken back|retiré/)
  })
})

describe('a service', () => {
  it('is set whole, and what makes no sense is refused', async () => {
    const wrong: object[] = [
      { emails: [] },
      { emails: ['nobody'] },
      { reasons: [] },
      { reasons: [{ id: REASON, words: { fr: '', en: '' } }] },
      { fields: [{ id: REASON, kind: 'text', words: { fr: 'x', en: '' }, required: false }] },
      { fields: [{ id: uuidv7(), kind: 'choice', words: { fr: 'x', en: '' }, required: false }] },
      { timing: { ...serviceBody().timing, zone: 'Mars/Base' } },
      { timing: { ...serviceBody().timing, at: '25:00' } },
      { tool: { kind: 'github', url: 'http://127.0.0.1:1', project: 'a/b' }, token: 'x', unknown: 1 },
      { tool: { kind: 'github', url: 'https://api.github.com', project: 'a/b' } },
      { workspace_id: uuidv7() },
    ]
    for (const more of wrong)
      assert.equal(
        (await stage.owner.browser.post('/services', serviceBody(more))).status,
        422,
        JSON.stringify(more),
      )
  })

  it('that is archived is offered no more, and what is under way goes on', async () => {
    const { conversationId } = await complaint(stage)
    const own = await addService(stage, { name: 'Ancien' })
    const one = await raised(stage, conversationId, own)
    const archived = { ...serviceBody({ name: 'Ancien' }), archived: true }
    assert.equal((await stage.owner.browser.put(`/services/${own}`, archived)).status, 200)
    const body = { serviceId: own, reasonId: REASON, question: 'x', values: { [ORDER]: 'A' } }
    assert.equal(
      (await stage.agent.browser.post(`/conversations/${conversationId}/escalations`, body)).status,
      409,
    )
    const path = await pageFor(stage, one)
    assert.equal((await visitor(stage).send(path, { do: 'answer', text: 'Oui' })).status, 303)
  })

  it('whose plan changes keeps the hours of what is under way', async () => {
    const { conversationId } = await complaint(stage)
    const own = await addService(stage, { name: 'Plan' })
    const one = await raised(stage, conversationId, own)
    const { timing } = serviceBody()
    await stage.owner.browser.put(
      `/services/${own}`,
      serviceBody({ timing: { ...timing, days: 10, steps: [] } }),
    )
    assert.equal((await shown(one.id)).due, one.due)
  })

  it('is proposed four times over, to begin with', async () => {
    const proposals = await made<{ key: string; timing: { zone: string } }[]>(
      await stage.owner.browser.get('/services/proposals'),
      200,
    )
    assert.deepEqual(
      proposals.map(({ key }) => key),
      ['after-sales', 'product', 'it', 'legal'],
    )
    assert.equal(proposals[0]?.timing.zone, 'Europe/Paris')
  })
})
