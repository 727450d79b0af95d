import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import {
  act,
  actBody,
  appealPath,
  made,
  moderationStage,
  post,
  queued,
  type Stage,
  visitor,
} from '../../../../test/support/moderation.ts'
import { agreementRoutes, moderationRoutes, queueRoutes } from '../index.ts'

/** Whatever the door: what is done to somebody's words is in the journal, by whom and by which rule, and without the words. */
let stage: Stage
before(async () => {
  stage = await moderationStage()
  await stage.owner.browser.put('/moderation/agreement/share', { share: 0 })
})
after(() => stage?.close())

interface Line {
  action: string
  target: string
  user_id: string
  detail: Record<string, unknown>
}
async function lines(): Promise<Line[]> {
  const { rows } = await stage.server.pool.query('select * from audit_entry order by id')
  return rows
}

type Made = { who: Stage['ana']; path: string; body?: object; actions: string[] }
const CRITICISM = { toxicity: 1 } as const
const moderation = (id: string, what: string) => `/moderation/acts/${id}/${what}`
async function contested(): Promise<string> {
  const activityId = await post(stage)
  const { id } = await act(stage.ana, activityId)
  await visitor(stage).send(await appealPath(stage, activityId), 'Je conteste.')
  return id
}
async function waiting(): Promise<string> {
  const id = await post(stage)
  await queued(stage, [id])
  return id
}

/** Each change that there is, and the line that it leaves; a route that is not here fails the test. */
const CHANGES: Record<string, () => Promise<Made>> = {
  'put /moderation/agreement/share': async () => ({
    ...{ who: stage.owner, path: '/moderation/agreement/share', body: { share: 0 } },
    actions: ['moderation.share'],
  }),
  'post /charter/publication': async () => {
    const { draft, revision } = await made<{ draft: object; revision: number }>(
      await stage.owner.browser.get('/charter'),
    )
    await stage.owner.browser.put('/charter', { charter: { ...draft, appealDays: 40 + revision }, revision })
    const body = { revision: revision + 1 }
    return { who: stage.owner, path: '/charter/publication', body, actions: ['charter.published'] }
  },
  'post /moderation/acts': async () => ({
    ...{ who: stage.ana, path: '/moderation/acts', body: actBody(await post(stage)) },
    actions: ['moderation.done'],
  }),
  'post /moderation/acts/{id}/decision': async () => {
    const { id } = await act(stage.ana, await post(stage, CRITICISM))
    const body = { decision: 'refuse', note: 'Ce crétin a raison.' }
    return { who: stage.luc, path: moderation(id, 'decision'), body, actions: ['moderation.refused'] }
  },
  'post /moderation/acts/{id}/restoration': async () => {
    const { id } = await act(stage.ana, await post(stage))
    return { who: stage.luc, path: moderation(id, 'restoration'), body: {}, actions: ['moderation.restored'] }
  },
  'post /moderation/acts/{id}/appeal': async () => ({
    ...{ who: stage.luc, path: moderation(await contested(), 'appeal'), body: { decision: 'dismissed' } },
    actions: ['moderation.appeal_dismissed'],
  }),
  'post /moderation/acts/{id}/archive': async () => {
    const { id } = await act(stage.ana, await post(stage))
    const body = { reason: 'Demande du tribunal' }
    return { who: stage.owner, path: moderation(id, 'archive'), body, actions: ['moderation.archive_opened'] }
  },
  'post /moderation/queue/{id}/verdict': async () => ({
    ...{ who: stage.ana, path: `/moderation/queue/${await waiting()}/verdict` },
    body: { revision: 1, verdict: 'act', ruleId: 'respect', sanction: 'hide' },
    actions: ['moderation.done'],
  }),
  'delete /moderation/queue/{id}/verdict': async () => {
    const path = `/moderation/queue/${await waiting()}/verdict`
    await made(await stage.ana.browser.post(path, { revision: 1, verdict: 'act' }))
    return { who: stage.ana, path, actions: ['moderation.restored'] }
  },
  'post /moderation/waves/{id}/verdict': async () => {
    const ids = [await post(stage), await post(stage)]
    const wave = await queued(stage, ids, true)
    const body = { verdict: 'act', ruleId: 'respect' }
    return {
      ...{ who: stage.ana, path: `/moderation/waves/${wave}/verdict`, body },
      actions: ['moderation.done', 'moderation.done'],
    }
  },
}
/** A draft binds nobody; who looks at what, and who lets their name be seen, is their own business. */
const APART = ['put /charter', 'put /moderation/claim', 'put /moderation/agreement/{id}/name']

it('has a line of every change of every door, by whom, of what, and never its words', async () => {
  const routes = [...moderationRoutes(stage.deps), ...queueRoutes(stage.deps), ...agreementRoutes]
  const names = routes.filter(({ method }) => method !== 'get').map(({ method, path }) => `${method} ${path}`)
  assert.deepEqual(names.sort(), [...APART, ...Object.keys(CHANGES)].sort())
  for (const [name, prepare] of Object.entries(CHANGES)) {
    const { who, path, body, actions } = await prepare()
    const before = await lines()
    const answer = await who.browser.ask((name.split(' ')[0] ?? '').toUpperCase(), path, body ? { body } : {})
    assert.ok(answer.ok, `${name}: ${await answer.text()}`)
    const added = (await lines()).slice(before.length)
    assert.deepEqual(
      added.map(({ action, user_id }) => [action, user_id]),
      actions.map((action) => [action, who.userId]),
      name,
    )
    assert.doesNotMatch(JSON.stringify(added), /crétin|Inès/, name)
  }
})

it('of what is refused has none', async () => {
  const before = (await lines()).length
  const [waits, shut] = [await waiting(), await post(stage, { ours: true })]
  for (const [who, path, body] of [
    [stage.ana, '/moderation/acts', actBody(shut)],
    [stage.ana, `/moderation/queue/${waits}/verdict`, { revision: 7, verdict: 'act' }],
    [stage.luc, `/moderation/queue/${waits}/verdict`, { revision: 1, verdict: 'act', ruleId: 'inconnue' }],
  ] as const)
    assert.ok((await who.browser.post(path, body)).status >= 400)
  assert.equal((await stage.luc.browser.ask('DELETE', `/moderation/queue/${waits}/verdict`)).status, 409)
  assert.equal((await lines()).length, before)
})

it('of what is left or answered has none, and of what two do only the second', async () => {
  const [left, twice] = [await waiting(), await waiting()]
  await stage.server.pool.query('update moderation_item set blind = true where activity_id = $1', [twice])
  const say = async (who: Stage['ana'], id: string, verdict: string) => {
    const before = await lines()
    await made(await who.browser.post(`/moderation/queue/${id}/verdict`, { revision: 1, verdict }))
    return (await lines()).slice(before.length).map(({ action, user_id }) => [action, user_id])
  }
  assert.deepEqual(await say(stage.ana, left, 'leave'), [])
  assert.deepEqual(await say(stage.ana, twice, 'act'), [])
  assert.deepEqual(await say(stage.luc, twice, 'act'), [['moderation.done', stage.luc.userId]])
})
