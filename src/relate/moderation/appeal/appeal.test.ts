import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import {
  act,
  appealPath,
  errands,
  made,
  moderationStage,
  post,
  type Shown,
  type Stage,
  visitor,
} from '../../../../test/support/moderation.ts'
import { findAppeal } from './link.ts'

/** T9, T16: the way to appeal opens without an account, for one act, and shows nothing of what was taken away. */
let stage: Stage
before(async () => {
  stage = await moderationStage()
})
after(() => stage?.close())

async function hidden(): Promise<{ id: string; activityId: string; path: string }> {
  const activityId = await post(stage)
  const { id } = await act(stage.ana, activityId)
  return { id, activityId, path: await appealPath(stage, activityId) }
}
const judge = (who: Stage['ana'], id: string, decision: string, answer = '') =>
  who.browser.post(`/moderation/acts/${id}/appeal`, { decision, answer })
const shown = async (id: string) => made<Shown>(await stage.luc.browser.get(`/moderation/acts/${id}`))

it('says what was decided and by which rule, and nothing of the message nor its author; looking changes nothing', async () => {
  const { id, path } = await hidden()
  const answer = await visitor(stage).get(path)
  const text = await answer.text()
  assert.equal(answer.status, 200)
  assert.match(text, /votre message est masqué[\s\S]*Pas d’insulte/)
  assert.doesNotMatch(text, /crétin|Inès|<script/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.equal((await shown(id)).appeal?.state, 'open')
})

it('takes what the author says, sealed; somebody without a part in it grants it, and all is undone', async () => {
  const { id, activityId, path } = await hidden()
  const sent = await visitor(stage).send(path, 'C’était une <b>citation</b>.')
  assert.equal(sent.status, 303)
  assert.match(await (await visitor(stage).get(sent.headers.get('location') ?? '')).text(), /est reçue/)
  const { rows } = await stage.server.pool.query('select sealed from moderation_appeal where act_id = $1', [
    id,
  ])
  assert.doesNotMatch(rows[0].sealed, /citation/)
  const said = await made<{ statements: { text: string }[] }>(
    await stage.luc.browser.get(`/moderation/acts/${id}/appeal`),
  )
  assert.deepEqual(
    said.statements.map(({ text }) => text),
    ['C’était une <b>citation</b>.'],
  )
  assert.equal((await judge(stage.ana, id, 'dismissed')).status, 409, 'who hid it does not judge it')
  const [one, two] = await Promise.all([
    judge(stage.luc, id, 'granted', 'Vous avez raison.'),
    judge(stage.owner, id, 'granted', 'Vous avez raison.'),
  ])
  assert.deepEqual([one?.status, two?.status].sort(), [200, 409])
  const now = await shown(id)
  assert.deepEqual([now.state, now.restoredWhy, now.appeal?.state], ['restored', 'appeal', 'granted'])
  assert.deepEqual(
    (await errands(stage, activityId)).map((each) => each.act),
    ['reply', 'hide', 'unhide'],
  )
  const page = await (await visitor(stage).get(path)).text()
  assert.match(page, /La décision est annulée[\s\S]*Vous avez raison\./)
  assert.doesNotMatch(page, /<textarea/)
  assert.equal((await visitor(stage).send(path, 'encore')).status, 422)
})

it('reads what the author says as posts are read: harsh words are known as such', async () => {
  const { id, path } = await hidden()
  await visitor(stage).send(path, 'Demandez-lui donc, à cette pauvre idiote, à cette abrutie finie.')
  await visitor(stage).send(path, 'Quarante minutes d’attente, et personne pour répondre.')
  const said = await made<{ statements: { toxicity: number | null }[] }>(
    await stage.luc.browser.get(`/moderation/acts/${id}/appeal`),
  )
  const [harsh, plain] = said.statements.map(({ toxicity }) => toxicity ?? 0)
  assert.ok((harsh ?? 0) >= 0.8, String(harsh))
  assert.ok((plain ?? 1) < 0.5, String(plain))
})

it('stays where an appeal is dismissed, with the answer', async () => {
  const { id, activityId, path } = await hidden()
  assert.equal((await judge(stage.luc, id, 'dismissed')).status, 409, 'nothing was contested yet')
  await visitor(stage).send(path, 'Non.')
  await judge(stage.luc, id, 'dismissed', 'C’est une injure.')
  assert.equal((await shown(id)).state, 'done')
  assert.match(await (await visitor(stage).get(path)).text(), /rejetée[\s\S]*C’est une injure\./)
  assert.deepEqual(
    (await errands(stage, activityId)).map((each) => each.act),
    ['reply', 'hide'],
  )
})

it('is no way to shut others out: said several times, and not for ever; nothing is nothing', async () => {
  const { id, path } = await hidden()
  assert.equal((await visitor(stage).send(path, '  \n ')).status, 422)
  const answers = await Promise.all(
    Array.from({ length: 7 }, (_, n) => visitor(stage).send(path, `Fois ${n}`)),
  )
  assert.equal(answers.filter(({ status }) => status === 303).length, 5)
  const said = await made<{ statements: object[] }>(
    await stage.luc.browser.get(`/moderation/acts/${id}/appeal`),
  )
  assert.equal(said.statements.length, 5)
})

it('runs out, and says so', async () => {
  const { path } = await hidden()
  await stage.server.pool.query(`update moderation_appeal set expires = $1`, [stage.clock.now()])
  assert.match(await (await visitor(stage).get(path)).text(), /Le délai pour contester est passé/)
  assert.equal((await visitor(stage).send(path, 'trop tard')).status, 422)
  await stage.server.pool.query(
    `update moderation_appeal set expires = $1::timestamptz + interval '9 days'`,
    [stage.clock.now()],
  )
})

describe('a token', () => {
  it('opens for no other that is near it: cut, longer, changed, of another act, of another house', async () => {
    const [one, two] = [await hidden(), await hidden()]
    const token = one.path.slice('/appeal/'.length)
    const other = two.path.slice('/appeal/'.length)
    assert.ok(await findAppeal(stage.server.db, token))
    const near = fc.oneof(
      fc.nat(token.length - 1).map((at) => token.slice(0, at)),
      fc.string({ minLength: 1, maxLength: 20 }).map((more) => token + more),
      fc
        .tuple(fc.nat(token.length - 1), fc.constantFrom(...'AZaz09-_%é\0'))
        .filter(([at, sign]) => token[at] !== sign)
        .map(([at, sign]) => token.slice(0, at) + sign + token.slice(at + 1)),
      fc.constant(token.slice(0, 43) + other.slice(43)),
      fc.string({ unit: 'binary', maxLength: 120 }),
    )
    await fc.assert(
      fc.asyncProperty(near, async (given) => {
        assert.equal(await findAppeal(stage.server.db, given), undefined, given)
      }),
      { numRuns: 60 },
    )
    for (const path of ['/appeal/x', `/appeal/${other.slice(0, 43)}${token.slice(43)}`]) {
      assert.equal((await visitor(stage).get(path)).status, 404)
      assert.equal((await visitor(stage).send(path, 'x')).status, 404)
    }
  })
})
