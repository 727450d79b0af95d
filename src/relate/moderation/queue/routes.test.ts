import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  act,
  errands,
  made,
  moderationStage,
  post,
  queued,
  RUDE,
  type Shown,
  type Stage,
} from '../../../../test/support/moderation.ts'

/** The queue by its doors, with two who moderate at once. */
let stage: Stage
before(async () => {
  stage = await moderationStage()
})
after(() => stage?.close())

interface Item {
  id: string
  revision: number
  kind: string
  state: string
  doubt: number
  sentence: { in: string; start: number; end: number } | null
  rule: { id: string; sanction: string } | null
  wave: { id: string; count: number } | null
  claimedBy: string | null
}
interface Page {
  items: Item[]
  next: string | null
}
const list = async (who = stage.ana, query = '') =>
  made<Page>(await who.browser.get(`/moderation/queue?${query}`))
const found = async (id: string, who = stage.ana) =>
  (await list(who, 'limit=100')).items.find((item) => item.id === id)
const judge = (who: Stage['ana'], id: string, verdict: string, more: object = {}) =>
  who.browser.post(`/moderation/queue/${id}/verdict`, { revision: 1, verdict, ...more })
const unsay = (who: Stage['ana'], id: string) => who.browser.ask('DELETE', `/moderation/queue/${id}/verdict`)
const claim = async (who: Stage['ana'], id: string | null) =>
  made<{ mine: boolean; by: string | null }>(await who.browser.put('/moderation/claim', { id }))
async function waiting(wish: Parameters<typeof post>[1] = {}): Promise<string> {
  const id = await post(stage, wish)
  await queued(stage, [id])
  return id
}
async function refusedAs(answer: Response, status: number, id: string): Promise<void> {
  assert.equal(answer.status, status, await answer.clone().text())
  assert.equal(((await answer.json()) as { type: string }).type, `urn:veillee:problem:${id}`)
}

describe('an item of the queue', () => {
  it('is shown with its sentence, the rule that is proposed and the mildest that it allows', async () => {
    const id = await waiting({ text: `Bonjour. ${RUDE}` })
    const item = await found(id)
    assert.deepEqual(
      [item?.kind, item?.state, item?.doubt, item?.claimedBy],
      ['insult', 'waiting', 0.1, null],
    )
    assert.deepEqual([item?.rule?.id, item?.rule?.sanction, item?.wave], ['respect', 'blur', null])
    const { start = 0, end = 0 } = item?.sentence ?? {}
    assert.ok(['Bonjour.', RUDE].includes(`Bonjour. ${RUDE}`.slice(start, end)))
  })

  it('is acted on as proposed: blurred here, its author told, and gone for both; taken back, it waits again', async () => {
    const id = await waiting()
    const said = await made<{ state: string; act: { id: string; state: string } }>(
      await judge(stage.ana, id, 'act'),
    )
    assert.deepEqual([said.state, said.act.state], ['settled', 'done'])
    const done = await made<Shown & { kind: string }>(
      await stage.luc.browser.get(`/moderation/acts/${said.act.id}`),
    )
    assert.deepEqual([done.kind, done.scope, done.notice.state], ['blur', 'here', 'sent'])
    assert.equal(await found(id, stage.luc), undefined)
    await refusedAs(await unsay(stage.luc, id), 409, 'moderation_not_last')
    assert.deepEqual(await made(await unsay(stage.ana, id)), { state: 'waiting', act: null })
    await refusedAs(await unsay(stage.ana, id), 409, 'moderation_not_last')
    assert.equal((await found(id, stage.luc))?.state, 'waiting')
  })

  it('is hidden where that is asked, with the words that are marked; of a criticism a second person is asked', async () => {
    const id = await waiting({ toxicity: 1 })
    const mark = { in: 'text', start: 0, end: 5 }
    const { act: given } = await made<{ act: { id: string; state: string } }>(
      await judge(stage.ana, id, 'act', { sanction: 'hide', mark }),
    )
    assert.equal(given.state, 'proposed')
    const shown = await made<Shown & { mark: object }>(
      await stage.luc.browser.get(`/moderation/acts/${given.id}`),
    )
    assert.deepEqual([shown.mark, shown.critical, shown.may], [mark, 'negative', ['approve']])
    assert.deepEqual(await errands(stage, id), [])
    await unsay(stage.ana, id)
    const after = await made<Shown>(await stage.luc.browser.get(`/moderation/acts/${given.id}`))
    assert.equal(after.state, 'withdrawn')
  })

  it('is judged by one of two who judge at once, and done once', async () => {
    const id = await waiting()
    const answers = await Promise.all([judge(stage.ana, id, 'act'), judge(stage.luc, id, 'act')])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
    assert.equal((await errands(stage, id)).length, 1, 'its author is told once')
  })

  it('is refused in words where nobody could mean it', async () => {
    const id = await waiting()
    const asked: [more: object, status: number, problem: string][] = [
      [{ revision: 2 }, 409, 'moderation_reworded'],
      [{ ruleId: 'inconnue' }, 422, 'moderation_no_rule'],
      [{ ruleId: 'respect', sanction: 'block' }, 422, 'moderation_rule'],
      [{ mark: { in: 'text', start: 0, end: 9_999 } }, 422, 'moderation_mark'],
    ]
    for (const [more, status, problem] of asked)
      await refusedAs(await judge(stage.ana, id, 'act', more), status, problem)
    for (const body of [{ revision: 0 }, { verdict: 'delete' }, { sanction: 'erase' }, { ruleId: '<b>' }])
      assert.equal((await judge(stage.ana, id, 'act', body)).status, 422)
    assert.equal((await found(id))?.state, 'waiting', 'and it waits still')
    assert.deepEqual(await errands(stage, id), [])
  })
})

describe('a colleague', () => {
  it('who looks at it is named to the others, and is alone to judge it until they look at another', async () => {
    const [one, two] = [await waiting(), await waiting()]
    assert.equal((await claim(stage.ana, one)).mine, true)
    const held = await claim(stage.luc, one)
    assert.equal(held.mine, false)
    assert.ok(held.by)
    assert.equal((await found(one, stage.luc))?.claimedBy, held.by)
    assert.equal((await found(one, stage.ana))?.claimedBy, null, 'not to who looks')
    await refusedAs(await judge(stage.luc, one, 'leave'), 409, 'moderation_claimed')
    await claim(stage.ana, two)
    assert.equal((await claim(stage.luc, one)).mine, true)
    assert.equal((await judge(stage.luc, one, 'leave')).status, 200)
    await claim(stage.ana, null)
    assert.deepEqual(await claim(stage.luc, null), { mine: false, by: null })
  })

  it('of another house finds none of it, and who may only read does not see it', async () => {
    const id = await waiting()
    const elsewhere = await stage.server.workspace('Ailleurs')
    const stranger = await stage.server.member(elsewhere, 'owner')
    assert.deepEqual(await list(stranger), { items: [], next: null })
    for (const answer of [
      await judge(stranger, id, 'leave'),
      await unsay(stranger, id),
      await stranger.browser.put('/moderation/claim', { id }),
    ])
      assert.equal(answer.status, 404)
    const wave = await queued(stage, [await post(stage)], true)
    const swept = await made<{ judged: string[]; left: number }>(
      await stranger.browser.post(`/moderation/waves/${wave}/verdict`, { verdict: 'leave' }),
    )
    assert.deepEqual(swept, { judged: [], left: 0 })
    const analyst = await stage.server.member(stage.workspaceId, 'analyst')
    assert.equal((await analyst.browser.get('/moderation/queue')).status, 403)
    assert.equal((await judge(analyst, id, 'leave')).status, 403)
  })
})

describe('a wave', () => {
  it('is counted on each of its posts, and judged at once but for what a colleague looks at or what is gone', async () => {
    const ids = [await post(stage), await post(stage), await post(stage), await post(stage)]
    const wave = await queued(stage, ids, true)
    const [held = '', gone = ''] = ids
    assert.equal((await found(held))?.wave?.count, 4)
    await claim(stage.luc, held)
    await stage.server.pool.query('update activity set deleted = now(), text = null where id = $1', [gone])
    const { judged, left } = await made<{ judged: string[]; left: number }>(
      await stage.ana.browser.post(`/moderation/waves/${wave}/verdict`, { verdict: 'act', sanction: 'hide' }),
    )
    assert.deepEqual([judged.sort(), left], [ids.slice(2).sort(), 2])
    for (const id of judged) assert.ok((await errands(stage, id)).some((one) => one.act === 'hide'))
    assert.deepEqual([await errands(stage, held), await errands(stage, gone)], [[], []])
    await claim(stage.luc, null)
  })

  it('is judged though one of its posts was acted on by hand already: that one is left as it is', async () => {
    const ids = [await post(stage), await post(stage), await post(stage)]
    const wave = await queued(stage, ids, true)
    const [first = ''] = ids
    const { id: byHand } = await act(stage.luc, first, { kind: 'hide' })
    const { judged, left } = await made<{ judged: string[]; left: number }>(
      await stage.ana.browser.post(`/moderation/waves/${wave}/verdict`, { verdict: 'act', sanction: 'hide' }),
    )
    assert.deepEqual([judged.sort(), left], [ids.slice(1).sort(), 1])
    const one = await made<Shown>(await stage.ana.browser.get(`/moderation/acts/${byHand}`))
    assert.deepEqual([one.state, one.proposedBy.id], ['done', stage.luc.memberId])
  })
})

it('is read page by page without a gap by the doors, and counted as it is listed', async () => {
  for (const sort of ['severity', 'doubt']) {
    const all = await list(stage.owner, `sort=${sort}&limit=100`)
    const passed: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await list(stage.owner, `sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`)
      passed.push(...page.items.map(({ id }) => id))
      cursor = page.next
    }
    assert.deepEqual(
      passed,
      all.items.map(({ id }) => id),
    )
    assert.ok(passed.length > 2)
  }
  assert.equal((await stage.owner.browser.get('/moderation/queue?cursor=bad')).status, 422)
})
