import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { createHttp, type SafeHttp } from '../../../../lib/http/index.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../../test/support/http.ts'
import { append, consume } from '../../../activity/index.ts'
import { inboxIntake } from '../intake.ts'
import { listConversations } from '../store.ts'
import { prepare, readable } from './prompt.ts'
import { writerRoutes } from './routes.ts'
import { createRuns, type Runs } from './run.ts'
import { noteDraftUsed } from './store.ts'

interface Heard {
  path: string
  raw: string
  body: { stream?: boolean; max_tokens?: number; messages: { role: string; content: string }[] }
}

/** An endpoint of ours, that writes what a test tells it to and keeps what it heard. */
const heard: Heard[] = []
let answers: (response: ServerResponse, asked: Heard) => unknown
const endpoint = createServer(async (request, response) => {
  let raw = ''
  for await (const chunk of request) raw += chunk
  const asked = { path: request.url ?? '', raw, body: JSON.parse(raw) }
  heard.push(asked)
  await answers(response, asked)
})

const piece = (content: string | null, more: object = {}) =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, ...more }] })}\n\n`
const USAGE = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 400, completion_tokens: 50 } })}\n\ndata: [DONE]\n\n`
const streaming = { 'content-type': 'text/event-stream' }
const says =
  (...pieces: string[]) =>
  (response: ServerResponse) => {
    response.writeHead(200, streaming)
    for (const one of pieces) response.write(one)
    response.end()
  }
const status =
  (code: number, body = '{}') =>
  (response: ServerResponse) => {
    response.writeHead(code, { 'content-type': 'application/json' })
    response.end(body)
  }

let server: TestServer
let http: SafeHttp
let runs: Runs
let workspaceId = ''
let talk = ''
let agent: Member
const failures: unknown[] = []

before(async () => {
  endpoint.listen(0, '127.0.0.1')
  await once(endpoint, 'listening')
  const { port } = endpoint.address() as AddressInfo
  http = createHttp({ userAgent: 'Veillee test', allow: (to) => to.port === port && to.ip === '127.0.0.1' })
  const sealing = { seal: (text: string) => text, open: (text: string) => text }
  server = await testServer({
    routes: ({ db }) => {
      const deps = {
        ...{ db, http, sealing, now: () => new Date(), failed: (error: unknown) => failures.push(error) },
        namesOf: async (_: string, row: { actor_name: string | null }) => [row.actor_name ?? ''],
      }
      runs = createRuns(deps)
      return writerRoutes(deps, runs)
    },
  })
  workspaceId = await server.workspace('Maison Ardoise')
  agent = await server.member(workspaceId, 'agent')
  await server.pool.query(
    `insert into analyser (workspace_id, enabled, drafts, url, model, currency, price_in, price_out, cap_micros, cap_tokens, private, changed)
     values ($1, false, true, $2, 'petit', 'EUR', 2, 10, 5000000, 1000000, false, now())`,
    [workspaceId, `http://127.0.0.1:${port}/v1`],
  )
  const said = note(
    'm1',
    'Ici Inès Durand, ma commande n° FR-2024-88 est perdue, appelez le 06 12 34 56 78',
    {
      actor: { id: 'did:ines', name: 'Inès Durand' },
      visibility: 'public',
    },
  )
  const accountId = uuidv7()
  const entries = [entry(said)]
  await append(server.db, { workspaceId, channel: 'net', accountId, entries, received: new Date() })
  const intake = inboxIntake({
    inboxAlerts: async () => new Set(),
    inboxAccounts: async () => new Set([accountId]),
  })
  while ((await consume(server.db, workspaceId, intake)) > 0);
  talk = (await listConversations(server.db, workspaceId, { sort: 'recent' }, 1))[0]?.id ?? ''
})
after(async () => {
  await runs.idle()
  await http.close()
  endpoint.closeAllConnections()
  endpoint.close()
  await server.close()
})

beforeEach(async () => {
  heard.length = 0
  failures.length = 0
  await server.pool.query('delete from model_draft')
  await server.pool.query('delete from analyser_month')
  await server.pool.query(
    `update analyser set drafts = true, private = false, cap_micros = 5000000, enabled = false`,
  )
})

interface Draft {
  id: string
  state: string
  failure: string | null
  text: string
  cost: number
  exact: boolean
  tokens: number
}
const path = (id = '') => `/conversations/${talk}/model-drafts${id && `/${id}`}`
const ask = (body: object = {}) =>
  agent.browser.post(path(), body, { headers: { 'idempotency-key': crypto.randomUUID() } })
const read = async (id: string) => (await (await agent.browser.get(path(id))).json()) as Draft
async function written(body: object = {}): Promise<Draft> {
  const answer = await ask(body)
  assert.equal(answer.status, 202, await answer.clone().text())
  const { id, state } = (await answer.json()) as Draft
  assert.equal(state, 'asked')
  await runs.idle()
  return read(id)
}
const spent = async () =>
  (await server.pool.query('select micros, tokens, calls from analyser_month')).rows[0] ?? {
    micros: 0,
    tokens: 0,
    calls: 0,
  }

describe('a draft by an outside model', () => {
  it('leaves with nothing that names or reaches anybody, and comes back with its words, its model and its cost', async () => {
    answers = says(
      piece('Bonjour [NAME_1], '),
      piece('votre [ORDER_1] est '),
      piece('partie.', { finish_reason: 'stop' }),
      USAGE,
    )
    const draft = await written({ wish: 'Dire à Inès que c’est parti' })
    assert.deepEqual(
      [draft.state, draft.text],
      ['told', 'Bonjour Inès Durand, votre commande n° FR-2024-88 est partie.'],
    )
    const [asked] = heard
    assert.equal(asked?.path, '/v1/chat/completions')
    for (const secret of ['Inès', 'Durand', 'FR-2024-88', '06 12'])
      assert.ok(!asked?.raw.includes(secret), secret)
    assert.match(asked?.body.messages[1]?.content ?? '', /"from":"customer".*"wish":"Dire à \[NAME_\d\] que/)
    assert.deepEqual([draft.cost, draft.tokens, draft.exact], [0.0013, 450, true])
    assert.deepEqual(await spent(), { micros: 1300, tokens: 450, calls: 1 })
    const { rows } = await server.pool.query(
      `select detail, target from audit_entry where action = 'model_draft.write'`,
    )
    assert.deepEqual([rows.at(-1)?.target, rows.at(-1)?.detail.tokens], [talk, 450])
    const kept = await server.pool.query('select text from model_draft')
    assert.ok(!kept.rows[0].text.includes('Inès'), 'kept as it came')
  })

  it('is told though the model writes signs that no column keeps, and is paid for as counted', async () => {
    answers = says(piece('Bon\u0000jour \ud800.'), piece(' Merci.', { finish_reason: 'stop' }), USAGE)
    const draft = await written()
    assert.deepEqual([draft.state, draft.exact, failures.length], ['told', true, 0])
    assert.match(draft.text, /^Bonjour .* Merci\.$/u)
    assert.deepEqual(await spent(), { micros: 1300, tokens: 450, calls: 1 })
  })

  it('says before what it can cost at the most and what is hidden; and why it cannot be asked', async () => {
    const offer = async () => (await (await agent.browser.get(path())).json()) as Record<string, unknown>
    const { why, model, most, masked } = await offer()
    assert.deepEqual([why, model, masked], [null, 'petit', { name: 1, order: 1, phone: 1 }])
    assert.ok(Number(most) > 0.01 && Number(most) < 0.05)
    const because = async (sql: string) => {
      await server.pool.query(sql)
      const [said, refused] = [(await offer()).why, (await problemOf(await ask())).id]
      assert.equal(refused, `draft_${said}`)
      return said
    }
    assert.equal(await because('update analyser set cap_micros = 10'), 'cap')
    assert.equal(await because(`update conversation set visibility = 'private'`), 'private')
    await server.pool.query(`update conversation set visibility = 'public'`)
    assert.equal(await because('update analyser set drafts = false'), 'off')
    assert.deepEqual([heard.length, await spent()], [0, { micros: 0, tokens: 0, calls: 0 }])
  })

  it('never passes the cap, however many ask at once', async () => {
    const everybody = Promise.withResolvers<void>()
    answers = async (response) => {
      await everybody.promise
      says(piece('Bonjour à vous'), USAGE)(response)
    }
    await server.pool.query('update analyser set cap_micros = 50000')
    const all = await Promise.all(Array.from({ length: 8 }, () => ask()))
    everybody.resolve()
    await runs.idle()
    const taken = all.filter(({ status: code }) => code === 202).length
    assert.ok(taken >= 1 && taken <= 4, `${taken}`)
    assert.equal(heard.length, taken)
    assert.ok((await spent()).micros <= 50_000)
  })

  it('is read as it is written, holds no connection meanwhile, and ends when a person stops it', async () => {
    const first = Promise.withResolvers<void>()
    const closed = Promise.withResolvers<void>()
    answers = (response) => {
      response.writeHead(200, streaming)
      response.write(piece('Bonjour, nous '))
      response.on('close', closed.resolve)
      first.resolve()
    }
    const { id } = (await (await ask()).json()) as Draft
    await first.promise
    let draft = await read(id)
    while (draft.text === '') {
      await wait(20)
      draft = await read(id)
    }
    assert.deepEqual([draft.state, draft.text], ['asked', 'Bonjour, nous '])
    const { rows } = await server.pool.query(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    )
    assert.equal(rows[0].n, 0)
    assert.equal((await agent.browser.delete(path(id))).status, 204)
    await closed.promise
    await runs.idle()
    draft = await read(id)
    assert.deepEqual([draft.state, draft.text, draft.exact], ['stopped', 'Bonjour, nous ', false])
    assert.ok((await spent()).micros > 0, 'it may have cost, and stays counted')
  })

  it('is stopped from another process at its next look', async () => {
    const first = Promise.withResolvers<void>()
    const closed = Promise.withResolvers<void>()
    answers = (response) => {
      response.writeHead(200, streaming)
      response.write(piece('…'))
      response.on('close', closed.resolve)
      first.resolve()
    }
    const { id } = (await (await ask()).json()) as Draft
    await first.promise
    await server.pool.query(`update model_draft set state = 'stopped' where id = $1`, [id])
    await closed.promise
    await runs.idle()
    assert.equal((await read(id)).state, 'stopped')
  })

  const ENDS: [what: string, how: typeof answers, failure: string, text: string, owed: boolean][] = [
    ['refuses the key', status(401), 'key', '', false],
    ['has no credit', status(429), 'quota', '', false],
    ['does not know the model', status(404), 'model', '', false],
    ['sends elsewhere', status(302), 'request', '', false],
    ['breaks', status(500), 'broken', '', true],
    ['says something else than JSON', says('data: {"choices": [\n\n'), 'not_json', '', true],
    [
      'answers with an error in the stream',
      says(piece('Bon'), 'data: {"error":{"message":"overloaded"}}\n\n'),
      'not_json',
      'Bon',
      true,
    ],
    ['says nothing', says(piece(null), USAGE), 'silent', '', true],
    ['thinks and says nothing', says(piece('<think>hm'), USAGE), 'silent', '', true],
    ['is cut', says(piece('Bonjour et', { finish_reason: 'length' }), USAGE), 'cut', 'Bonjour et', true],
    [
      'writes without end',
      says(...Array.from({ length: 40 }, () => piece('mot '.repeat(200)))),
      'too_large',
      'mot '.repeat(3000),
      true,
    ],
    ['hangs up', (response) => void response.socket?.destroy(), 'unreachable', '', true],
  ]
  for (const [what, how, failure, text, owed] of ENDS)
    it(`is said to have failed where the other side ${what}`, async () => {
      answers = how
      const draft = await written()
      assert.deepEqual([draft.state, draft.text], ['failed', text])
      assert.ok(
        failure === draft.failure || (failure === 'unreachable' && draft.failure === 'broken'),
        `${draft.failure}`,
      )
      assert.equal((await spent()).micros > 0, owed)
      assert.deepEqual(failures, [])
    })

  it('may come all at once, without thoughts, from one that does not stream or does not know our bounds', async () => {
    answers = (response, { body }) =>
      body.max_tokens
        ? status(400, '{"error":"max_tokens: use max_completion_tokens"}')(response)
        : status(
            200,
            JSON.stringify({
              choices: [{ message: { content: '<think>long</think>\nBonjour.' }, finish_reason: 'stop' }],
            }),
          )(response)
    const draft = await written()
    assert.deepEqual([draft.state, draft.text, heard.length], ['told', 'Bonjour.', 2])
    assert.equal(draft.exact, false, 'nobody counted: the most stays counted')
  })

  it('is said in the conversation once an answer that was made of it leaves, and once only', async () => {
    answers = says(piece('Bonjour.'), USAGE)
    const { id } = await written()
    const by = { workspaceId, conversationId: talk, memberId: agent.memberId, now: new Date() }
    for (let n = 0; n < 2; n++) await noteDraftUsed(server.db, by, id)
    const { rows } = await server.pool.query(
      `select value, member_id from conversation_event where what = 'model-draft'`,
    )
    assert.deepEqual(rows, [{ value: 'petit', member_id: agent.memberId }])
  })

  it('is of those who may answer, and of its own conversation', async () => {
    const analyst = await server.member(workspaceId, 'analyst')
    assert.equal((await problemOf(await analyst.browser.post(path(), {}))).id, 'forbidden')
    const stranger = await server.member(await server.workspace('Autre'), 'owner')
    assert.equal((await problemOf(await stranger.browser.get(path()))).id, 'not_found')
  })
})

describe('what is shown and read', () => {
  const base = { wish: '', lang: 'fr', brand: 'Ardoise', limit: 500, names: ['Inès Durand'] }

  it('is the end of what was said, bounded, with instructions that hold no word of a customer', () => {
    const turns = Array.from({ length: 40 }, (_, n) => ({
      ours: n % 2 === 0,
      text: `Message ${n} ${'x'.repeat(900)}`,
    }))
    const { request } = prepare({ ...base, turns })
    const [system, user] = request.messages
    assert.ok((user?.content.length ?? 0) < 8_000)
    assert.match(user?.content ?? '', /Message 39/)
    assert.doesNotMatch(user?.content ?? '', /Message 2 /)
    assert.doesNotMatch(system?.content ?? '', /Message/)
  })

  it('gives words back only where the same was shown, and leaves a blank for a mark that stands for nothing', () => {
    const prepared = prepare({ ...base, turns: [{ ours: false, text: 'Ici Inès Durand' }] })
    assert.equal(
      readable('Chère [NAME_1], [PHONE_7]', prepared, prepared.hash, 'fr'),
      'Chère Inès Durand, {{à vérifier}}',
    )
    assert.equal(readable('Chère [NAME_1]', prepared, 'other', 'en'), 'Chère {{to check}}')
    assert.equal(readable('a\u202eb\u0007\nc', prepared, prepared.hash, 'fr'), 'ab\nc')
  })

  it('never holds a name that is known, whoever said it', () => {
    const words = fc.array(fc.constantFrom('Inès', 'durand', 'INÈS', 'bonjour', 'lampe', ','), {
      maxLength: 10,
    })
    fc.assert(
      fc.property(words, words, (said, wish) => {
        const { request } = prepare({
          ...base,
          wish: wish.join(' '),
          turns: [{ ours: false, text: said.join(' ') }],
        })
        assert.doesNotMatch(request.messages[1]?.content ?? '', /in[eè]s|durand/i)
      }),
    )
  })
})
