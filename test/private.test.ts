import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newToken } from '../lib/crypto/index.ts'
import { consume } from '../src/activity/index.ts'
import { CHANNELS } from '../src/channels/index.ts'
import { createAccount, ingest } from '../src/ingest/index.ts'
import { stepPrivate } from '../src/relate/inbox/index.ts'
import type {
  ConversationPrivate,
  PrivateInvitation,
  PrivateMove,
  PrivatePeople,
  PrivatePlaces,
  PrivateSetting,
} from '../src/server/api.ts'
import type { Engine } from '../src/server/engine.ts'
import { CONSUMERS } from '../src/server/worker.ts'
import { note } from './support/entries.ts'
import { everyRoute } from './support/every-route.ts'
import { type Member, problemOf, type TestServer, testServer } from './support/http.ts'

let server: TestServer
let engine: Engine
let workspaceId: string
let owner: Member
let agent: Member
let analyst: Member
let mastodon: string
before(async () => {
  let given: Awaited<ReturnType<typeof everyRoute>> | undefined
  server = await testServer({
    routes: async (parts) => {
      given = await everyRoute(parts)
      return given.routes
    },
    pages: () => given?.pages ?? [],
  })
  engine = given?.engine ?? assert.fail('no engine')
  workspaceId = await server.workspace('Maison Ardoise')
  owner = await server.member(workspaceId, 'owner')
  agent = await server.member(workspaceId, 'agent')
  analyst = await server.member(workspaceId, 'analyst')
  await read(await owner.browser.post('/accounts', { channel: 'site', name: 'Boutique', config: {} }), 201)
  const channel = CHANNELS.find(({ id }) => id === 'mastodon') ?? assert.fail('no network')
  const config = { server: 'https://social.example', accessToken: 'x' }
  mastodon = await createAccount(server.db, engine.vault, channel, {
    workspaceId,
    name: 'Social',
    config,
    inbox: true,
  })
})
after(() => server.close())

async function read<T>(answer: Response, status = 200): Promise<T> {
  assert.equal(answer.status, status, await answer.clone().text())
  return (await answer.json()) as T
}

let count = 0
async function said(text = 'Ma commande est perdue'): Promise<string> {
  const name = `Inès ${++count}`
  const activity = note(`https://social.example/${count}`, text, {
    actor: { id: `ines${count}@social.example`, name, handle: `ines${count}@social.example` },
    at: new Date().toISOString(),
  })
  const source = { workspaceId, channel: 'mastodon', accountId: mastodon, keep: 'all' as const }
  await ingest(server.db, source, { activities: [activity] }, engine.pipeline)
  await readOn()
  const { items } = await read<{ items: { id: string; author: { name: string } }[] }>(
    await agent.browser.get('/conversations'),
  )
  return items.find(({ author }) => author.name === name)?.id ?? assert.fail('it is in no list')
}
const readOn = async () => {
  for (const consumer of CONSUMERS) while ((await consume(server.db, workspaceId, consumer)) > 0);
  await stepPrivate(server.db, workspaceId, new Date(), { publicUrl: 'http://localhost:4300' })
}
const shown = async (id: string) =>
  read<ConversationPrivate>(await agent.browser.get(`/conversations/${id}/private`))
const linkOf = async (id: string) => {
  const { rows } = await server.pool.query<{ text: string }>(
    `select draft ->> 'text' as text from delivery where conversation_id = $1 and act = 'reply' order by id desc limit 1`,
    [id],
  )
  return /\/continue\/\S+/.exec(rows[0]?.text ?? '')?.[0] ?? assert.fail(`no link in ${rows[0]?.text}`)
}
const page = (path: string, init?: RequestInit) => server.app.request(`http://localhost:4300${path}`, init)
const send = (path: string, fields: Record<string, string>) =>
  page(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

describe('the page that a link leads to', () => {
  it('shows nothing of the conversation, changes nothing by looking, and brings who writes there to us', async () => {
    const id = await said('Mon numéro est le 06 12 34 56 78, je suis <b>Zoé</b> Martin')
    const { ways, drafts, hours } = await shown(id)
    assert.deepEqual([ways.direct, ways.link?.name, hours], [true, 'Boutique', 72])
    assert.ok(drafts.link.every((line) => line.includes('{{lien}}') || line.includes('{{link}}')))
    const body = { way: 'link', text: drafts.link[0] ?? '' }
    const one = await read<PrivateInvitation>(
      await agent.browser.post(`/conversations/${id}/private`, body),
      201,
    )
    assert.deepEqual([one.state, one.way, one.there?.id], ['waiting', 'link', id])
    const path = await linkOf(id)
    for (let n = 0; n < 3; n++) {
      const answer = await page(path)
      const text = await answer.text()
      assert.equal(answer.status, 200)
      assert.match(text, /Maison Ardoise/)
      assert.doesNotMatch(text, /Zoé|06 12|Inès|<script/)
      assert.deepEqual(
        ['cache-control', 'referrer-policy', 'x-robots-tag'].map((name) => answer.headers.get(name)),
        ['no-store', 'no-referrer', 'noindex, nofollow'],
      )
    }
    assert.deepEqual((await shown(id)).invitations[0]?.arrivals, [])
    const secret = newToken()
    const fields = { secret, name: '<i>Inès</i>', email: '', text: 'Me voici <script>x</script>' }
    const came = await send(path, fields)
    assert.equal(came.status, 303)
    const talk = new URL(came.headers.get('location') ?? '')
    assert.match(talk.pathname, /^\/site\/.*\/talk\//)
    const again = await send(path, fields)
    assert.equal(again.headers.get('location'), talk.href, 'sent twice, it is said once')
    const theirs = await (await page(talk.pathname)).text()
    assert.match(theirs, /Me voici &lt;script&gt;/)
    await readOn()
    const after = await shown(id)
    const here = after.invitations[0]?.arrivals[0]?.here
    assert.deepEqual([after.invitations[0]?.state, after.invitations[0]?.arrivals.length], ['came', 1])
    const other = await shown(here?.id ?? '')
    assert.deepEqual(
      [other.from[0]?.id, other.from[0]?.there?.id, other.ways],
      [one.id, id, { direct: false, link: null, mail: null, noMail: null }],
    )
  })

  it('says what is wrong where it is, and leads nowhere once it is over', async () => {
    const id = await said()
    const body = { way: 'link', text: 'Par ici : {{lien}}' }
    const one = await read<PrivateInvitation>(
      await agent.browser.post(`/conversations/${id}/private`, body),
      201,
    )
    const path = await linkOf(id)
    const secret = newToken()
    const wrong: Record<string, string>[] = [
      { secret, text: ' ' },
      { secret, text: 'Bonjour', email: 'nobody' },
      { secret: 'short', text: 'Bonjour' },
      { secret, text: 'Bonjour', website: 'http://spam.example' },
      { secret, text: 'x'.repeat(4_001) },
    ]
    for (const fields of wrong) {
      const answer = await send(path, fields)
      assert.equal(answer.status, 422, JSON.stringify(fields).slice(0, 80))
      assert.match(await answer.text(), /role="alert"/)
    }
    await read(await agent.browser.post(`/private-invitations/${one.id}/withdraw`, {}))
    for (const [where, status] of [
      [path, 410],
      [`${path}x`, 404],
      ['/continue/nothing', 404],
    ] as const) {
      assert.equal((await page(where)).status, status)
      assert.equal((await send(where, { secret, text: 'Bonjour' })).status, status)
    }
    assert.equal((await agent.browser.post(`/private-invitations/${one.id}/withdraw`, {})).status, 409)
  })
})

describe('lists of many', () => {
  it('are begun of what is chosen or of a view, are the same for all, and go out as a sheet without formulas', async () => {
    const ids = [await said(), await said('=HYPERLINK("x")')]
    await server.pool.query(`update conversation set author_name = '=1+1' where id = $1`, [ids[1]])
    const { lines, hours } = await read<PrivateSetting>(await agent.browser.get('/private-setting'))
    const order = { name: 'Panne', way: 'link', lines, hours }
    const move = await read<PrivateMove>(await agent.browser.post('/private-moves', { ...order, ids }), 201)
    assert.deepEqual([move.total, move.sums.queued, move.underWay], [2, 2, true])
    await readOn()
    const people = await read<PrivatePeople>(
      await analyst.browser.get(`/private-moves/${move.id}/people?limit=1`),
    )
    const rest = await read<PrivatePeople>(
      await analyst.browser.get(`/private-moves/${move.id}/people?cursor=${people.next}`),
    )
    assert.deepEqual(
      [...people.items, ...rest.items].map(({ there, state }) => [there, state]),
      // An invitation of before is on its way still: one more line has room beside it.
      ids.map((id, n) => [id, n === 0 ? 'waiting' : 'queued']),
    )
    assert.equal(rest.next, null)
    const none = await read<PrivatePeople>(
      await agent.browser.get(`/private-moves/${move.id}/people?state=refused`),
    )
    assert.deepEqual(none.items, [])
    const sheet = await (await agent.browser.get(`/private-moves/${move.id}/people.csv`)).text()
    assert.equal(sheet.trim().split('\r\n').length, 3)
    assert.match(sheet, /'=1\+1/)
    assert.match(sheet, new RegExp(`/inbox/${ids[0]}`))
    const stopped = await read<PrivateMove>(await agent.browser.post(`/private-moves/${move.id}/cancel`, {}))
    assert.deepEqual([stopped.sums.cancelled, stopped.underWay], [2, false])
    assert.equal((await agent.browser.post(`/private-moves/${move.id}/retry`, {})).status, 409)
    const view = { filter: { status: 'open' }, sort: 'recent' }
    const viewed = await read<PrivateMove>(
      await agent.browser.post('/private-moves', { ...order, view }),
      201,
    )
    assert.ok(viewed.total >= 2)
    const { items } = await read<{ items: PrivateMove[] }>(await analyst.browser.get('/private-moves'))
    assert.deepEqual(
      items.map(({ id }) => id),
      [viewed.id, move.id],
    )
    const { rows } = await server.pool.query(
      `select action, detail from audit_entry where workspace_id = $1 and action like 'private_move.%' and target = $2 order by id`,
      [workspaceId, move.id],
    )
    assert.deepEqual(rows, [
      { action: 'private_move.begin', detail: { name: 'Panne', people: 2, way: 'link' } },
      { action: 'private_move.cancel', detail: { name: 'Panne' } },
    ])
  })

  it('are begun by who may send, and from no other workspace', async () => {
    const id = await said()
    const { lines, hours } = await read<PrivateSetting>(await agent.browser.get('/private-setting'))
    const order = { name: 'x', way: 'best', lines, hours, ids: [id] }
    assert.equal((await analyst.browser.post('/private-moves', order)).status, 403)
    const elsewhere = await server.workspace('Ailleurs')
    const stranger = await server.member(elsewhere, 'owner')
    const refused = await stranger.browser.post('/private-moves', order)
    assert.equal((await problemOf(refused)).id, 'private_nobody')
    const move = await read<PrivateMove>(await agent.browser.post('/private-moves', order), 201)
    for (const path of ['', '/people', '/people.csv'])
      assert.equal((await stranger.browser.get(`/private-moves/${move.id}${path}`)).status, 404, path)
    for (const verb of ['approve', 'cancel', 'retry'])
      assert.equal((await stranger.browser.post(`/private-moves/${move.id}/${verb}`, {})).status, 404, verb)
    const few = { fr: { ...lines.fr, link: ['Un {{lien}}'] } }
    assert.equal(
      (await problemOf(await agent.browser.post('/private-moves', { ...order, lines: few }))).id,
      'private_lines',
    )
  })
})

it('what is said is changed by who manages the team, and the journal tells it', async () => {
  const setting = await read<PrivateSetting>(await agent.browser.get('/private-setting'))
  const other = { ...setting, hours: 24 }
  assert.equal((await agent.browser.put('/private-setting', other)).status, 403)
  assert.equal((await owner.browser.put('/private-setting', { ...other, hours: 0 })).status, 422)
  assert.equal(
    (await owner.browser.put('/private-setting', { ...other, lines: { français: setting.lines.fr } })).status,
    422,
  )
  assert.deepEqual(await read(await owner.browser.put('/private-setting', other)), other)
  assert.equal((await shown(await said())).hours, 24)
  const { rows } = await server.pool.query(
    `select detail from audit_entry where action = 'private_setting.change'`,
  )
  assert.deepEqual(rows, [{ detail: { languages: ['en', 'fr'], hours: 24 } }])
})

it('where people are asked to is chosen among what is connected here, and says what stands in for it', async () => {
  const places = async () => read<PrivatePlaces>(await agent.browser.get('/private-setting/places'))
  const setting = await read<PrivateSetting>(await agent.browser.get('/private-setting'))
  const keep = (more: Partial<PrivateSetting>) =>
    owner.browser.put('/private-setting', { ...setting, ...more })
  const [site] = (await places()).sites
  assert.deepEqual(
    [site?.name, site?.open, (await places()).site, (await places()).mailbox],
    ['Boutique', true, site?.id, null],
  )
  const email = CHANNELS.find(({ id }) => id === 'email') ?? assert.fail('no mail')
  const boxes: string[] = []
  for (const name of ['contact', 'sav']) {
    const config = {
      ...{ address: `${name}@ardoise.example`, user: name, password: 'x' },
      ...{ imapHost: 'mail.example', smtpHost: 'mail.example' },
    }
    boxes.push(await createAccount(server.db, engine.vault, email, { workspaceId, name, config }))
  }
  const [first = '', second = ''] = boxes
  assert.equal((await places()).mailbox, first, 'the first, as long as none is chosen')
  assert.equal((await keep({ mailId: second, siteId: site?.id ?? null })).status, 200)
  const chosen = await places()
  assert.deepEqual([chosen.mailbox, chosen.site], [second, site?.id])
  assert.deepEqual(
    chosen.mailboxes.map(({ address, open }) => [address, open]),
    [
      ['contact@ardoise.example', true],
      ['sav@ardoise.example', true],
    ],
  )
  const wrong = [{ mailId: site?.id ?? '' }, { siteId: first }, { mailId: mastodon }]
  for (const more of wrong) {
    const refused = await keep(more)
    assert.deepEqual([refused.status, (await problemOf(refused)).id], [422, 'private_place'])
  }
  await server.pool.query('update channel_account set paused = true where id = $1', [second])
  const closed = await places()
  assert.deepEqual([closed.mailbox, closed.mailboxes.map(({ open }) => open)], [first, [true, false]])
  await server.pool.query('delete from channel_account where id = $1', [second])
  assert.equal((await keep({ mailId: second, hours: 5 })).status, 200, 'what was chosen may have gone since')
  assert.equal((await keep({ mailId: null, siteId: null })).status, 200)
  const stranger = await server.member(await server.workspace('Plus loin'), 'owner')
  const theirs = await read<PrivatePlaces>(await stranger.browser.get('/private-setting/places'))
  assert.deepEqual(theirs, { sites: [], mailboxes: [], site: null, mailbox: null })
  const other = await stranger.browser.put('/private-setting', { ...setting, mailId: first })
  assert.equal((await problemOf(other)).id, 'private_place')
})
