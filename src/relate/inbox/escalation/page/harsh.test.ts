import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  addService,
  complaint,
  escalationStage,
  pageFor,
  raised,
  type Stage,
  visitor,
} from '../../../../../test/support/escalation.ts'
import { loopbackHttp } from '../../../../../test/support/listening.ts'

const http = loopbackHttp()
let stage: Stage
before(async () => {
  stage = await escalationStage(http)
})
after(async () => {
  await stage?.close()
  await http.close()
})

test('a service is shown what may offend when it asks for it, and is told so; the rest stands as it was said', async () => {
  const serviceId = await addService(stage)
  const { conversationId, messages } = await complaint(stage, ['Bande de nuls', 'Où est mon colis'])
  const [harsh, calm] = messages
  const path = await pageFor(stage, await raised(stage, conversationId, serviceId, { messages }))
  const set = (toxicity: number | null) =>
    stage.server.pool.query('update activity set toxicity = $2 where id = $1', [harsh, toxicity])
  const folded = async (lang: string) =>
    /<details class="veiled"><summary>([^<]*)<\/summary><p class="said">([^<]*)/
      .exec(await (await visitor(stage).get(`${path}?lang=${lang}`)).text())
      ?.slice(1)
  await set(910)
  assert.ok(calm)
  assert.deepEqual(await folded('en'), ['Words that may offend: show them', 'Bande de nuls'])
  assert.deepEqual(await folded('fr'), ['Des propos qui peuvent heurter\u202f: les montrer', 'Bande de nuls'])
  for (const mild of [0, 499, null]) {
    await set(mild)
    assert.equal(await folded('fr'), undefined)
  }
})
