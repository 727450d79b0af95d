import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { fixedClock } from '../lib/clock/index.ts'
import { parseKey, reseal } from '../lib/crypto/index.ts'
import { silentLog } from '../lib/log/index.ts'
import { append, consume } from '../src/activity/index.ts'
import { CHANNELS } from '../src/channels/index.ts'
import { createAccount } from '../src/ingest/index.ts'
import { createAlert } from '../src/match/index.ts'
import {
  forgetNotices,
  forgetStoryKeys,
  type NoticeWays,
  noticeIntake,
  noticeRoutes,
  sealedNotices,
} from '../src/relate/notice/index.ts'
import type { NoticeDevice, NoticeSettings } from '../src/server/api.ts'
import { readConfig } from '../src/server/config.ts'
import { createEngine, type Engine } from '../src/server/engine.ts'
import { noticeWays } from '../src/server/notices.ts'
import { entry, note } from './support/entries.ts'
import { type Member, problemOf, type TestServer, testServer } from './support/http.ts'
import { startPush } from './support/push-server.ts'

/** What members choose, and what is decided by it, without anything that leaves. */
const key = parseKey('44'.repeat(32))
const publicUrl = 'https://veillee.example'
const clock = fixedClock(new Date('2026-11-23T10:20:00Z'))
let server: TestServer
let engine: Engine
let ways: NoticeWays
let workspaceId: string
let owner: Member

before(async () => {
  server = await testServer({
    clock,
    routes: async ({ db }) => {
      const config = readConfig({ VEILLEE_ALLOW_HOSTS: '127.0.0.1' })
      engine = await createEngine(db, key, config, silentLog())
      ways = noticeWays({ runner: engine.runner, config, key, publicUrl })
      return noticeRoutes(ways)
    },
  })
})
after(() => server.close())
beforeEach(async () => {
  clock.set(new Date('2026-11-23T10:20:00Z'))
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
})

const settings = async (member = owner) =>
  (await (await member.browser.get('/notices/settings')).json()) as NoticeSettings
const alert = async (name: string, query = 'ardoise') =>
  (await createAlert(server.db, workspaceId, { name, query }, { userId: owner.userId })).id

async function say(id: string, text: string, alerts: string[]): Promise<void> {
  const activity = note(id, text, { at: clock.now().toISOString() })
  await append(server.db, {
    ...{ workspaceId, channel: 'forum', accountId: null, received: clock.now() },
    entries: [entry(activity, { alerts })],
  })
  while ((await consume(server.db, workspaceId, noticeIntake(clock))) > 0);
}

const noticesOf = async (member = owner) =>
  (
    await server.pool.query<{ slot: string; items: number; ways: string[]; capped: boolean }>(
      'select slot, items, ways, capped from notice where member_id = $1 order by due, slot',
      [member.memberId],
    )
  ).rows

it('gives everybody sensible ways until they choose, and keeps what they choose for each alert', async () => {
  const agent = await server.member(workspaceId, 'agent')
  const { quiet, alerts, alarms, own, timeZone, mail } = await settings(agent)
  assert.deepEqual([quiet, timeZone, own], [{ from: '20:30', to: '07:30' }, 'Europe/Paris', []])
  assert.deepEqual(alerts, { ways: ['app', 'mail'], pace: 'morning' })
  assert.deepEqual(alarms[3], { ways: ['app', 'mail', 'push'], pace: 'once' })
  assert.deepEqual(mail, { to: agent.email, from: null })

  const id = await alert('Marque')
  const rule = { ways: ['push'], pace: 'hourly' }
  const put = await agent.browser.put(`/notices/settings/alerts/${id}`, rule)
  assert.deepEqual(((await put.json()) as NoticeSettings).own, [{ alertId: id, ...rule }])
  assert.deepEqual((await settings()).own, [], 'another member’s is their own')
  await agent.browser.delete(`/notices/settings/alerts/${id}`)
  assert.deepEqual((await settings(agent)).own, [])

  const stranger = await server.member(await server.workspace('Ailleurs'), 'owner')
  const foreign = await stranger.browser.put(`/notices/settings/alerts/${id}`, rule)
  assert.equal((await problemOf(foreign)).id, 'not_found')
  for (const odd of [
    { ...rule, pace: 'never' },
    { ...rule, ways: ['sms'] },
    { ...rule, memberId: owner.memberId },
  ])
    assert.equal((await agent.browser.put(`/notices/settings/alerts/${id}`, odd)).status, 422)
  const guest = await server.member(workspaceId, 'guest')
  assert.equal((await guest.browser.get('/notices/settings')).status, 403)
})

it('gathers for the morning and the hour, and brings forward what turns out to press', async () => {
  const [slow, fast] = [await alert('Sujet'), await alert('Marque')]
  await owner.browser.put(`/notices/settings/alerts/${fast}`, { ways: ['push'], pace: 'hourly' })
  const text = 'La Maison Ardoise ferme demain sa boutique de Nantes, sans avoir prévenu personne du quartier'
  await say('forum/1', text, [slow])
  await say(
    'forum/2',
    'Ardoise encore, mais pour une tout autre affaire de livraison perdue en chemin hier',
    [slow],
  )
  const morning = 'morning:2026-11-24T07:00:00.000Z'
  assert.deepEqual(await noticesOf(), [{ slot: morning, items: 2, ways: ['app', 'mail'], capped: false }])
  // The same story, found by an alert that presses more.
  await say('forum/3', `${text} !`, [slow, fast])
  assert.deepEqual(await noticesOf(), [
    { slot: 'hour:2026-11-23T11:00:00.000Z', items: 1, ways: ['push'], capped: false },
    { slot: morning, items: 1, ways: ['app', 'mail'], capped: false },
  ])
  // And back again it does not go.
  await say('forum/4', `« ${text} »`, [slow])
  assert.deepEqual(
    (await noticesOf()).map((one) => one.items),
    [1, 1],
  )
})

it('opens another notice where its slot has been told meanwhile', async () => {
  const id = await alert('Marque')
  await say(
    'forum/1',
    'Premier retard de la Maison Ardoise en ce lundi matin, et ce ne sera pas le dernier',
    [id],
  )
  await server.pool.query('update notice set told = due where member_id = $1', [owner.memberId])
  await say('forum/2', 'Une lampe Ardoise offerte à qui retrouve mon chat, perdu samedi près de la gare', [
    id,
  ])
  assert.deepEqual(
    (await noticesOf()).map((one) => one.slot),
    ['morning:2026-11-24T07:00:00.000Z', 'morning:2026-11-24T07:00:00.000Z+'],
  )
})

it('keeps a browser once, sealed, of whoever used it last, and seals it anew with another key', async () => {
  const push = await startPush()
  const agent = await server.member(workspaceId, 'agent')
  const { endpoint, keys } = push.subscribe()
  const add = async (member: Member) =>
    (await (
      await member.browser.post('/notices/devices', { endpoint, ...keys, label: 'Firefox' })
    ).json()) as NoticeDevice
  const devices = async (member: Member) =>
    (await (await member.browser.get('/notices/devices')).json()) as NoticeDevice[]
  const mine = await add(owner)
  assert.equal((await add(owner)).id, mine.id)
  assert.deepEqual(
    (await devices(owner)).map(({ id, stale }) => [id, stale]),
    [[mine.id, false]],
  )
  await add(agent)
  assert.deepEqual([(await devices(owner)).length, (await devices(agent)).length], [0, 1])
  assert.equal((await owner.browser.delete(`/notices/devices/${mine.id}`)).status, 404)

  const { rows } = await server.pool.query<{ sealed: string }>(
    'select sealed from notice_device where id = $1',
    [mine.id],
  )
  assert.ok(!rows[0]?.sealed.includes('127.0.0.1') && !rows[0]?.sealed.includes(keys.auth))
  const [column] = sealedNotices
  assert.ok(column)
  assert.equal(await reseal(server.db, column, { from: key, to: parseKey('55'.repeat(32)) }), 1)
  assert.equal(await reseal(server.db, column, { from: parseKey('55'.repeat(32)), to: key }), 1)
  assert.equal((await agent.browser.post(`/notices/devices/${mine.id}/test`)).status, 204)
  assert.equal(push.heard.length, 1)

  // The key that it was made with is ours no more.
  await server.pool.query("update notice_device set server_key = 'another' where id = $1", [mine.id])
  assert.equal((await devices(agent))[0]?.stale, true)
  assert.equal((await agent.browser.delete(`/notices/devices/${mine.id}`)).status, 204)
  await push.close()
})

it('lets mail leave by the operator’s server, else by a mailbox of the workspace that works, else says that it cannot', async () => {
  const wayWith = (given: Record<string, string>) =>
    noticeWays({ runner: engine.runner, config: readConfig(given), key, publicUrl }).mailWay(
      server.db,
      workspaceId,
    )
  assert.equal(await wayWith({}), undefined)
  const none = await owner.browser.post('/notices/test-mail')
  assert.equal((await problemOf(none)).id, 'mail_no_way')

  const email = CHANNELS.find((one) => one.id === 'email')
  assert.ok(email)
  const config = {
    ...{
      address: 'aide@maison.example',
      imapHost: 'imap.maison.example',
      imapUser: 'aide',
      imapPassword: 'x',
    },
    ...{ smtpHost: 'smtp.maison.example' },
  }
  const id = await createAccount(server.db, engine.vault, email, {
    workspaceId,
    name: 'Aide',
    config: email.config.parse(config) as Record<string, unknown>,
  })
  const mailbox = await wayWith({})
  assert.deepEqual([mailbox?.server.host, mailbox?.server.password], ['smtp.maison.example', 'x'])
  assert.equal((await settings()).mail.from, 'aide@maison.example')
  await server.pool.query('update channel_account set paused = true where id = $1', [id])
  assert.equal(await wayWith({}), undefined, 'one that is paused serves nobody')

  const own = await wayWith({ VEILLEE_SMTP_URL: 'smtps://veille%40v.example:p@mail.v.example' })
  assert.deepEqual(
    [own?.server.host, own?.from],
    ['mail.v.example', { name: 'Veillée', address: 'veille@v.example' }],
  )
  const bare = await wayWith({ VEILLEE_SMTP_URL: 'smtp://127.0.0.1?security=clear' })
  assert.equal(bare?.from.address, 'veillee@veillee.example')
  const said = await wayWith({ VEILLEE_SMTP_URL: 'smtps://x', VEILLEE_MAIL_FROM: 'La veille <a@v.example>' })
  assert.deepEqual(said?.from, { name: 'La veille', address: 'a@v.example' })
})

it('keeps keys of its own in every process, and others with another key', () => {
  const of = (digits: string) =>
    noticeWays({ runner: engine.runner, config: readConfig({}), key: parseKey(digits.repeat(32)), publicUrl })
  assert.equal(of('44').vapid.publicKey, ways.vapid.publicKey)
  assert.notEqual(of('66').vapid.publicKey, ways.vapid.publicKey)
  assert.notDeepEqual(of('66').leaveSecret, ways.leaveSecret)
})

it('forgets what was told long ago, and keeps what waits and what is recent', async () => {
  const id = await alert('Marque')
  await say(
    'forum/1',
    'Un abat-jour Ardoise fendu, reçu ce matin dans un carton pourtant intact et bien fermé',
    [id],
  )
  const insert = (slot: string, told: string | null) =>
    server.pool.query(
      `insert into notice (workspace_id, member_id, id, slot, ways, due, told) values ($1, $2, $3, $4, '{app}', now(), $5)`,
      [workspaceId, owner.memberId, uuidv7(), slot, told],
    )
  await insert('old', '2026-01-01T00:00:00Z')
  await insert('recent', '2026-11-22T00:00:00Z')
  await forgetNotices(server.db, new Date('2026-08-25T00:00:00Z'))
  await forgetStoryKeys(server.db, new Date('2026-11-24T00:00:00Z'))
  const slots = (await noticesOf()).map((one) => one.slot.split(':')[0])
  assert.deepEqual(slots.sort(), ['morning', 'recent'])
  const keys = async () =>
    (await server.pool.query('select 1 from notice_story_key where workspace_id = $1', [workspaceId]))
      .rowCount
  assert.ok(Number(await keys()) > 10)
  await forgetStoryKeys(server.db, new Date('2026-12-24T00:00:00Z'))
  assert.equal(await keys(), 0)
})
