import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { ORIGIN, pageToken, type TestSite, testSite } from '../../../../test/support/site.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.server.close())

interface Item {
  n: number
  id?: string
  ours: boolean
  text: string
  files: { name: string; url: string }[]
  gone: boolean
}
const message = (token: string, text: string, more: object = {}) => ({
  token,
  id: randomUUID(),
  text,
  lang: 'fr',
  ...more,
})
const read = async (token: string, after = 0, seen = 0) =>
  (await site.tell<{ items: Item[] }>('/wait', { token, after, seen, now: true })).items

describe('the first thing that a visitor says', () => {
  it('makes their conversation, private, in the inbox, with where they were and no secret', async () => {
    const token = pageToken()
    await site.tell(
      '/say',
      message(token, 'Bonjour, ma lampe clignote.', {
        name: 'Anaïs',
        page: 'https://boutique.example/lampe?id=3#avis',
        referrer: 'https://moteur.example/?q=lampe',
        zone: 'America/Montreal',
      }),
    )
    await site.follow()
    const { rows } = await site.server.pool.query(
      `select visibility, status, author_name, snippet, account_id from conversation where author_name = 'Anaïs'`,
    )
    assert.deepEqual(rows, [
      {
        visibility: 'private',
        status: 'open',
        author_name: 'Anaïs',
        snippet: 'Bonjour, ma lampe clignote.',
        account_id: site.accountId,
      },
    ])
    const { rows: said } = await site.server.pool.query(
      `select extra, object_id from activity where actor_name = 'Anaïs'`,
    )
    assert.deepEqual(said[0]?.extra, {
      site: 'chat',
      page: 'https://boutique.example/lampe?id=3',
      referrer: 'https://moteur.example/?q=lampe',
      zone: 'America/Toronto',
    })
    const whole = JSON.stringify([said, (await site.server.pool.query('select * from site_visitor')).rows])
    assert.ok(!whole.includes(token), 'the secret is kept nowhere')
  })

  it('told ten times, also at once, is one message of one visitor', async () => {
    const [token, one] = [pageToken(), randomUUID()]
    const told = { token, id: one, text: 'Une seule fois', lang: 'fr' }
    await Promise.all(Array.from({ length: 5 }, () => site.tell('/say', told)))
    for (let turn = 0; turn < 5; turn++) await site.tell('/say', told)
    assert.deepEqual(
      (await read(token)).map(({ n, id, text }) => [n, id, text]),
      [[1, one, 'Une seule fois']],
    )
    const { rows } = await site.server.pool.query(
      `select count(*)::int as count from activity where text = 'Une seule fois'`,
    )
    assert.equal(rows[0]?.count, 1)
  })

  it('is refused without words, without a proper secret, or with a file of somebody else', async () => {
    const token = pageToken()
    for (const [body, status, field] of [
      [message(token, '  '), 422, 'text'],
      [message('short', 'x'), 422, 'token'],
      [message(token, 'x'.repeat(4_001)), 422, 'text'],
      [message(token, 'x', { email: 'not an address' }), 422, 'email'],
      [message(token, 'x', { workspaceId: randomUUID() }), 422, ''],
      [message(token, 'x', { files: [randomUUID()] }), 404, undefined],
    ] as const) {
      const response = await site.ask('/say', body)
      const told = (await response.json()) as { fields: Record<string, string>; message: string }
      assert.equal(response.status, status, JSON.stringify(body).slice(0, 80))
      assert.doesNotMatch(told.message, /^error:/)
      if (field !== undefined) assert.ok(field in told.fields, JSON.stringify(told))
    }
    assert.deepEqual(await read(token).catch(() => 'nobody'), [], 'who had a file refused has said nothing')
  })
})

describe('an answer of ours', () => {
  async function answer(token: string, text: string): Promise<string> {
    await site.follow()
    const { rows } = await site.server.pool.query(
      `select id, author_id from conversation where status = 'open' order by last_at desc limit 1`,
    )
    const owner = await site.server.member(site.workspaceId, 'agent')
    const sent = await owner.browser.post(`/conversations/${rows[0]?.id}/replies`, { text })
    assert.equal(sent.status, 201, await sent.clone().text())
    await site.deliver()
    assert.ok(token)
    return rows[0]?.author_id
  }

  it('is with the visitor once it has left, in order, and noted as seen when their page has it', async () => {
    const token = pageToken()
    await site.tell('/say', message(token, 'Où est ma commande ?'))
    const visitor = await answer(token, 'Elle part ce soir.')
    assert.deepEqual(
      (await read(token)).map(({ n, ours, text, gone }) => [n, ours, text, gone]),
      [
        [1, false, 'Où est ma commande ?', false],
        [2, true, 'Elle part ce soir.', false],
      ],
    )
    const taken = async () =>
      (await site.server.pool.query('select taken from site_item where visitor_id = $1 and ours', [visitor]))
        .rows[0]?.taken
    assert.deepEqual(await read(token, 2), [])
    assert.equal(await taken(), null, 'had is not yet looked at')
    assert.deepEqual(await read(token, 2, 2), [])
    assert.ok(await taken())
  })
})

describe('the door', () => {
  it('is open to pages of the origins that are named, and their browsers alone can read what it says', async () => {
    const allowed = await site.ask('', undefined)
    assert.equal(allowed.status, 200)
    assert.equal(allowed.headers.get('access-control-allow-origin'), ORIGIN)
    assert.equal(allowed.headers.get('access-control-allow-credentials'), null)
    for (const origin of ['https://evil.example', 'https://boutique.example.evil.example', 'null']) {
      const refused = await site.ask('/say', message(pageToken(), 'x'), { origin })
      assert.deepEqual([refused.status, refused.headers.get('access-control-allow-origin')], [403, null])
    }
  })

  it('sets no cookie, and tells failures in words that the page may read', async () => {
    const response = await site.ask('/wait', { token: pageToken(), after: 0 })
    assert.deepEqual(
      [
        response.status,
        response.headers.get('access-control-allow-origin'),
        response.headers.get('set-cookie'),
      ],
      [404, ORIGIN, null],
    )
  })

  it('is no door under another id, of another channel, or while the site is paused', async () => {
    const at = (id: string) => site.server.app.request(`/api/v1/site/${id}`)
    assert.equal((await at('A'.repeat(43))).status, 404)
    assert.equal((await at('!'.repeat(43))).status, 404)
    await site.server.pool.query('update channel_account set paused = true where id = $1', [site.accountId])
    assert.equal((await at(site.publicId)).status, 404)
    await site.server.pool.query('update channel_account set paused = false where id = $1', [site.accountId])
    assert.equal((await at(site.publicId)).status, 200)
  })
})
