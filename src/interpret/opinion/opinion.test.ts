import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { open, parseKey, seal } from '../../../lib/crypto/index.ts'
import { createHttp, type SafeHttp } from '../../../lib/http/index.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { type Browser, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { append, getByExternalId } from '../../activity/index.ts'
import { understandForStream } from '../understand.ts'
import { completionsAt } from './ask.ts'
import { costOf, mostTokens, prepare, readAnswer } from './opinion.ts'
import { opinionRoutes } from './routes.ts'

const GOOD = {
  sentiment: 'negative',
  toxic: false,
  intent: 'complaint',
  urgency: 1,
  topics: ['delivery'],
  reason: '[NAME_1] attend son colis.',
}
const SECRET = 'sk-tres-secrete'
const sealingKey = parseKey('55'.repeat(32))
const sealing = {
  seal: (text: string, purpose: string) => seal(sealingKey, purpose, text),
  open: (sealed: string, purpose: string) => open(sealingKey, purpose, sealed),
}

interface Heard {
  path: string
  authorization: string | undefined
  body: {
    model: string
    messages: { content: string }[]
    max_tokens?: number
    max_completion_tokens?: number
    temperature?: number
  }
  raw: string
}
type Answered = { status?: number; body?: unknown; raw?: string; cut?: true }

/** An endpoint of ours, that answers what a test tells it to and keeps what it heard. */
const heard: Heard[] = []
let answers: (asked: Heard) => Answered | Promise<Answered>
const endpoint = createServer(async (request, response) => {
  let raw = ''
  for await (const chunk of request) raw += chunk
  const asked = {
    path: request.url ?? '',
    authorization: request.headers.authorization,
    body: JSON.parse(raw),
    raw,
  }
  heard.push(asked)
  const { status = 200, body, raw: said, cut } = await answers(asked)
  if (cut) return void request.socket.destroy()
  response.writeHead(status, { 'content-type': 'application/json', location: 'https://elsewhere.invalid/' })
  response.end(said ?? JSON.stringify(body ?? {}))
})

function completion(
  content: unknown,
  usage: unknown = { prompt_tokens: 500, completion_tokens: 60 },
  finish = 'stop',
): Answered {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return { body: { choices: [{ message: { content: text }, finish_reason: finish }], usage } }
}

let server: TestServer
let http: SafeHttp
let workspaceId = ''
let url = ''
let owner: Browser
let agent: Browser
let analyst: Browser
const ids = new Map<string, string>()

before(async () => {
  endpoint.listen(0, '127.0.0.1')
  await once(endpoint, 'listening')
  const { port } = endpoint.address() as AddressInfo
  url = `http://127.0.0.1:${port}/v1`
  http = createHttp({
    userAgent: 'Veillee test',
    allow: (to) => to.port === port && to.ip === '127.0.0.1',
    resolver: async (host) => [host === 'inside.example' ? '10.0.0.7' : '93.184.215.14'],
  })
  server = await testServer({
    routes: ({ db }) =>
      opinionRoutes({ db, http, sealing, namesOf: async (_, row) => [row.actor_name ?? '', 'Zoé Aubry'] }),
  })
  workspaceId = await server.workspace()
  owner = (await server.member(workspaceId, 'owner')).browser
  agent = (await server.member(workspaceId, 'agent')).browser
  analyst = (await server.member(workspaceId, 'analyst')).browser
  const posts: [string, string, 'public' | 'private'][] = [
    [
      'late',
      'Ici Camille Durand, mon colis 1Z999AA10123456784 est perdu, appelez le 06 12 34 56 78 (zoe.aubry@exemple.fr)',
      'public',
    ],
    ['dm', 'Message privé de Camille', 'private'],
    ['long', 'mot '.repeat(4_000), 'public'],
    ['empty', '', 'public'],
  ]
  const entries = posts.map(([id, text, visibility]) =>
    entry(
      { ...note(id, text, { actor: { id: 'did:1', name: 'Camille Durand' } }), visibility },
      { reading: understandForStream({ text }) },
    ),
  )
  await append(server.db, { workspaceId, channel: 'feed', accountId: null, entries, received: new Date() })
  for (const row of await getByExternalId(
    server.db,
    workspaceId,
    'feed',
    posts.map(([id]) => id),
  ))
    ids.set(row.external_id, row.id)
})
after(async () => {
  await http.close()
  endpoint.closeAllConnections()
  endpoint.close()
  await server.close()
})

const SETTINGS = {
  enabled: true,
  model: 'petit-modele',
  currency: 'EUR',
  priceIn: 2,
  priceOut: 10,
  capMoney: 5,
  capTokens: 1_000_000,
  private: false,
}

async function set(change: Record<string, unknown> = {}): Promise<Response> {
  return owner.put('/understanding/analyser', { ...SETTINGS, url, key: SECRET, ...change })
}

beforeEach(async () => {
  heard.length = 0
  answers = () => completion(GOOD)
  await server.pool.query('delete from opinion')
  await server.pool.query('delete from analyser_month')
  assert.equal((await set()).status, 200)
})

const seek = (id = 'late', by = agent) => by.post(`/activities/${ids.get(id)}/opinion`)
async function spent(): Promise<{ money: number; tokens: number; calls: number }> {
  return (
    (await (await owner.get('/understanding/analyser')).json()) as {
      spent: { money: number; tokens: number; calls: number }
    }
  ).spent
}
async function refused(answer: Promise<Response>): Promise<string> {
  return (await problemOf(await answer)).id
}

describe('a second opinion', () => {
  it('leaves with nothing that names or reaches anybody, and comes back with its words, its model and its cost', async () => {
    const answer = await seek()
    const told = (await answer.json()) as Record<string, unknown>
    assert.equal(answer.status, 201)
    const [asked] = heard
    assert.equal(asked?.path, '/v1/chat/completions')
    assert.equal(asked?.authorization, `Bearer ${SECRET}`)
    for (const secret of ['Camille', 'Durand', '1Z999', '06 12', 'zoe', 'exemple.fr'])
      assert.ok(!asked?.raw.includes(secret), secret)
    assert.match(
      asked?.raw ?? '',
      /Ici \[NAME_1\], mon colis \[ORDER_1\] est perdu, appelez le \[PHONE_1\] \(\[MAIL_1\]\)/,
    )
    assert.deepEqual(told.answer, { ...GOOD, reason: 'Camille Durand attend son colis.' })
    assert.deepEqual([told.model, told.tokens, told.cost, told.exact], ['petit-modele', 560, 0.0016, true])
    const { money, tokens, calls } = await spent()
    assert.deepEqual({ money, tokens, calls }, { money: 0.0016, tokens: 560, calls: 1 })
    const { rows } = await server.pool.query(
      'select detail, (select answer::text from opinion) as answer from audit_entry where action = $1',
      ['opinion.ask'],
    )
    assert.deepEqual(rows[0].detail.masked, { name: 1, order: 1, phone: 1, mail: 1 })
    assert.ok(!rows[0].answer.includes('Camille'), 'kept as it came')
  })

  it('is shown to readers, changes nothing of the post, and is not given words of a post that was edited since', async () => {
    await seek()
    const path = `/activities/${ids.get('late')}/opinion`
    const read = async () =>
      (await (await analyst.get(path)).json()) as { asks: unknown; told: { answer: { reason: string } }[] }
    assert.deepEqual((await read()).asks, { model: 'petit-modele', host: new URL(url).host })
    assert.equal((await read()).told[0]?.answer.reason, 'Camille Durand attend son colis.')
    const { rows } = await server.pool.query('select corrected from activity where id = $1', [
      ids.get('late'),
    ])
    assert.equal(rows[0].corrected, null)
    const text = (await server.pool.query('select text from activity where id = $1', [ids.get('late')]))
      .rows[0].text
    await server.pool.query(`update activity set text = 'Autre chose' where id = $1`, [ids.get('late')])
    assert.equal((await read()).told[0]?.answer.reason, GOOD.reason)
    await server.pool.query('update activity set text = $2 where id = $1', [ids.get('late'), text])
    assert.equal((await seek('late', analyst)).status, 403, 'reading is not asking')
  })

  it('is refused before anything leaves where it is off, private, empty, too long or past a cap', async () => {
    assert.equal(await refused(seek('dm')), 'opinion_private')
    assert.equal(await refused(seek('empty')), 'opinion_empty')
    assert.equal(await refused(seek('long')), 'opinion_too_long')
    await set({ capMoney: 0.001 })
    assert.equal(await refused(seek()), 'opinion_cap')
    await set({ capTokens: 100 })
    assert.equal(await refused(seek()), 'opinion_cap')
    await set({ enabled: false })
    assert.equal(await refused(seek()), 'opinion_off')
    assert.equal(heard.length, 0)
    assert.deepEqual((await spent()).calls, 0)
    await set({ private: true })
    assert.equal((await seek('dm')).status, 201)
  })

  const FAILURES: [what: string, answered: Answered, id: string, owed: boolean][] = [
    ['a key that is refused', { status: 401 }, 'opinion_key', false],
    ['too many', { status: 429 }, 'opinion_quota', false],
    ['no such model', { status: 404 }, 'opinion_model', false],
    [
      'a request that it does not take',
      { status: 400, body: { error: { message: 'context length' } } },
      'opinion_request',
      false,
    ],
    ['a redirect, which is not followed', { status: 307 }, 'opinion_request', false],
    ['a fault', { status: 500 }, 'opinion_broken', true],
    ['a cut', { cut: true }, 'opinion_unreachable', true],
    ['no JSON at all', { raw: '<html>Bienvenue</html>' }, 'opinion_not_json', true],
    ['an answer without end', { raw: `{"a":"${'x'.repeat(300_000)}"}` }, 'opinion_too_large', true],
  ]
  for (const [what, answered, id, owed] of FAILURES)
    it(`says in words: ${what}`, async () => {
      answers = () => answered
      assert.equal(await refused(seek()), id)
      assert.equal(
        (await spent()).tokens > 0,
        owed,
        'what may have cost stays counted, what cannot have does not',
      )
    })

  it('says what is no answer, and guesses nothing; what it cost is counted all the same', async () => {
    const bad: [unknown, string, string?][] = [
      ['Ce client est mécontent.', 'opinion_not_json'],
      [{ ...GOOD, sentiment: 'angry' }, 'opinion_labels'],
      [{ ...GOOD, topics: ['love'] }, 'opinion_labels'],
      [{ ...GOOD, reason: 'x'.repeat(500) }, 'opinion_labels'],
      ['', 'opinion_silent'],
      ['{"sentiment":"neg', 'opinion_cut', 'length'],
    ]
    for (const [content, id, finish] of bad) {
      answers = () => completion(content, undefined, finish)
      assert.equal(await refused(seek()), id)
    }
    assert.deepEqual((await spent()).tokens, 560 * bad.length)
    const { told } = (await (await agent.get(`/activities/${ids.get('late')}/opinion`)).json()) as {
      told: unknown[]
    }
    assert.deepEqual(told, [])
  })

  it('asks again, once, without what newer models no longer take', async () => {
    answers = ({ body }) =>
      body.max_tokens
        ? { status: 400, body: { error: { message: "use 'max_completion_tokens'" } } }
        : completion(GOOD)
    assert.equal((await seek()).status, 201)
    assert.deepEqual(
      heard.map(({ body }) => [body.temperature, body.max_tokens, body.max_completion_tokens]),
      [
        [0, 800, undefined],
        [undefined, undefined, 800],
      ],
    )
  })

  it('counts the most it can be where the other side does not count', async () => {
    answers = () => completion(GOOD, null)
    const told = (await (await seek()).json()) as { exact: boolean; tokens: number }
    assert.equal(told.exact, false)
    assert.equal(told.tokens, (await spent()).tokens)
    assert.ok(told.tokens > 800)
  })

  it('does not pass the cap, however many ask at once', async () => {
    answers = () => completion(GOOD, null)
    const { tokens } = (await (await seek()).json()) as { tokens: number }
    await server.pool.query('delete from analyser_month')
    await set({ capTokens: tokens * 3 + 10 })
    const all = await Promise.all(Array.from({ length: 8 }, () => seek()))
    assert.deepEqual(all.map(({ status }) => status).sort(), [201, 201, 201, 409, 409, 409, 409, 409])
    assert.equal((await spent()).tokens, tokens * 3)
  })
})

describe('the settings of the outside model', () => {
  it('never show the key, seal it, and keep it where it is not named', async () => {
    const shown = await (await set({ key: undefined, model: 'autre' })).text()
    assert.ok(!shown.includes(SECRET) && shown.includes('"key":true'))
    const { rows } = await server.pool.query(
      'select to_jsonb(a)::text as row from analyser a union all select detail::text from audit_entry',
    )
    assert.ok(rows.every(({ row }) => !row.includes(SECRET)))
    await seek()
    assert.equal(heard[0]?.authorization, `Bearer ${SECRET}`)
    await set({ key: null })
    await seek()
    assert.equal(heard[1]?.authorization, undefined)
  })

  it('do not send a key elsewhere than where it was given for', async () => {
    assert.equal(
      await refused(set({ key: undefined, url: 'https://thief.example/v1' })),
      'analyser_key_again',
    )
    assert.equal((await set({ url: 'https://other.example/v1' })).status, 200)
  })

  it('refuse private places that the operator did not allow, and the public network in clear', async () => {
    assert.equal(await refused(set({ url: 'https://inside.example/v1' })), 'analyser_address')
    assert.equal(await refused(set({ url: 'http://127.0.0.1:1/v1' })), 'analyser_address')
    assert.equal(await refused(set({ url: 'http://models.example/v1' })), 'analyser_clear')
    assert.equal(await refused(set({ url: 'file:///etc/passwd' })), 'body_invalid')
  })

  it('are an owner’s alone, and can be forgotten', async () => {
    const manager = (await server.member(workspaceId, 'manager')).browser
    assert.equal((await manager.get('/understanding/analyser')).status, 403)
    assert.equal((await manager.put('/understanding/analyser', { ...SETTINGS, url })).status, 403)
    assert.equal((await owner.delete('/understanding/analyser')).status, 204)
    assert.equal(await refused(seek()), 'opinion_off')
  })
})

describe('what a model says', () => {
  it('is our labels or a fault, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map((any) => JSON.stringify({ ...GOOD, ...any })),
        ),
        (said) => {
          const read = readAnswer(said, 'stop')
          if ('fault' in read) assert.ok(['not_json', 'labels', 'silent'].includes(read.fault))
          else assert.ok(['positive', 'neutral', 'negative'].includes(read.sentiment))
        },
      ),
    )
    const thought = `<think>{"sentiment":"positive"}</think>\n\`\`\`json\n${JSON.stringify(GOOD)}\n\`\`\``
    assert.deepEqual(readAnswer(thought, 'stop'), GOOD)
  })

  it('costs what its prices say, and no text has more tokens than are set aside', () => {
    assert.equal(costOf({ price_in: 0.15, price_out: 0.6 }, { in: 1_000_000, out: 1_000_000 }), 750_000)
    const text = 'é😡'.repeat(50)
    assert.ok(mostTokens(prepare({ title: null, text }, [], 'fr')) > Buffer.byteLength(text))
    assert.equal(completionsAt('https://a.example/v1/'), 'https://a.example/v1/chat/completions')
    assert.equal(
      completionsAt('https://a.example/v1/chat/completions'),
      'https://a.example/v1/chat/completions',
    )
  })
})
