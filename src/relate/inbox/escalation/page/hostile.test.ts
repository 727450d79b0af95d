import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { html } from '../../../../../lib/markup/index.ts'
import {
  addService,
  complaint,
  escalationStage,
  ORDER,
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
const HOSTILE = '"><img src=x onerror=alert(1)>{{due}}$t(mail.why)</textarea><script>\'&amp;'

describe('strangers’ words (T6)', () => {
  it('never make markup, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: made } = html`<p title="${text}">${[text, null, false]}</p>`
        const inner = made.slice('<p title="'.length, -'</p>'.length)
        assert.equal(inner.replace('">', '').match(/[<>"']/g), null)
        const back = inner.split('">')[1] ?? ''
        const plain = back
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&')
        assert.equal(plain, text, 'and are all there')
      }),
    )
  })

  it('stand as text on every part of the page: service, question, form, customer’s messages, files, what was wrong', async () => {
    const own = await addService(stage, { name: `S${HOSTILE}` })
    const { conversationId, messages } = await complaint(stage, [HOSTILE])
    const more = { question: HOSTILE, values: { [ORDER]: HOSTILE }, messages, masked: false, named: 'name' }
    const path = await pageFor(stage, await raised(stage, conversationId, own, more))
    const file = new File(['x'], `a${HOSTILE}.txt`)
    assert.equal(
      (await visitor(stage).send(path, { do: 'question', text: HOSTILE, files: file })).status,
      303,
    )
    const wrong = await visitor(stage).send(path, { do: 'handed', to: HOSTILE, text: HOSTILE })
    assert.equal(wrong.status, 422)
    for (const page of [await wrong.text(), await (await visitor(stage).get(path)).text()]) {
      assert.doesNotMatch(page, /<img|<script|<\/textarea>&|onerror=alert\(1\)>/)
      assert.match(page, /\{\{due\}\}\$t\(mail\.why\)/, 'and nothing in them is filled in')
    }
  })
})

describe('what is sent to the page', () => {
  it('is taken or refused in words, and never ends in a fault of ours', async () => {
    const one = await raised(stage, (await complaint(stage)).conversationId, serviceId)
    const path = await pageFor(stage, one)
    const send = (body: BodyInit, type?: string) =>
      stage.server.app.request(`http://localhost:4300${path}`, {
        ...{ method: 'POST', body, headers: type ? { 'content-type': type } : {} },
      })
    const answers = [
      await send('{"do":"solved"}', 'application/json'),
      await send('do=withdrawn&text=x', 'application/x-www-form-urlencoded'),
      await send('do=expired', 'application/x-www-form-urlencoded'),
      await send('--x\r\nbroken', 'multipart/form-data; boundary=x'),
      await send('', 'multipart/form-data'),
      await send('do=answer&text=%20%00%20', 'application/x-www-form-urlencoded'),
      await send('do=__proto__', 'application/x-www-form-urlencoded'),
    ]
    assert.deepEqual(
      answers.map(({ status }) => status),
      answers.map(() => 422),
    )
    assert.equal((await send('x'.repeat(1_300_000), 'text/plain')).status, 413)
    assert.equal((await shown(one.id)).state, 'sent')
    const long = `${'a'.repeat(19_999)}😀`
    assert.equal((await visitor(stage).send(path, { do: 'answer', text: long, form: 'no-id' })).status, 303)
    assert.equal((await shown(one.id)).entries.at(-1)?.text?.length, 20_000)
  })

  it('holds five files and no more, none is kept of what is refused (T7)', async () => {
    const one = await raised(stage, (await complaint(stage)).conversationId, serviceId)
    const path = await pageFor(stage, one)
    const form = new FormData()
    form.append('do', 'answer')
    for (let n = 0; n < 6; n++) form.append('files', new File([`six-${n}`], `${n}.txt`))
    const count = async () =>
      (await stage.server.pool.query('select count(*)::int as n from attachment')).rows[0]?.n as number
    const before = await count()
    const answer = await stage.server.app.request(`http://localhost:4300${path}`, {
      ...{ method: 'POST', body: form },
    })
    assert.equal(answer.status, 422)
    assert.equal(await count(), before)
  })
})

it('a member’s reply with a file of nobody’s is refused, and leaves nothing', async () => {
  const one = await raised(stage, (await complaint(stage)).conversationId, serviceId)
  const body = { kind: 'reply', text: 'x', files: ['0198c000-0000-7000-8000-00000000dddd'] }
  assert.equal((await stage.agent.browser.post(`/escalations/${one.id}/acts`, body)).status, 404)
  assert.deepEqual((await shown(one.id)).entries.length, 1)
})
