import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { anotherSite, pageToken, type TestSite, testSite } from '../../../../test/support/site.ts'
import { addItem } from './store.ts'

let site: TestSite
let shut: Awaited<ReturnType<typeof anotherSite>>
before(async () => {
  site = await testSite()
  shut = await anotherSite(site.server, site.engine, site.workspaceId, { chat: false })
})
after(() => site.server.close())

const say = (token: string, more: object = {}) => ({
  token,
  id: randomUUID(),
  text: 'Bonjour',
  lang: 'fr',
  ...more,
})
const query = async (text: string, values: unknown[] = []) =>
  (await site.server.pool.query(text, values)).rows
const formOf = (fields: Record<string, string | File>) => {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.set(key, value)
  return form
}
const pageAt = async (path: string, fields?: Record<string, string | File>, of = site.publicId) => {
  const init = fields ? { method: 'POST', body: formOf(fields) } : {}
  const answer = await site.server.app.request(`/site/${of}${path}`, init)
  return { status: answer.status, text: await answer.text() }
}
const idOf = async (name: string) =>
  (await query('select id from site_visitor where name = $1', [name]))[0]?.id as string

describe('what a stranger sends', () => {
  it('is taken or refused in words, and never our fault, whatever it is', async () => {
    const odd = [
      'a\0b',
      '\ud800',
      '\u202e\u0007',
      '<b onclick=x>',
      "'; drop table person; --",
      '{{name}}',
      '__proto__',
    ]
    for (const text of odd) {
      for (const more of [
        { name: text },
        { text },
        { zone: text },
        { page: text },
        { referrer: text },
        { page: `https://x/${text}` },
      ]) {
        const answer = await site.ask('/say', say(pageToken(), more))
        assert.equal(answer.status, 200, `${JSON.stringify(more)} ${await answer.clone().text()}`)
      }
    }
    for (const body of [
      null,
      3,
      'x',
      [],
      {},
      { token: 4 },
      say('x'),
      say(pageToken(), { id: '../x' }),
      say(pageToken(), { files: 'x' }),
      say(pageToken(), { n: 1 }),
    ])
      for (const path of [
        '/say',
        '/wait',
        '/typing',
        '/who',
        '/transcript',
        '/forget',
        '/file',
        '/call-backs',
      ]) {
        const { status } = await site.ask(path, body)
        assert.ok(status >= 400 && status < 500, `${path} ${JSON.stringify(body)} ${status}`)
      }
  })

  it('keeps no address that is no address of the web, and no secret that stands in one', async () => {
    for (const [n, [page, kept]] of (
      [
        ['javascript:alert(1)', null],
        ['data:text/html,x', null],
        ['file:///etc/passwd', null],
        ['not an address', null],
        ['https://user:secret@boutique.example/a#token=1', 'https://boutique.example/a'],
        [`https://boutique.example/${'x'.repeat(1_500)}`, `https://boutique.example/${'x'.repeat(975)}`],
      ] as const
    ).entries()) {
      await site.tell('/say', say(pageToken(), { name: `Page ${n}`, page, referrer: page }))
      assert.deepEqual(
        await query('select page, referrer from site_visitor where name = $1', [`Page ${n}`]),
        [{ page: kept, referrer: kept }],
      )
    }
  })

  it('is told to nobody who holds another secret, of this site or of another', async () => {
    const [mine, theirs] = [pageToken(), pageToken()]
    await site.tell('/say', say(mine, { text: 'À moi' }))
    await shut.ask('/say', say(mine)).then(({ status }) => assert.equal(status, 404))
    for (const [at, token] of [
      [site, theirs],
      [shut, mine],
      [site, `t.${mine}`],
    ] as const)
      for (const path of ['/wait', '/typing', '/transcript', '/forget', '/who'])
        assert.equal(
          (await at.ask(path, { token, ...(path === '/wait' && { after: 0, now: true }) })).status,
          404,
          path,
        )
    const { items } = await site.tell<{ items: unknown[] }>('/wait', { token: mine, after: 0, now: true })
    assert.equal(items.length, 1)
  })

  it('of files is what opens in a reader, handed over as a download to whoever has its address (T7)', async () => {
    const token = pageToken()
    const send = (name: string, bytes: string, type: string) =>
      site.ask('/file', formOf({ token, file: new File([bytes], name, { type }) }))
    for (const [name, bytes, type] of [
      ['x.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image/png'],
      ['x.html', '<!doctype html><script>alert(1)</script>', 'text/plain'],
      ['x.exe', 'MZ\x90\0\x03', 'application/pdf'],
      ['empty.txt', '', 'text/plain'],
    ] as const)
      assert.equal((await send(name, bytes, type)).status, 422, name)
    const sent = await send('../../note\r\nX-Evil: 1".txt', 'Bonjour', 'text/plain')
    assert.equal(sent.status, 200, await sent.clone().text())
    const { id } = (await sent.json()) as { id: string }
    await site.tell('/say', say(token, { text: '', files: [id] }))
    const told = await site.tell<{ items: { files: { url: string }[] }[] }>('/wait', {
      token,
      after: 0,
      now: true,
    })
    const url = new URL(told.items[0]?.files[0]?.url ?? '')
    const got = await site.server.app.request(url.pathname + url.search)
    assert.deepEqual([got.status, await got.text()], [200, 'Bonjour'])
    assert.match(got.headers.get('content-disposition') ?? '', /^attachment;/)
    assert.deepEqual(
      [got.headers.get('x-content-type-options'), got.headers.get('x-evil')],
      ['nosniff', null],
    )
    for (const t of ['', 'x', `${url.searchParams.get('t')}x`, url.searchParams.get('t')?.toUpperCase()])
      assert.equal((await site.server.app.request(`${url.pathname}?t=${t}`)).status, 404)
    assert.equal((await site.ask('/say', say(pageToken(), { files: [id] }))).status, 404, 'it is not theirs')
  })
})

describe('a site whose chat is off', () => {
  it('takes no message and no file, by its doors or by its page, and offers nowhere to write', async () => {
    const token = pageToken()
    assert.equal((await shut.ask('/say', say(token))).status, 404)
    assert.equal((await shut.ask('/file', formOf({ token, file: new File(['x'], 'x.txt') }))).status, 404)
    const shown = await pageAt('', undefined, shut.publicId)
    assert.equal(shown.status, 200)
    assert.doesNotMatch(shown.text, /<textarea/)
    const tried = await pageAt('', { token, id: 'one-of-mine', text: 'Bonjour' }, shut.publicId)
    assert.equal(tried.status, 404)
    assert.deepEqual(await query('select id from site_visitor where account_id = $1', [shut.accountId]), [])
  })
})

describe('the page of a talk', () => {
  it('shows a long conversation from its end', async () => {
    const token = pageToken()
    await site.tell('/say', say(token, { text: 'Tout premier', name: 'Longue' }))
    const visitor = await idOf('Longue')
    const [first] = await query('select activity_id from site_item where visitor_id = $1', [visitor])
    await query(
      `insert into site_item (workspace_id, visitor_id, n, activity_id, ours, at)
       select workspace_id, visitor_id, more, gen_random_uuid(), false, at from site_item, generate_series(2, 230) more
       where activity_id = $1`,
      [first?.activity_id],
    )
    await query('update site_visitor set items = 230 where id = $1', [visitor])
    await site.tell('/say', say(token, { text: 'Tout dernier' }))
    const { text } = await pageAt('', { do: 'read', token })
    assert.match(text, /Tout dernier/)
    assert.doesNotMatch(text, /Tout premier/)
  })

  it('says once what is sent twice, keeps what was refused, and does nothing by being looked at (T15)', async () => {
    const token = pageToken()
    const form = {
      token,
      id: 'sent-twice-1',
      text: '<i>Une</i> "fois"',
      name: 'Deux',
      email: '',
      website: '',
    }
    for (let turn = 0; turn < 2; turn++) assert.equal((await pageAt('', form)).status, 200)
    const visitor = await idOf('Deux')
    const items = () => query('select n from site_item where visitor_id = $1', [visitor])
    assert.equal((await items()).length, 1)
    const { text } = await pageAt('', { do: 'read', token })
    assert.match(text, /&lt;i&gt;Une&lt;\/i&gt; &quot;fois&quot;/)
    for (const [more, status] of [
      [{ website: 'http://spam' }, 422],
      [{ email: 'nobody' }, 422],
      [{ text: 'x'.repeat(4_001) }, 422],
      [{ text: ' ' }, 422],
      [{ token: 'x' }, 422],
      [{ id: '<>' }, 422],
    ] as const) {
      const refused = await pageAt('', { ...form, id: 'another-one', ...more })
      assert.equal(refused.status, status, JSON.stringify(more).slice(0, 40))
      assert.doesNotMatch(refused.text, /<i>Une/)
    }
    const [, talk = ''] = /\/talk\/(t\.[\w-]{43})/.exec(text) ?? assert.fail('no link')
    for (let turn = 0; turn < 3; turn++) assert.match((await pageAt(`/talk/${talk}`)).text, /Une&lt;/)
    assert.equal((await items()).length, 1)
    assert.equal((await pageAt(`/talk/${talk}`, undefined, shut.publicId)).status, 404)
    assert.equal((await pageAt('', { do: 'forget', token: talk })).status, 200)
    assert.equal((await pageAt(`/talk/${talk}`)).status, 404)
    assert.deepEqual(await items(), [])
  })
})

describe('the thread of a visitor', () => {
  it('has no number twice and none left out, whoever adds to it at once, and none after they are gone', async () => {
    const token = pageToken()
    await site.tell('/say', say(token, { name: 'Foule' }))
    const visitor = await idOf('Foule')
    const ours = { activityId: randomUUID(), ours: true, at: new Date() }
    const add = () =>
      site.server.db.transaction().execute((tx) => addItem(tx, site.workspaceId, visitor, ours))
    await Promise.all([
      ...Array.from({ length: 8 }, () => site.tell('/say', say(token))),
      ...Array.from({ length: 3 }, () => add().catch(() => undefined)),
    ])
    assert.deepEqual(
      (await query('select n from site_item where visitor_id = $1 order by n', [visitor])).map(({ n }) => n),
      Array.from({ length: 10 }, (_, n) => n + 1),
    )
    await Promise.all([
      site.ask('/forget', { token }),
      site.ask('/say', say(token)),
      site.ask('/forget', { token }),
    ])
    await site.ask('/forget', { token })
    for (const table of ['site_item', 'site_file'])
      assert.deepEqual(await query(`select 1 from ${table} where visitor_id = $1`, [visitor]), [], table)
    assert.equal(await add(), undefined)
    assert.deepEqual(await query('select id from activity where actor_name = $1', ['Foule']), [])
  })
})

describe('what members do with visitors', () => {
  it('is read by who reads the inbox, erased by who may erase people, and of their workspace alone', async () => {
    const token = pageToken()
    await site.tell('/say', say(token, { name: 'Rôles', email: 'r@client.example' }))
    const visitor = await idOf('Rôles')
    const elsewhere = await site.server.member(await site.server.workspace(), 'owner')
    for (const at of [visitor, randomUUID()])
      for (const [method, path] of [
        ['get', ''],
        ['post', '/typing'],
        ['delete', ''],
      ] as const) {
        const answer = await elsewhere.browser[method](
          `/visitors/${at}${path}`,
          method === 'post' ? {} : undefined,
        )
        assert.equal(answer.status, 404, `${method} ${path}`)
      }
    const guest = await site.server.member(site.workspaceId, 'guest')
    assert.equal((await guest.browser.delete(`/visitors/${visitor}`)).status, 403)
    const owner = await site.server.member(site.workspaceId, 'owner')
    const read = (await (await owner.browser.get(`/visitors/${visitor}`)).json()) as {
      name: string
      present: boolean
    }
    assert.deepEqual([read.name, read.present], ['Rôles', true])
    assert.ok(!JSON.stringify(read).includes(token))
    const gone = await Promise.all([1, 2].map(() => owner.browser.delete(`/visitors/${visitor}`)))
    assert.deepEqual(gone.map(({ status }) => status).sort(), [204, 404])
    assert.equal(
      (await query(`select 1 from audit_entry where action = 'visitor.erased' and target = $1`, [visitor]))
        .length,
      1,
    )
  })
})
