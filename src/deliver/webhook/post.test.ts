import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createHttp, type SafeHttp } from '../../../lib/http/index.ts'
import {
  type EndpointServer,
  type Manner,
  startEndpoint,
  verifies,
} from '../../../test/support/endpoint-server.ts'
import { type Answer, post } from './post.ts'
import { newSecret } from './signature.ts'

let server: EndpointServer
let http: SafeHttp
before(async () => {
  server = await startEndpoint()
  http = createHttp({ userAgent: 'Veillee test', allow: (to) => to.ip === '127.0.0.1' })
})
after(async () => {
  await http.close()
  await server.close()
})

const SECRETS = [newSecret(), newSecret()]
const BODY = JSON.stringify({ type: 'webhook.test', data: { text: 'déçu 😡' } })

function tell(manner: Manner, url = server.url, signal = new AbortController().signal): Promise<Answer> {
  server.manner = () => manner
  return post(http, { url, secrets: SECRETS }, { id: 'one', body: BODY }, signal)
}

describe('a message that is told', () => {
  it('is what was written, named, dated and signed with every secret', async () => {
    const { duration, ...answer } = await tell(202)
    assert.deepEqual(answer, { ok: true, status: 202, text: 'merci', retryAfter: 0 })
    assert.ok(Number.isInteger(duration) && duration >= 0)
    const heard = server.heard.at(-1) ?? assert.fail('nothing was heard')
    assert.deepEqual([heard.body, heard.id], [BODY, 'msg_one'])
    assert.equal(heard.headers['content-type'], 'application/json')
    for (const secret of SECRETS) assert.ok(verifies(secret, heard))
    assert.ok(!verifies(newSecret(), heard))
  })

  it('is taken by any 2xx and by nothing else; a redirect is not followed', async () => {
    const before = server.heard.length
    const CASES: [number, boolean][] = [
      [200, true],
      [299, true],
      [302, false],
      [400, false],
      [410, false],
      [503, false],
    ]
    for (const [status, ok] of CASES) {
      const answer = await tell({ status, headers: { location: `${server.url}/elsewhere` } })
      assert.deepEqual([answer.ok, answer.status], [ok, status])
    }
    assert.equal(server.heard.length - before, CASES.length)
  })

  it('is answered by the kind of what went wrong where nobody answers', async () => {
    const cut = await tell('cut')
    assert.deepEqual([cut.ok, cut.status, cut.retryAfter], [false, null, 0])
    assert.match(cut.text, /^http\.\w+$/)
    const inside = await tell(200, 'http://10.0.0.1/hook')
    assert.deepEqual([inside.ok, inside.status], [false, null], 'no address within is called')
    await assert.rejects(tell('hang', server.url, AbortSignal.abort()), 'given up: it was not tried')
  })
})

describe('what is answered', () => {
  it('is kept for its first kilobyte, as text that a page shows and a database keeps', async () => {
    const long = await tell({ status: 500, headers: {}, body: `a${'é'.repeat(4000)}` })
    assert.ok(Buffer.byteLength(long.text) <= 1024 + 3 && long.text.startsWith('aé'))
    const odd = await tell({ status: 500, headers: {}, body: 'un\0 deux\u001b[31m\ttrois\r\nquatre\u0085' })
    assert.equal(odd.text, 'un deux[31m\ttrois\r\nquatre')
    assert.ok(odd.text.isWellFormed() && long.text.isWellFormed())
  })

  it('asks for a wait in seconds or by a date, and for none where it says nonsense', async () => {
    const asked = async (header: string) =>
      (await tell({ status: 429, headers: { 'retry-after': header } })).retryAfter
    assert.deepEqual([await asked('120'), await asked('0'), await asked('-5')], [120_000, 0, 0])
    const date = await asked(new Date(Date.now() + 3_600_000).toUTCString())
    assert.ok(date > 3_500_000 && date <= 3_600_000, `${date}`)
    for (const bad of ['soon', 'Infinity', 'NaN', new Date(0).toUTCString()])
      assert.equal(await asked(bad), 0, bad)
  })
})
