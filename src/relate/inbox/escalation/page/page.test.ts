import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { uuidv7 } from 'uuidv7'
import {
  addService,
  attached,
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
const text = async (path: string, lang = 'fr') => (await visitor(stage).get(`${path}?lang=${lang}`)).text()

describe('the page of a service', () => {
  it('shows what was shared and no more, in the reader’s language, and runs nothing', async () => {
    const { conversationId, messages } = await complaint(stage)
    const other = await complaint(stage, ['Un secret d’un autre client'])
    const one = await raised(stage, conversationId, serviceId, {
      messages: messages.slice(0, 1),
      named: 'short',
    })
    const path = await pageFor(stage, one)
    const answer = await visitor(stage).get(path, { 'accept-language': 'en-GB' })
    const page = await answer.text()
    assert.equal(answer.status, 200)
    assert.match(page, /<html lang="en">/)
    assert.match(page, /Parcel lost/)
    assert.match(page, /Inès B\./)
    assert.match(page, /\[PHONE_1\]|\[TEL_1\]|\[NAME_1\]/, 'numbers and names are masked')
    assert.doesNotMatch(page, /06 12 34 56 78|Inès Bernard|ines\.b|Toujours rien/)
    assert.doesNotMatch(page, /Un secret/)
    assert.match(await text(path), /<html lang="fr">[\s\S]*Colis perdu/)
    assert.doesNotMatch(page, /<script|onload|javascript:/i)
    const headers = Object.fromEntries(answer.headers)
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.match(headers['x-robots-tag'] ?? '', /noindex/)
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(headers['content-security-policy'] ?? '', /default-src 'none'.*form-action 'self'/)
    const refused = await stage.agent.browser.post(`/conversations/${conversationId}/escalations`, {
      ...{ serviceId, reasonId: '0198c000-0000-7000-8000-00000000aaaa', question: 'x' },
      messages: other.messages,
    })
    assert.equal(refused.status, 422, 'a message of another conversation cannot be shared')
  })

  it('changes nothing when it is looked at, by whichever method scanners use', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const path = await pageFor(stage, one)
    const before = await shown(one.id)
    for (let n = 0; n < 3; n++) await visitor(stage).get(path)
    await stage.server.app.request(`http://localhost:4300${path}`, { method: 'HEAD' })
    assert.deepEqual(await shown(one.id), before)
  })

  it('takes an answer with a file, once however often it is sent, and shows it in the conversation', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const path = await pageFor(stage, one)
    const file = new File(['<script>alert(1)</script>'], '../../preuve<b>.html')
    const fields = { do: 'answer', form: uuidv7(), text: 'Il arrive <b>demain</b>.', files: file }
    for (let n = 0; n < 2; n++) {
      const answer = await visitor(stage).send(path, fields)
      assert.equal(answer.status, 303)
      assert.equal(answer.headers.get('location'), `${path}?lang=fr&done=answer`)
    }
    const now = await shown(one.id)
    assert.equal(now.state, 'answered')
    const answers = now.entries.filter(({ kind }) => kind === 'answer')
    assert.equal(answers.length, 1)
    assert.deepEqual([answers[0]?.text, answers[0]?.email], ['Il arrive <b>demain</b>.', 'sav@example.org'])
    const page = await text(path)
    assert.match(page, /Il arrive &lt;b&gt;demain&lt;\/b&gt;\./, 'T6: words of strangers are text')
    const fileId = answers[0]?.files[0]?.id
    const got = await visitor(stage).get(`${path}/files/${fileId}`)
    assert.equal(got.status, 200)
    assert.match(got.headers.get('content-disposition') ?? '', /^attachment/, 'T7: a page is a download')
    assert.match(got.headers.get('content-type') ?? '', /octet-stream/)
  })

  it('hands over no file but those it shows', async () => {
    const { conversationId } = await complaint(stage)
    const [given, other] = [
      await attached(stage, 'bon.txt', 'bon'),
      await attached(stage, 'secret.txt', 'secret'),
    ]
    const path = await pageFor(stage, await raised(stage, conversationId, serviceId, { files: [given] }))
    assert.equal((await visitor(stage).get(`${path}/files/${given}`)).status, 200)
    assert.equal((await visitor(stage).get(`${path}/files/${other}`)).status, 404)
    assert.equal((await visitor(stage).get(`${path}/files/nonsense`)).status, 422)
  })

  it('asks back, is answered, hands over, and ends with a reason', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const path = await pageFor(stage, one)
    await visitor(stage).send(path, { do: 'seen' })
    assert.equal((await shown(one.id)).state, 'seen')
    await visitor(stage).send(path, { do: 'question', text: 'Quelle adresse ?' })
    assert.equal((await shown(one.id)).state, 'asked_back')
    await stage.agent.browser.post(`/escalations/${one.id}/acts`, { kind: 'reply', text: 'Rue des Lilas' })
    assert.match(await text(path), /Rue des Lilas/)
    const own = await visitor(stage).send(path, { do: 'handed', to: 'SAV@example.org' })
    assert.equal(own.status, 422)
    const bad = await visitor(stage).send(path, { do: 'handed', to: 'nobody' })
    assert.match(await bad.text(), /role="alert"[\s\S]*value="nobody"/, 'what was written stays')
    await visitor(stage).send(path, { do: 'handed', to: 'lea@example.org' })
    const handed = await shown(one.id)
    assert.deepEqual(
      handed.links.map(({ email }) => email),
      ['sav@example.org', 'lea@example.org'],
    )
    const theirs = await pageFor(stage, handed, 'lea@example.org')
    assert.equal(
      (await visitor(stage).send(theirs, { do: 'refused', text: '' })).status,
      422,
      'a reason is asked',
    )
    await visitor(stage).send(theirs, { do: 'refused', text: 'Rupture définitive' })
    assert.equal((await shown(one.id)).state, 'refused')
    const late = await visitor(stage).send(path, { do: 'solved' })
    assert.equal(late.status, 409 === late.status ? 409 : 422)
    assert.doesNotMatch(await text(path), /Ma commande/, 'the customer’s words are shown no more')
  })
})

describe('a link', () => {
  it('opens nothing when it is mistyped, of another purpose or of another workspace, and says no more of it', async () => {
    const { conversationId } = await complaint(stage)
    const path = await pageFor(stage, await raised(stage, conversationId, serviceId))
    const token = path.slice('/service/'.length)
    const elsewhere = `${Buffer.alloc(32, 7).toString('base64url')}${token.slice(43)}`
    const wrong = [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.slice(0, 43),
      'x',
      elsewhere,
    ]
    const pages = await Promise.all(wrong.map(async (one) => visitor(stage).get(`/service/${one}`)))
    assert.deepEqual(
      pages.map(({ status }) => status),
      [404, 404, 404, 404],
    )
    const bodies = await Promise.all(
      pages.map(async (one) => (await one.text()).replace(/nonce="[^"]+"/, '')),
    )
    assert.equal(new Set(bodies).size, 1)
    for (const one of wrong)
      assert.equal((await visitor(stage).send(`/service/${one}`, { do: 'solved' })).status, 404)
  })

  it('is kept as a hash, taken back at once, and one of two goes on', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const path = await pageFor(stage, one)
    const secret = path.slice('/service/'.length + 43)
    const { rows } = await stage.server.pool.query('select tokens::text from escalation_link')
    assert.ok(rows.every((row) => !String(row.tokens).includes(secret)))
    await visitor(stage).send(path, { do: 'handed', to: 'lea@example.org' })
    const theirs = await pageFor(stage, await shown(one.id), 'lea@example.org')
    const [mine] = one.links
    assert.equal((await stage.agent.browser.delete(`/escalations/${one.id}/links/${mine?.id}`)).status, 204)
    assert.equal((await visitor(stage).get(path)).status, 410)
    assert.equal((await visitor(stage).send(path, { do: 'solved' })).status, 410)
    assert.equal((await visitor(stage).get(theirs)).status, 200)
    const copied = await stage.agent.browser.post(`/escalations/${one.id}/links/${mine?.id}/copy`)
    assert.equal(copied.status, 409)
  })

  it('runs out, and a new one goes to the address on file alone, now and then', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const path = await pageFor(stage, one)
    stage.clock.advance(60 * 86_400_000)
    try {
      const gone = await visitor(stage).get(path)
      assert.equal(gone.status, 410)
      assert.doesNotMatch(await gone.text(), /Colis perdu|sav@example/)
      assert.equal((await visitor(stage).send(path, { do: 'answer', text: 'Trop tard' })).status, 410)
      for (let n = 0; n < 3; n++) {
        const asked = await visitor(stage).send(path, { do: 'link', to: 'pirate@example.org' })
        assert.doesNotMatch(await asked.text(), /pirate|sav@example/)
      }
      const { rows } = await stage.server.pool.query(
        `select email from escalation_leg where escalation_id = $1 and what = 'link'`,
        [one.id],
      )
      assert.deepEqual(rows, [{ email: 'sav@example.org' }])
      assert.equal((await visitor(stage).get(path)).status, 404, 'the old one is not brought back to life')
    } finally {
      stage.clock.set(NOW)
    }
  })

  it('opens nothing of what was withdrawn', async () => {
    const { conversationId } = await complaint(stage)
    const one = await raised(stage, conversationId, serviceId)
    const path = await pageFor(stage, one)
    await stage.agent.browser.post(`/escalations/${one.id}/acts`, { kind: 'withdrawn' })
    assert.equal((await visitor(stage).get(path)).status, 410)
  })

  it('is asked for so often and no more', async () => {
    const limited = await stage.server.app.request('http://localhost:4300/service/x', { method: 'PUT' })
    assert.equal(limited.status, 405)
  })
})
