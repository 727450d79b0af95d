import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, it } from 'node:test'
import PostalMime, { type Email } from 'postal-mime'
import { uuidv7 } from 'uuidv7'
import { fixedClock } from '../lib/clock/index.ts'
import { silentLog } from '../lib/log/index.ts'
import type { Rounds } from '../lib/rounds/index.ts'
import { type Activity, append, consume } from '../src/activity/index.ts'
import { startWebhooks, webhookRoutes } from '../src/deliver/index.ts'
import { createAlert } from '../src/match/index.ts'
import {
  matterOf,
  type NoticeWays,
  noticeIntake,
  noticeRoutes,
  startNotices,
  tellAlarms,
  vapidOf,
} from '../src/relate/notice/index.ts'
import type { Notice, NoticeSettings, Page } from '../src/server/api.ts'
import { type EndpointServer, startEndpoint, verifies } from './support/endpoint-server.ts'
import { entry, note } from './support/entries.ts'
import { eventually } from './support/eventually.ts'
import { type Member, problemOf, type TestServer, testServer } from './support/http.ts'
import { loopbackHttp } from './support/listening.ts'
import { type PushServer, startPush } from './support/push-server.ts'
import { type SmtpServer, startSmtp } from './support/smtp-server.ts'

/** Notices at the wire: what a mail server, a push service and an endpoint really receive. */
const sealing = { seal: (text: string) => text, open: (text: string) => text }
const http = loopbackHttp()
const clock = fixedClock(new Date())
const account = { user: 'veillee@maison.example', password: 'secret' }
let server: TestServer
let smtp: SmtpServer
let push: PushServer
let mails: Email[]
let sender: Rounds | undefined
let webhooks: Rounds | undefined
let endpoint: EndpointServer | undefined
let ways: NoticeWays
let mailable = true
let workspaceId = ''
let alertId = ''
let owner: Member

before(async () => {
  smtp = await startSmtp({
    ...account,
    deliver: ({ raw }) => void PostalMime.parse(raw).then((mail) => mails.push(mail)),
  })
  push = await startPush()
  ways = {
    http,
    sealing,
    vapid: vapidOf(Buffer.alloc(32, 5), 'https://veillee.example'),
    publicUrl: 'https://veillee.example',
    leaveSecret: Buffer.alloc(32, 6),
    mailWay: async () =>
      mailable
        ? {
            http,
            from: { name: 'Veillée', address: account.user },
            server: { kind: 'smtp', host: '127.0.0.1', port: smtp.port, security: 'clear', ...account },
          }
        : undefined,
  }
  server = await testServer({
    clock,
    routes: () => [...noticeRoutes(ways), ...webhookRoutes({ http, sealing })],
  })
})
after(async () => {
  await server?.close()
  await smtp.close()
  await push.close()
  await http.close()
})
beforeEach(async () => {
  mails = []
  mailable = true
  push.heard.length = 0
  push.answer = () => 201
  clock.set(new Date())
  workspaceId = await server.workspace('Maison Ardoise')
  owner = await server.member(workspaceId, 'owner')
  alertId = await alert('Marque', 'ardoise AND retard*')
})
afterEach(async () => {
  await sender?.stop()
  await webhooks?.stop()
  await endpoint?.close()
  endpoint = undefined
  sender = undefined
  webhooks = undefined
})

async function alert(name: string, query: string): Promise<string> {
  return (await createAlert(server.db, workspaceId, { name, query }, { userId: owner.userId })).id
}

function start(leaseMs = 60_000): void {
  sender = startNotices({ ...ways, db: server.db, log: silentLog(), clock, lookEveryMs: 40, leaseMs })
}

const ANY_HOUR = {
  quiet: null,
  digestAt: '08:00',
  alerts: { ways: ['app', 'mail', 'push'], pace: 'once' },
  alarms: {
    1: { ways: ['app'], pace: 'hourly' },
    2: { ways: ['app', 'mail'], pace: 'once' },
    3: { ways: ['app', 'mail'], pace: 'once' },
  },
}

async function choose(member: Member, more: object = {}): Promise<NoticeSettings> {
  const put = await member.browser.put('/notices/settings', { ...ANY_HOUR, ...more })
  assert.equal(put.status, 200, await put.clone().text())
  return (await put.json()) as NoticeSettings
}

async function device(member: Member, label = 'Firefox'): Promise<{ id: string; endpoint: string }> {
  const { endpoint, keys } = push.subscribe()
  const made = await member.browser.post('/notices/devices', { endpoint, ...keys, label })
  assert.equal(made.status, 201, await made.clone().text())
  return { ...((await made.json()) as { id: string }), endpoint }
}

async function say(activities: Activity[], alerts = [alertId]): Promise<void> {
  const entries = activities.map((activity) => entry(activity, { alerts }))
  await append(server.db, {
    workspaceId,
    channel: 'bluesky',
    accountId: null,
    entries,
    received: clock.now(),
  })
  while ((await consume(server.db, workspaceId, noticeIntake(clock))) > 0);
}

const WORDS =
  'Toujours rien de la Maison Ardoise, ma commande du 3 novembre a encore du retard et personne ne répond'
const post = (id: string, text = WORDS, more: Partial<Activity> = {}) =>
  note(id, text, { at: clock.now().toISOString(), ...more })

const list = async (member: Member) =>
  ((await (await member.browser.get('/notices')).json()) as Page<Notice>).items
const legs = async () =>
  (
    await server.pool.query<{ way: string; state: string; words: string | null }>(
      'select way, state, words from notice_leg where workspace_id = $1 order by id',
      [workspaceId],
    )
  ).rows
const settled = () => eventually(legs, (all) => all.length > 0 && all.every((leg) => !/ing$/.test(leg.state)))
const header = (mail: Email | undefined, name: string) =>
  mail?.headers.find(({ key }) => key === name)?.value ?? ''

it('tells a story once by every way, however many repeat it', async () => {
  endpoint = await startEndpoint()
  const made = await owner.browser.post('/webhooks', { url: endpoint.url, matches: true, alerts: [alertId] })
  const { secret } = (await made.json()) as { secret: string }
  await choose(owner)
  await device(owner)
  await say([post('at://1')])
  start()
  const accountNames = async () => new Map<string, string>()
  const { publicUrl } = ways
  webhooks = startWebhooks({
    ...{ db: server.db, http, sealing, accountNames, publicUrl, matterOf, log: silentLog(), lookEveryMs: 40 },
  })
  await eventually(
    () => mails.length + push.heard.length + (endpoint?.heard.length ?? 0),
    (n) => n === 3,
  )
  const reposts = Array.from({ length: 33 }, (_, n) => [
    post(`at://repost/${n}`, WORDS, {
      verb: 'Announce',
      object: { type: 'Note', id: 'at://1', text: WORDS },
      actor: { id: `did:${n}` },
    }),
    post(`at://copy/${n}`, `RT @ana.test: ${WORDS.replace('encore', 'toujours')} #${n}`),
    post(`at://quote/${n}`, `« ${WORDS.toUpperCase()} » incroyable non ?`),
  ]).flat()
  await say(reposts)
  await settled()

  const [mail] = mails
  assert.equal(mails.length, 1)
  assert.equal(
    mail?.subject?.startsWith('Alerte\u202f: Marque – Toujours rien de la Maison Ardoise'),
    true,
    mail?.subject,
  )
  assert.equal(mail?.to?.[0]?.address, owner.email)
  assert.match(mail?.text ?? '', /Maison \*Ardoise\*.*encore du \*retard\*/)
  assert.match(mail?.html ?? '', /<mark[^>]*>Ardoise<\/mark>/)
  const [shown] = await list(owner)
  assert.ok(mail?.text?.includes(`https://veillee.example/notices/${shown?.id}`), mail?.text)
  assert.match(
    header(mail, 'list-unsubscribe'),
    /^<https:\/\/veillee\.example\/api\/v1\/notices\/unsubscribe\//,
  )
  assert.equal(header(mail, 'list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  assert.equal(header(mail, 'auto-submitted'), 'auto-generated')

  assert.equal(push.heard.length, 1)
  const pushed = JSON.parse(push.heard[0]?.text ?? '') as Record<string, string>
  assert.equal(pushed.path, `/notices/${shown?.id}`)
  assert.match(pushed.body ?? '', /^Toujours rien/)
  assert.match(String(push.heard[0]?.headers.authorization), /^vapid t=/)

  assert.equal(endpoint.heard.length, 1)
  const [told] = endpoint.heard
  assert.ok(told && verifies(secret, told))
  const { type, data } = JSON.parse(told.body) as {
    type: string
    data: { alerts: unknown; activity: { text: string } }
  }
  assert.deepEqual(
    [type, data.alerts, data.activity.text],
    ['alert.matched', [{ id: alertId, name: 'Marque' }], WORDS],
  )

  assert.equal((await list(owner)).length, 1)
  assert.equal(shown?.items[0]?.posts, 100)
  assert.deepEqual(
    shown?.items[0]?.hits.map(({ start, end }) => WORDS.slice(start, end)),
    ['Ardoise', 'retard'],
  )
  assert.deepEqual(await (await owner.browser.get('/notices/unread')).json(), { count: 1 })
  assert.equal((await owner.browser.post('/notices/read', { ids: [shown?.id] })).status, 204)
  assert.deepEqual(await (await owner.browser.get('/notices/unread')).json(), { count: 0 })
  const agent = await server.member(workspaceId, 'agent')
  assert.equal((await agent.browser.get(`/notices/${shown?.id}`)).status, 404, 'a notice is its member’s own')
})

it('takes mails away by one click without a session, of that alert alone, and not by a look', async () => {
  await choose(owner, { alerts: { ways: ['app', 'mail'], pace: 'once' } })
  const other = await alert('Concurrent', 'tuile')
  await say([post('at://1')])
  start()
  await eventually(
    () => mails.length,
    (n) => n === 1,
  )
  const link = header(mails[0], 'list-unsubscribe').slice(1, -1).replace(ways.publicUrl, '')
  const stranger = server.browser()
  await stranger.get(link)
  const click = (path: string) =>
    stranger.ask('POST', path, {
      bare: true,
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  assert.deepEqual(
    (await click(`${link.slice(0, -2)}AA`)).status,
    404,
    'a token that was changed opens nothing',
  )
  const settings = async () => (await (await owner.browser.get('/notices/settings')).json()) as NoticeSettings
  assert.deepEqual((await settings()).own, [], 'looked at, it did nothing')
  for (let n = 0; n < 2; n++) assert.deepEqual(await (await click(link)).json(), { scope: 'alert' })
  assert.deepEqual((await settings()).own, [{ alertId, ways: ['app'], pace: 'once' }])
  await say([
    post('at://2', 'La Maison Ardoise a un autre retard, sur une tout autre commande que la première fois'),
  ])
  await say(
    [post('at://3', 'Une tuile est tombée du toit de la maison voisine ce matin, sans blesser personne')],
    [other],
  )
  await eventually(
    () => mails.length,
    (n) => n === 2,
  )
  await settled()
  assert.match(mails[1]?.subject ?? '', /Concurrent/)
  assert.equal((await list(owner)).length, 3, 'the app still tells')
})

it('makes few mails of a flood, the last of which says how many it leaves out, and tells an alarm all the same', async () => {
  await choose(owner, { alerts: { ways: ['app', 'mail'], pace: 'once' } })
  const different = (n: number) => Array.from({ length: 12 }, (_, word) => `mot${n}x${word}`).join(' ')
  for (let batch = 0; batch < 3; batch++) {
    await say(
      Array.from({ length: 400 }, (_, n) =>
        post(`at://${batch}/${n}`, `Ardoise retard ${different(batch * 400 + n)}`),
      ),
    )
  }
  await raise(2)
  await tellAlarms(server.db, workspaceId, clock.now())
  start()
  await eventually(
    () => mails.length,
    (n) => n === 11,
  )
  assert.equal(mails.filter((mail) => mail.subject?.startsWith('Alarme sérieuse')).length, 1)
  clock.advance(3_600_000)
  await eventually(
    () => mails.length,
    (n) => n === 12,
  )
  await settled()
  const last = mails.at(-1)
  assert.equal(last?.subject, 'Cette heure-ci – 200 sujets')
  assert.match(last?.text ?? '', /Et 180 autres sujets/)
  assert.match(last?.text ?? '', /Et 990 autres publications/)
  assert.match(last?.text ?? '', /Plus de 10 notifications en une heure/)
  const { rows } = await server.pool.query('select count(*)::int as n from notice where workspace_id = $1', [
    workspaceId,
  ])
  assert.equal(rows[0]?.n, 12)
})

it('sends no mail twice: not after a cut whose end nobody knows, and again after one that took nothing', async () => {
  await choose(owner, { alerts: { ways: ['mail'], pace: 'once' } })
  smtp.faults.push('cut-after-acceptance')
  await say([post('at://1')])
  start()
  assert.deepEqual(
    (await settled()).map((leg) => leg.state),
    ['unknown'],
  )
  smtp.faults.push('rate-limit')
  await say([
    post('at://2', 'Un deuxième retard chez Ardoise, qui ne ressemble en rien à celui de la semaine passée'),
  ])
  await eventually(legs, (all) => all[1]?.words?.startsWith('rate-limited') === true)
  await server.pool.query("update notice_leg set next_try = now() where state = 'waiting'")
  assert.deepEqual(
    (await settled()).map((leg) => leg.state),
    ['unknown', 'sent'],
  )
  assert.deepEqual([mails.length, new Set(mails.map((mail) => mail.messageId)).size], [2, 2])
  await sender?.stop()

  // A process that dies with a mail on the wire leaves this behind.
  await say([
    post('at://3', 'Troisième retard de la maison Ardoise en un mois, je vais finir par aller voir ailleurs'),
  ])
  await server.pool.query('update notice set told = now() where workspace_id = $1 and told is null', [
    workspaceId,
  ])
  await server.pool.query(
    `insert into notice_leg (workspace_id, notice_id, id, way, state, tries, next_try, lease, handed)
     select workspace_id, id, $2, 'mail', 'sending', 1, now(), now() - interval '1 second', now() from notice
     where workspace_id = $1 order by id desc limit 1`,
    [workspaceId, uuidv7()],
  )
  start()
  assert.deepEqual(
    (await settled()).map((leg) => leg.state),
    ['unknown', 'sent', 'unknown'],
  )
  assert.equal(mails.length, 2)
  mailable = false
  await say([
    post(
      'at://4',
      'Quatrième fois que je vous écris, Ardoise, et toujours ce retard que personne n’explique',
    ),
  ])
  const all = await eventually(
    legs,
    (some) => some.length === 4 && some.every((leg) => !/ing$/.test(leg.state)),
  )
  assert.deepEqual(all.at(-1), { way: 'mail', state: 'dropped', words: 'no-way' })
})

it('forgets a device that is gone, asks again a service that is busy, and never calls inside', async () => {
  await choose(owner, { alerts: { ways: ['push'], pace: 'once' } })
  const [gone, busy, keyless] = [
    await device(owner),
    await device(owner, 'Chrome'),
    await device(owner, 'Edge'),
  ]
  const paths = [gone, busy, keyless].map((one) => new URL(one.endpoint).pathname)
  const answers = new Map<string | undefined, number[]>([
    [paths[0], [410]],
    [paths[1], [429, 201]],
    [paths[2], [403]],
  ])
  push.answer = (path) => answers.get(path)?.shift() ?? 201
  await say([post('at://1')])
  start()
  await eventually(legs, (all) => all.some((leg) => leg.words === '429'))
  await server.pool.query("update notice_leg set next_try = now() where state = 'waiting'")
  await settled()
  assert.deepEqual((await legs()).map(({ state }) => state).sort(), ['dropped', 'failed', 'sent'].sort())
  const devices = (await (await owner.browser.get('/notices/devices')).json()) as {
    label: string
    stale: boolean
  }[]
  assert.deepEqual(
    devices.map(({ label, stale }) => [label, stale]),
    [
      ['Chrome', false],
      ['Edge', true],
    ],
  )
  assert.equal((await owner.browser.post(`/notices/devices/${busy.id}/test`)).status, 204)
  assert.match(push.heard.at(-1)?.text ?? '', /Test from Veillée/)
  const again = await owner.browser.post(`/notices/devices/${gone.id}/test`)
  assert.equal(again.status, 404)

  const { keys } = push.subscribe()
  const inside = await owner.browser.post('/notices/devices', { endpoint: 'https://10.0.0.1/push', ...keys })
  assert.equal((await problemOf(inside)).id, 'push_address')
  const odd = await owner.browser.post('/notices/devices', {
    endpoint: 'https://push.example/',
    p256dh: 'AAAA',
    auth: 'AA',
  })
  assert.equal((await problemOf(odd)).id, 'push_keys')
})

it('by night wakes who is on call for a critical alarm alone, and tells all else in the morning', async () => {
  clock.set(new Date('2026-11-21T22:00:00Z'))
  const night = { quiet: { from: '21:00', to: '07:00' } }
  const agent = await server.member(workspaceId, 'agent')
  await choose(owner, { ...night, alerts: { ways: ['app', 'mail'], pace: 'once' } })
  await choose(agent, night)
  await server.pool.query(
    `insert into on_call_shift (workspace_id, id, member_id, days, starts, ends) values ($1, $2, $3, '{6}', '20:00', '08:00')`,
    [workspaceId, uuidv7(), agent.memberId],
  )
  await say([post('at://1')])
  const id = await raise(2)
  await tellAlarms(server.db, workspaceId, clock.now())
  start()
  await server.pool.query('update alarm set level = 3 where id = $1', [id])
  for (let n = 0; n < 2; n++) await tellAlarms(server.db, workspaceId, clock.now())
  await eventually(
    () => mails.length,
    (n) => n === 1,
  )
  await settled()
  assert.deepEqual(
    [mails[0]?.to?.[0]?.address, mails[0]?.subject?.split(' –')[0]],
    [agent.email, 'Alarme critique'],
  )
  assert.deepEqual(await list(owner), [])
  // Eight o'clock in Paris.
  clock.set(new Date('2026-11-22T07:00:00Z'))
  const digests = await eventually(
    () => mails.slice(1),
    (all) => all.length === 2,
  )
  const own = digests.find((mail) => mail.to?.[0]?.address === owner.email)
  assert.equal(own?.subject, 'Alarme critique – Ce matin – 2 sujets')
  const [digest] = await list(owner)
  assert.deepEqual(
    digest?.items.map((item) => item.alarm?.level ?? item.post?.text),
    [3, WORDS],
    'alarms first, as they stand now, each once',
  )
})

it('by night wakes those who answer for the workspace while a roster names nobody', async () => {
  clock.set(new Date('2026-11-21T22:00:00Z'))
  const night = { quiet: { from: '21:00', to: '07:00' } }
  const agent = await server.member(workspaceId, 'agent')
  const manager = await server.member(workspaceId, 'manager')
  // Told of no critical alarm by choice: called all the same, in the app.
  await choose(manager, { ...night, alarms: { ...ANY_HOUR.alarms, 3: { ways: [], pace: 'morning' } } })
  for (const one of [owner, agent]) await choose(one, night)
  await raise(3)
  await tellAlarms(server.db, workspaceId, clock.now())
  start()
  await eventually(
    () => mails.length,
    (n) => n === 1,
  )
  await settled()
  assert.equal(mails[0]?.to?.[0]?.address, owner.email)
  assert.deepEqual(
    await Promise.all(
      [owner, manager, agent].map(async (one) => (await list(one)).map(({ urgent }) => urgent)),
    ),
    [[true], [true], []],
  )
  const settings = async (one: Member) =>
    ((await (await one.browser.get('/notices/settings')).json()) as NoticeSettings).onCall
  assert.deepEqual(await Promise.all([owner, manager, agent].map(settings)), [true, true, false])
  clock.set(new Date('2026-11-22T07:00:00Z'))
  const [, morning] = await eventually(
    () => mails,
    (all) => all.length === 2,
  )
  assert.equal(morning?.to?.[0]?.address, agent.email)
})

it('tells nobody who may not read alerts, of what is old, of what we say, or of words said in private', async () => {
  const guest = await server.member(workspaceId, 'guest')
  await choose(owner, { alerts: { ways: ['app', 'mail'], pace: 'once' } })
  assert.equal((await guest.browser.get('/notices')).status, 403)
  await say([
    post('at://old', WORDS, { published: new Date(clock.now().getTime() - 3 * 86_400_000) }),
    post('at://ours', `${WORDS} merci`, { ours: true }),
  ])
  await say([post('mail://1', WORDS, { visibility: 'private' })])
  await say([post('mail://2', WORDS, { visibility: 'private' })])
  start()
  await eventually(
    () => mails.length,
    (n) => n === 2,
  )
  await settled()
  assert.ok(mails.every((mail) => mail.text?.includes('Message privé') && !mail.text.includes('commande')))
  const { rows } = await server.pool.query('select 1 from notice where member_id = $1', [guest.memberId])
  assert.equal(rows.length, 0)
})

async function raise(level: number): Promise<string> {
  const id = uuidv7()
  const evidence = {
    ...{
      posts: 60,
      authors: 45,
      effective: 40,
      loudest: 0.1,
      copies: 0,
      signs: [],
      drivers: [],
      amplifiers: [],
    },
    ...{ hour: clock.now().toISOString(), count: 60, negative: 50, reach: 9000, expected: 4, high: 12 },
    ...{ strength: 0.8, peak: 60, reasons: ['volume'], index: 78, since: null, missing: 0, failure: null },
    factors: { volume: 1, negativity: 0.8, speed: 0.6, diversity: 1, influence: 0.3, toxicity: 0 },
  }
  await server.pool.query(
    `insert into alarm (workspace_id, id, kind, subject_kind, subject, level, opened, updated, evidence)
     values ($1, $2, 'crisis', 'alert', $3, $4, $5, $5, $6)`,
    [workspaceId, id, alertId, level, clock.now(), JSON.stringify(evidence)],
  )
  return id
}
