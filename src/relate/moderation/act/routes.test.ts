import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  act,
  actBody,
  CRITICAL,
  errands,
  made,
  moderationStage,
  post,
  publishCharter,
  RUDE,
  type Shown,
  type Stage,
} from '../../../../test/support/moderation.ts'

/** T25: what nobody does alone; and what each act leaves behind. */
let stage: Stage
before(async () => {
  stage = await moderationStage()
})
after(() => stage?.close())

const decide = (who: Stage['ana'], id: string, decision: string, more: object = {}) =>
  who.browser.post(`/moderation/acts/${id}/decision`, { decision, ...more })
const shown = async (id: string) => made<Shown>(await stage.ana.browser.get(`/moderation/acts/${id}`))

async function refusedAs(answer: Response, status: number, id: string): Promise<void> {
  assert.equal(answer.status, status, await answer.clone().text())
  assert.equal(((await answer.json()) as { type: string }).type, `urn:veillee:problem:${id}`)
}

describe('what offends', () => {
  it('is hidden by one person: archived, its author told with the rule and the way to appeal, the network asked', async () => {
    const id = await post(stage)
    const one = await act(stage.ana, id)
    assert.deepEqual(
      [one.state, one.critical, one.scope, one.account, one.notice.state, one.appeal?.state],
      ['done', null, 'network', 'Ardoise', 'sent', 'open'],
    )
    const [notice, hide] = await errands(stage, id)
    assert.deepEqual([notice?.act, hide?.act], ['reply', 'hide'])
    assert.match(notice?.draft?.text ?? '', /Pas d’insulte.*http:\/\/localhost:4300\/appeal\/[\w-]{86}/)
    assert.equal(notice?.draft?.audience, 'direct', 'to them alone where the network can')
    assert.notEqual(notice?.lane, hide?.lane, 'hiding waits for no notice')
    const { rows } = await stage.server.pool.query(
      'select sealed, until from moderation_archive where act_id = $1',
      [one.id],
    )
    assert.doesNotMatch(rows[0].sealed, /crétin/)
    assert.equal(rows[0].until.toISOString(), '2027-11-18T09:00:00.000Z')
    const journal = await stage.server.pool.query(
      'select action, detail from audit_entry where target = $1',
      [one.id],
    )
    assert.deepEqual(journal.rows[0].action, 'moderation.done')
    assert.doesNotMatch(JSON.stringify(journal.rows), /crétin/, 'never the words of customers')
  })

  it('is done in Veillée alone where the network cannot, and says so before and after', async () => {
    const id = await post(stage, { channel: 'forum' })
    const before = await made<{
      kinds: { kind: string; scope: string }[]
      notice: { account: string | null }
    }>(await stage.ana.browser.get(`/moderation/cases/${id}`))
    assert.ok(before.kinds.every(({ scope }) => scope === 'here'))
    assert.equal(before.notice.account, null)
    const one = await act(stage.ana, id)
    assert.deepEqual([one.scope, one.notice.state, one.network], ['here', 'unreachable', null])
    assert.deepEqual(await errands(stage, id), [])
  })

  it('takes the words that a person writes to its author, and never loses the way to appeal', async () => {
    const id = await post(stage)
    await act(stage.ana, id, { notice: 'Bonjour Inès, restons courtois.' })
    const [notice] = await errands(stage, id)
    assert.match(notice?.draft?.text ?? '', /^Bonjour Inès, restons courtois\. http.*\/appeal\//)
    const long = await post(stage)
    await refusedAs(
      await stage.ana.browser.post('/moderation/acts', actBody(long, { notice: 'trop '.repeat(100) })),
      422,
      'draft_too_long',
    )
    assert.deepEqual(await errands(stage, long), [], 'nothing was done')
  })

  it('is hidden once, however many hide it at once', async () => {
    const id = await post(stage)
    const answers = await Promise.all(
      [stage.ana, stage.luc, stage.owner, stage.ana].map((who) =>
        who.browser.post('/moderation/acts', actBody(id)),
      ),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409])
    assert.deepEqual(
      (await errands(stage, id)).map((one) => one.act),
      ['reply', 'hide'],
    )
  })
})

describe('a criticism', () => {
  it('is left as it is until a second person approves, who is not the first', async () => {
    const id = await post(stage, { text: CRITICAL, toxicity: 20 })
    const one = await act(stage.ana, id)
    assert.deepEqual([one.state, one.critical, one.may], ['proposed', 'negative', ['withdraw']])
    assert.deepEqual(await errands(stage, id), [], 'nothing leaves, nobody is told')
    await refusedAs(await decide(stage.ana, one.id, 'approve'), 409, 'moderation_self')
    await refusedAs(await decide(stage.luc, one.id, 'withdraw'), 409, 'moderation_self')
    const done = await made<Shown>(await decide(stage.luc, one.id, 'approve'))
    assert.deepEqual([done.state, done.decidedBy?.id], ['done', stage.luc.memberId])
    assert.deepEqual(
      (await errands(stage, id)).map(({ act: what }) => what),
      ['reply', 'hide'],
    )
  })

  it('stays where the second person refuses, with why, or the first takes it back; it can be proposed anew', async () => {
    const id = await post(stage, { text: CRITICAL, toxicity: 20 })
    const first = await act(stage.ana, id)
    const refused = await made<{ state: string; note: string }>(
      await decide(stage.luc, first.id, 'refuse', { note: 'On y répond.' }),
    )
    assert.deepEqual([refused.state, refused.note], ['refused', 'On y répond.'])
    await refusedAs(await decide(stage.luc, first.id, 'approve'), 409, 'moderation_state')
    const second = await act(stage.luc, id)
    await decide(stage.luc, second.id, 'withdraw')
    assert.equal((await shown(second.id)).state, 'withdrawn')
    assert.deepEqual(await errands(stage, id), [])
  })

  it('needs two also by its stars, where nobody can read it, where a verdict was turned, and to silence anybody', async () => {
    const why = async (wish: Parameters<typeof post>[1], more: object = {}) =>
      (await act(stage.ana, await post(stage, wish), more)).critical
    assert.equal(await why({ sentiment: 'neutral', toxicity: 0, rating: 2 }), 'low-rating')
    assert.equal(await why({ sentiment: 'neutral', toxicity: null }), 'unread')
    assert.equal(await why({}, { kind: 'block', ruleId: 'haine' }), 'person')
    assert.equal(await why({}, { kind: 'mute', ruleId: 'haine' }), 'person')
    const turned = await post(stage, { sentiment: 'neutral', toxicity: 950 })
    await stage.server.pool.query(`update activity set corrected = '{toxicity}' where id = $1`, [turned])
    assert.equal((await act(stage.ana, turned)).critical, 'corrected')
  })

  it('is approved once and by one of the two who try at once; refusing at the same time does not undo it', async () => {
    const id = await post(stage, { text: CRITICAL, toxicity: 20 })
    const one = await act(stage.ana, id)
    const answers = await Promise.all([
      decide(stage.luc, one.id, 'approve'),
      decide(stage.owner, one.id, 'approve'),
      decide(stage.owner, one.id, 'refuse'),
    ])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409])
    const { state } = await shown(one.id)
    const left = (await errands(stage, id)).map(({ act: what }) => what)
    assert.deepEqual(left, state === 'done' ? ['reply', 'hide'] : [])
  })

  it('that its author has edited, or taken away, since it was proposed is not approved unread', async () => {
    const edited = await post(stage, { text: CRITICAL, toxicity: 20 })
    const one = await act(stage.ana, edited)
    const later = new Date(stage.clock.now().getTime() + 1000)
    // An edit may come in late, of a time before the proposal by the network's clock.
    for (const at of [later, new Date(stage.clock.now().getTime() - 30_000)]) {
      await stage.server.pool.query('update activity set edited = $2 where id = $1', [edited, at])
      await refusedAs(await decide(stage.luc, one.id, 'approve'), 409, 'moderation_edited')
    }
    await stage.server.pool.query('update activity set deleted = $2, text = null where id = $1', [
      edited,
      later,
    ])
    await refusedAs(await decide(stage.luc, one.id, 'approve'), 409, 'moderation_gone')
    assert.equal((await shown(one.id)).state, 'proposed')
    const known = await post(stage, { text: CRITICAL, toxicity: 20 })
    await stage.server.pool.query('update activity set edited = $2 where id = $1', [known, later])
    const proposed = await act(stage.ana, known)
    assert.equal(
      (await made<Shown>(await decide(stage.luc, proposed.id, 'approve'))).state,
      'done',
      'both read the edit',
    )
  })

  it('blocks after the notice, so that who is blocked has been told', async () => {
    const id = await post(stage)
    const one = await act(stage.ana, id, { kind: 'block', ruleId: 'haine' })
    await decide(stage.luc, one.id, 'approve')
    const [notice, block] = await errands(stage, id)
    assert.deepEqual([notice?.act, block?.act], ['reply', 'block'])
    assert.equal(notice?.lane, block?.lane)
  })
})

describe('nothing is done', () => {
  it('without a published charter, by a rule that does not allow it, without words at stake, or to what is ours', async (t) => {
    const bare = await moderationStage({ charter: null })
    t.after(() => bare.close())
    await refusedAs(
      await bare.ana.browser.post('/moderation/acts', actBody(await post(bare))),
      409,
      'charter_none',
    )
    const id = await post(stage, { text: `${RUDE} 👍🏽` })
    const at = RUDE.length + 2
    const asked: [object, number, string][] = [
      [{ ruleId: 'inconnue' }, 422, 'moderation_rule'],
      [{ ruleId: 'respect', kind: 'block' }, 422, 'moderation_rule'],
      [{ mark: { in: 'text', start: 5, end: 5 } }, 422, 'moderation_mark'],
      [{ mark: { in: 'text', start: 0, end: 9_999 } }, 422, 'moderation_mark'],
      [{ mark: { in: 'text', start: at, end: at + 1 } }, 422, 'moderation_mark'],
      [{ mark: { in: 'title', start: 0, end: 1 } }, 422, 'moderation_mark'],
      [{ activityId: stage.workspaceId }, 404, 'not_found'],
    ]
    for (const [more, status, problem] of asked)
      await refusedAs(await stage.ana.browser.post('/moderation/acts', actBody(id, more)), status, problem)
    const ours = await post(stage, { ours: true })
    await refusedAs(await stage.ana.browser.post('/moderation/acts', actBody(ours)), 422, 'moderation_ours')
    assert.deepEqual(await errands(stage, id), [])
  })

  it('by who may only read, who is not shown the words either', async () => {
    const id = await post(stage)
    const one = await act(stage.ana, id)
    const analyst = await stage.server.member(stage.workspaceId, 'analyst')
    assert.equal((await analyst.browser.post('/moderation/acts', actBody(id))).status, 403)
    assert.equal((await decide(analyst, one.id, 'approve')).status, 403)
    assert.equal((await analyst.browser.get(`/moderation/cases/${id}`)).status, 403)
    const read = await made<Shown>(await analyst.browser.get(`/moderation/acts/${one.id}`))
    assert.deepEqual([read.post, read.notice.text, read.may], [null, null, []])
  })

  it('in another house', async () => {
    const one = await act(stage.ana, await post(stage))
    const elsewhere = await stage.server.workspace('Ailleurs')
    const stranger = await stage.server.member(elsewhere, 'owner')
    for (const path of ['decision', 'restoration'])
      assert.equal(
        (
          await stranger.browser.post(
            `/moderation/acts/${one.id}/${path}`,
            path === 'decision' ? { decision: 'approve' } : {},
          )
        ).status,
        404,
      )
    assert.equal((await stranger.browser.get(`/moderation/acts/${one.id}`)).status, 404)
  })
})

it('is let stand again by the team, once, and the network is asked to in the same order', async () => {
  const id = await post(stage)
  const one = await act(stage.ana, id)
  const restore = () => stage.ana.browser.post(`/moderation/acts/${one.id}/restoration`, {})
  const answers = await Promise.all([restore(), restore()])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  const [, hide, unhide] = await errands(stage, id)
  assert.deepEqual([hide?.act, unhide?.act, hide?.lane === unhide?.lane], ['hide', 'unhide', true])
  assert.equal((await shown(one.id)).restoredWhy, 'team')
  assert.equal((await act(stage.luc, id)).state, 'done', 'and it may be hidden again')
})

it('keeps to the version of the charter by which it was done', async () => {
  const one = await act(stage.ana, await post(stage))
  const { draft } = await made<{ draft: { rules: { id: string; title: object }[] } }>(
    await stage.owner.browser.get('/charter'),
  )
  const rules = draft.rules.map((rule) =>
    rule.id === 'respect' ? { ...rule, title: { fr: 'Courtoisie', en: 'Courtesy' } } : rule,
  )
  const version = await publishCharter(stage, { rules })
  const { rule } = await made<{ rule: { title: { fr: string }; version: number } }>(
    await stage.ana.browser.get(`/moderation/acts/${one.id}`),
  )
  assert.deepEqual([rule.title.fr, rule.version], ['Pas d’insulte', version - 1])
})

it('lists what was done, what waits, and all of some posts', async () => {
  const [a, b] = [await post(stage, { text: CRITICAL, toxicity: 1 }), await post(stage)]
  const [one, two] = [await act(stage.ana, a), await act(stage.ana, b)]
  const list = async (query: string) =>
    await made<{ items: Shown[]; next: string | null }>(
      await stage.ana.browser.get(`/moderation/acts?${query}`),
    )
  const ids = (page: { items: Shown[] }) => page.items.map(({ id }) => id)
  assert.deepEqual(ids(await list(`about=${a},${b}`)), [one.id, two.id])
  const first = await list('limit=1')
  assert.deepEqual(ids(first), [two.id])
  assert.deepEqual(ids(await list(`limit=1&cursor=${first.next}`)), [one.id])
  const waiting = await list('state=proposed&limit=200')
  assert.ok(ids(waiting).includes(one.id) && waiting.items.every(({ state }) => state === 'proposed'))
  const counts = await made<{ proposed: number }>(await stage.ana.browser.get('/moderation/waiting'))
  assert.equal(counts.proposed, waiting.items.length)
})
