import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { z } from 'zod'
import { fixedClock } from '../../../../lib/clock/index.ts'
import { inTransaction } from '../../../../lib/db/index.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { type TestServer, testServer } from '../../../../test/support/http.ts'
import { type Activity, append, consume } from '../../../activity/index.ts'
import type { Channel } from '../../../channels/index.ts'
import { deliveriesOf } from '../../../deliver/index.ts'
import { createAccount } from '../../../ingest/index.ts'
import { changeConversations } from '../change.ts'
import { forgetActivities } from '../forget.ts'
import { inboxIntake } from '../intake.ts'
import { getConversation, listConversations } from '../store.ts'
import { OFF, type Setting } from './ask.ts'
import { ratingPages } from './page.ts'
import { satisfactionRoutes } from './routes.ts'
import { askCustomers } from './send.ts'
import { keepSetting, ratings } from './store.ts'

const said = async () => ({ activity: note('r', '') })
const speaking: Channel = {
  ...{ id: 'speaking', network: 'net', name: 'Speaking', config: z.object({}) as z.ZodType<unknown> },
  ...{ limits: { text: 1000, media: 0 }, inbox: true, reply: said },
}
const vault = { seal: (text: string) => text, open: (text: string) => text }
const intake = inboxIntake({ inboxAlerts: async () => new Set(), inboxAccounts: async () => new Set() })
const MORNING = '2026-11-23T08:00:00Z'
const CLOSED = new Date('2026-11-23T10:00:00Z')
const ASKED = new Date('2026-11-23T11:00:00Z')

const clock = fixedClock(ASKED)
let server: TestServer
let workspaceId: string
let accountId: string

before(async () => {
  server = await testServer({ clock, routes: () => satisfactionRoutes, pages: () => ratingPages })
})
after(() => server.close())
beforeEach(async () => {
  clock.set(ASKED)
  workspaceId = await server.workspace('Maison Ardoise')
  accountId = await createAccount(server.db, vault, speaking, { workspaceId, name: 'us', config: {} })
  await setting()
})

const setting = (more: Partial<Setting> = {}) =>
  inTransaction(server.db, (tx) =>
    keepSetting(tx, workspaceId, { ...OFF, enabled: true, ...more }, new Date(MORNING)),
  )

let threads = 0
/** A message, an answer of ours, and closing: what can be asked about. */
async function closed(text = 'Où est ma lampe', more: Partial<Activity> = {}): Promise<string> {
  const thread = `t${threads++}`
  const one = note(thread, text, { at: MORNING, visibility: 'private', ...more })
  const ours = note(`${thread}/r`, 'Elle part ce soir.', {
    at: '2026-11-23T09:00:00Z',
    visibility: 'private',
    ours: true,
  })
  for (const activity of [one, { ...ours, object: { ...ours.object, thread } }]) {
    const entries = [entry(activity, { reading: { ...entry(activity).reading, lang: 'fr' } })]
    await append(server.db, { workspaceId, channel: 'net', accountId, entries, received: activity.published })
  }
  while ((await consume(server.db, workspaceId, intake)) > 0);
  const [talk] = await listConversations(server.db, workspaceId, { sort: 'recent', status: 'open' }, 1)
  assert.ok(talk)
  await changeConversations(
    server.db,
    workspaceId,
    [talk.id],
    { status: 'done' },
    { memberId: null, now: CLOSED },
  )
  return talk.id
}

const ask = (now = clock.now()) =>
  askCustomers(server.db, workspaceId, now, { publicUrl: 'http://localhost:4300', find: () => speaking })

async function asks() {
  const { rows } = await server.pool.query(
    'select * from satisfaction_ask where workspace_id = $1 order by id',
    [workspaceId],
  )
  return rows
}

/** The link that was sent last. */
async function linkOf(conversationId: string): Promise<string> {
  const [delivery] = await deliveriesOf(server.db, workspaceId, [conversationId])
  const text = String((delivery as { draft?: { text?: string } } | undefined)?.draft?.text ?? '')
  return /\/rate\/\S+/.exec(text)?.[0] ?? assert.fail(`no link in ${text}`)
}

const form = (link: string, fields: Record<string, string>) =>
  server.app.request(`http://localhost:4300${link}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
const look = (link: string, lang = 'fr') =>
  server.app.request(`http://localhost:4300${link}`, { headers: { 'accept-language': lang } })

test('an hour after closing the question leaves once, in their language, with a link of their own', async () => {
  const id = await closed()
  await ask(new Date('2026-11-23T10:30:00Z'))
  assert.equal((await asks()).length, 0)
  await Promise.allSettled([ask(), ask(), ask()])
  await ask()
  const deliveries = await deliveriesOf(server.db, workspaceId, [id])
  assert.equal(deliveries.length, 1)
  assert.match(JSON.stringify(deliveries[0]), /Comment cela s’est-il passé/)
  const [row] = await asks()
  assert.ok(!(await linkOf(id)).includes(row.token_hash), 'the token itself is kept nowhere')
})

test('looking changes nothing; one tap is kept, told in the conversation, and a bad one opens it again', async () => {
  const id = await closed()
  await ask()
  const link = await linkOf(id)
  for (let n = 0; n < 3; n++) {
    const page = await look(link)
    assert.equal(page.status, 200)
    assert.match(page.headers.get('referrer-policy') ?? '', /no-referrer/)
    assert.match(page.headers.get('x-robots-tag') ?? '', /noindex/)
    assert.ok(!/<script/i.test(await page.text()))
  }
  assert.equal((await asks())[0].score, null)
  assert.equal((await getConversation(server.db, workspaceId, id)).status, 'done')

  const tapped = await form(link, { score: '2' })
  assert.equal(tapped.status, 303)
  assert.equal((await getConversation(server.db, workspaceId, id)).status, 'open')
  await form(link, { comment: '<script>alert(1)</script> trop long' })
  await form(link, { score: '2' })
  const [row] = await asks()
  assert.deepEqual([row.score, row.comment], [2, '<script>alert(1)</script> trop long'])
  const shown = await (await look(link)).text()
  assert.ok(shown.includes('&lt;script&gt;') && !shown.includes('<script>alert'))
  const { rows: events } = await server.pool.query(
    `select value from conversation_event where workspace_id = $1 and what = 'rated'`,
    [workspaceId],
  )
  assert.deepEqual(events, [{ value: '2' }])
})

test('a link answers for one conversation alone, until it expires; a guess, another’s hash and rubbish open nothing', async () => {
  const [id] = [await closed()]
  await ask()
  const link = await linkOf(id)
  const wrong = [
    `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`,
    '/rate/x',
    `/rate/${(await asks())[0].token_hash}`,
    `/rate/${'A'.repeat(86)}`,
  ]
  for (const one of wrong) {
    assert.equal((await look(one)).status, 404)
    assert.equal((await form(one, { score: '5' })).status, 404)
  }
  for (const score of ['0', '6', 'x', '2.5', '']) await form(link, { score })
  assert.equal((await asks())[0].score, null)
  clock.set(new Date('2026-12-08T11:00:00Z'))
  assert.equal((await look(link, 'en')).status, 410)
  assert.equal((await form(link, { score: '5' })).status, 410)
  assert.equal((await asks())[0].score, null)
})

test('the page speaks the visitor’s language, or the one they choose', async () => {
  const id = await closed()
  await ask()
  const link = await linkOf(id)
  assert.match(await (await look(link, 'fr-FR')).text(), /<html lang="fr">[\s\S]*très satisfait/)
  assert.match(await (await look(link, 'en-GB')).text(), /<html lang="en">[\s\S]*very satisfied/)
  assert.match(await (await look(`${link}?lang=en`, 'fr')).text(), /very satisfied/)
})

test('who does not want to be asked is asked no more, nor twice a month, nor where they grieve; each time it is said why', async () => {
  const id = await closed()
  await ask()
  await form(await linkOf(id), { stop: 'yes' })
  await closed('Encore une question')
  await closed('Mon père est mort hier, merci d’annuler sa commande.', {
    actor: { id: 'other', name: 'Eva', handle: 'eva' },
  })
  await closed('Bonjour', { actor: { id: 'third', name: 'Tom', handle: 'tom' } })
  await closed('Rebonjour', { actor: { id: 'third', name: 'Tom', handle: 'tom' } })
  await ask()
  assert.deepEqual(
    (await asks()).map((one) => one.skipped),
    [null, 'objected', 'sober', null, 'asked-lately'],
  )
})

test('while it is off nobody is asked, and turned on, nobody about what was closed before', async () => {
  await setting({ enabled: false })
  await closed()
  await ask()
  assert.equal((await asks()).length, 0)
  await inTransaction(server.db, (tx) =>
    keepSetting(tx, workspaceId, { ...OFF, enabled: true }, new Date('2026-11-23T10:30:00Z')),
  )
  await ask()
  assert.equal((await asks()).length, 0)
})

test('a comment is read as posts are: harsh words are known as such', async () => {
  const agent = await server.member(workspaceId, 'agent')
  const harmOf = async (comment: string) => {
    const id = await closed()
    await ask()
    await form(await linkOf(id), { score: '1', comment })
    const answer = await agent.browser.get(`/conversations/${id}/satisfaction`)
    const { asks: told } = (await answer.json()) as { asks: { comment: string; toxicity: number | null }[] }
    return told.find((one) => one.comment === (comment || null))?.toxicity
  }
  assert.ok(((await harmOf('Une abrutie finie, cette pauvre idiote du service client.')) ?? 0) >= 0.8)
})

test('with what somebody wrote goes what they answered; that they object stays, and says nothing of them', async () => {
  const id = await closed()
  await ask()
  await form(await linkOf(id), { score: '5', comment: 'Parfait' })
  await form(await linkOf(id), { stop: 'yes' })
  const span = { from: new Date(MORNING), to: new Date('2026-12-01T00:00:00Z') }
  assert.deepEqual((await ratings(server.db, workspaceId, span)).groups, [
    { channel: 'net', asked: 1, answered: 1, scores: [0, 0, 0, 0, 1] },
  ])
  const { rows } = await server.pool.query('select id from activity where workspace_id = $1', [workspaceId])
  await forgetActivities(
    server.db,
    workspaceId,
    rows.map((row) => row.id),
  )
  assert.equal((await asks()).length, 0)
  const { rows: left } = await server.pool.query(
    'select * from satisfaction_objection where workspace_id = $1',
    [workspaceId],
  )
  assert.equal(left.length, 1)
  assert.ok(!JSON.stringify(left).includes('ana'))
})
