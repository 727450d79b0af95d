import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { parseKey } from '../../lib/crypto/index.ts'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import type { Live } from '../../lib/live/index.ts'
import { silentLog } from '../../lib/log/index.ts'
import type { Auth, Route } from '../../src/access/index.ts'
import { consume, keepFile } from '../../src/activity/index.ts'
import { CHANNELS } from '../../src/channels/index.ts'
import { enqueue } from '../../src/deliver/index.ts'
import { createAccount, ingest } from '../../src/ingest/index.ts'
import { judgeAnswer } from '../../src/relate/inbox/index.ts'
import { readConfig } from '../../src/server/config.ts'
import { createEngine, type Engine } from '../../src/server/engine.ts'
import { noticeWays } from '../../src/server/notices.ts'
import { deliverRouteDeps } from '../../src/server/outbox.ts'
import { siteDeps } from '../../src/server/own-sites.ts'
import { allPages } from '../../src/server/pages.ts'
import { allRoutes, type RouteParts } from '../../src/server/routes.ts'
import { CONSUMERS } from '../../src/server/worker.ts'
import { note } from './entries.ts'
import type { Member, TestServer } from './http.ts'

/** The program's own routes over an engine of its own; nothing leaves, for nothing is enqueued. */
export async function everyRoute(parts: {
  auth: Auth
  db: Handle
  live?: Pick<Live, 'onNotice'>
}): Promise<{ routes: Route[]; pages: Route[]; engine: Engine; sites: RouteParts['sites'] }> {
  const [key, config] = [parseKey('33'.repeat(32)), readConfig({})]
  const engine = await createEngine(parts.db, key, config, silentLog())
  const publicUrl = parts.auth.publicUrl
  const notices = noticeWays({ runner: engine.runner, config, key, publicUrl })
  const given: RouteParts = {
    access: { auth: parts.auth, begin: async () => {}, measure: async () => ({}) },
    accounts: { runner: engine.runner, publicUrl, pullSoon: async () => {} },
    attachments: { maxBytes: 1_000_000 },
    deliver: deliverRouteDeps(engine.runner, ''),
    interpret: {
      deltas: (workspaceId) => engine.teachings.of(workspaceId),
      answering: engine.matchers.answering,
    },
    notices,
    sites: siteDeps({
      runner: engine.runner,
      notices,
      key,
      publicUrl,
      limits: false,
      ...(parts.live && { live: parts.live }),
    }),
    imports: { folder: join(tmpdir(), 'veillee-no-imports'), limit: 1_000_000, runSoon: async () => {} },
  }
  return { routes: allRoutes(given), pages: allPages(given), engine, sites: given.sites }
}

/** Something of everything in a workspace, made through the doors that people and channels use. */
export async function populate(
  server: TestServer,
  engine: Engine,
  workspaceId: string,
  owner: Member,
): Promise<void> {
  const made = await owner.browser.post('/alerts', {
    name: 'Marque',
    query: 'ardoise',
    inbox: true,
    kind: 'brand',
  })
  if (made.status !== 201) throw new Error(`no alert: ${await made.text()}`)
  await owner.browser.post('/term-lists', { name: 'rivaux', terms: ['granit', 'marbre'] })
  await imageOf(owner)
  await owner.browser.post('/invitations', { email: 'guest@example.org', role: 'guest' })
  await keepFile(server.db, workspaceId, { name: 'devis.txt', bytes: Buffer.from('12 lampes') })
  await webhookOf(server, engine, workspaceId)
  await owner.browser.post('/keys', { name: 'Script', permissions: ['inbox:read'] })
  await engine.matchers.load(workspaceId)
  const channel = CHANNELS.find((one) => one.id === 'bluesky')
  if (!channel) throw new Error('no channel to connect')
  const account = {
    workspaceId,
    name: 'Bluesky',
    config: channel.config.parse({}) as Record<string, unknown>,
  }
  const accountId = await createAccount(server.db, engine.vault, channel, account)
  const source = { workspaceId, channel: 'bluesky', accountId, keep: 'all' as const }
  const now = Date.now()
  const activities = Array.from({ length: 6 }, (_, n) =>
    note(`at://${n}`, `Chez Maison Ardoise, commande ${n} très en retard.`, {
      at: new Date(now - n * 3_600_000).toISOString(),
      actor: { id: `did:${n % 3}`, name: `Personne ${n % 3}`, handle: `p${n % 3}` },
    }),
  )
  const rude = note('at://rude', 'Bande de connards, allez vous faire foutre.', {
    at: new Date(now - 7 * 3_600_000).toISOString(),
    actor: { id: 'did:rude', name: 'Un anonyme', handle: 'anonyme' },
  })
  await ingest(server.db, source, { activities: [...activities, rude] }, engine.pipeline)
  for (const consumer of CONSUMERS) while ((await consume(server.db, workspaceId, consumer)) > 0);
  await noteSomething(owner)
  await serviceOf(owner)
  await hookOf(server, engine, workspaceId)
  await alarmOf(server, workspaceId, owner)
  await noticeOf(server, workspaceId, owner)
  await callOf(server, workspaceId, owner)
  await pageOf(server, workspaceId)
  await analyserOf(server, workspaceId)
  await savedAnswerOf(owner)
  await siteOf(server, workspaceId)
  await ownSiteOf(owner)
  const order = {
    ...{ workspaceId, accountId, channel: channel.id, act: 'publish' as const },
    ...{ at: new Date(), by: owner.memberId, draft: { text: 'Bonjour à tous.', media: [] } },
  }
  await inTransaction(server.db, (tx) => enqueue(tx, order))
  await approvalOf(owner, server.db, order)
  await moderatedOf(server, workspaceId, owner)
}

/** A charter that is published, an insult that the queue had hidden, and a criticism for which a second person is asked. */
async function moderatedOf(server: TestServer, workspaceId: string, owner: Member): Promise<void> {
  const done = async <T>(asked: Promise<Response>): Promise<T> => {
    const answer = await asked
    if (!answer.ok) throw new Error(`nothing moderated: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const { draft } = await done<{ draft: object }>(owner.browser.get('/charter'))
  await done(owner.browser.put('/charter', { charter: draft, revision: 0 }))
  await done(owner.browser.post('/charter/publication', { revision: 1 }))
  // One in some is asked of two; here each of one.
  await server.pool.query('update moderation_item set blind = false where workspace_id = $1', [workspaceId])
  const { items } = await done<{ items: { id: string; revision: number }[] }>(
    owner.browser.get('/moderation/queue'),
  )
  const [item] = items
  const verdict = { revision: item?.revision, verdict: 'act' }
  const { act } = await done<{ act: { id: string } | null }>(
    owner.browser.post(`/moderation/queue/${item?.id}/verdict`, verdict),
  )
  if (!act) throw new Error('nothing was hidden')
  const { rows } = await server.pool.query<{ id: string }>(
    `select id from activity where workspace_id = $1 and external_id = 'at://0'`,
    [workspaceId],
  )
  const mark = { in: 'text', start: 0, end: 4 }
  const wanted = { activityId: rows[0]?.id, kind: 'hide', ruleId: 'respect', mark }
  await done(owner.browser.post('/moderation/acts', wanted))
}

/** A rule of approval, and what it holds; it is off again, so that nothing else waits. */
async function approvalOf(owner: Member, db: Handle, order: Parameters<typeof enqueue>[1]): Promise<void> {
  const rule = { id: uuidv7(), name: 'Tout', enabled: true, kind: 'all', hours: 8 }
  const put = async (revision: number, enabled: boolean) => {
    const kept = await owner.browser.put('/approval-rules', { revision, rules: [{ ...rule, enabled }] })
    if (kept.status !== 200) throw new Error(`no rule: ${await kept.text()}`)
  }
  await put(0, true)
  await inTransaction(db, async (tx) => {
    const id = await enqueue(tx, { ...order, draft: { text: 'Bonjour, à relire.', media: [] } })
    await judgeAnswer(tx, order.workspaceId, id, { now: new Date() })
  })
  await put(1, false)
}

/** A site of ours with a form, and a call that was written down. */
async function ownSiteOf(owner: Member): Promise<void> {
  const made = await owner.browser.post('/accounts', { channel: 'site', name: 'Boutique', config: {} })
  const { id: accountId } = (await made.json()) as { id: string }
  const both = { fr: 'Message', en: 'Message' }
  const fields = [{ id: 'texte', kind: 'message', label: both, required: true }]
  const form = await owner.browser.post('/site-forms', { accountId, name: 'Contact', fields, thanks: both })
  if (form.status !== 201) throw new Error(`no form: ${await form.text()}`)
  const call = { kind: 'phone', direction: 'in', name: 'Mme Roy', contact: '0123456789', note: 'Appel.' }
  const kept = await owner.browser.post('/exchanges', call)
  if (kept.status !== 201) throw new Error(`no exchange: ${await kept.text()}`)
}

/** A trait that the brand declares, and a competitor with an account of its own. */
async function imageOf(owner: Member): Promise<void> {
  const trait = await owner.browser.post('/identity/traits', { word: 'Ponctuelle' })
  if (trait.status !== 201) throw new Error(`no trait: ${await trait.text()}`)
  const rival = { name: 'Schiste', query: 'schiste', kind: 'competitor' }
  const { id } = (await (await owner.browser.post('/alerts', rival)).json()) as { id: string }
  const kept = await owner.browser.put(`/competitors/${id}/accounts`, { accounts: ['@schiste.example'] })
  if (kept.status !== 204) throw new Error(`no account: ${await kept.text()}`)
}

/** A service, and a conversation that is raised to it; nothing leaves, as nothing sends. */
async function serviceOf(owner: Member): Promise<void> {
  const read = async <T>(path: string) => (await (await owner.browser.get(path)).json()) as T
  const [proposal] =
    await read<{ reasons: { id: string }[]; fields: unknown[]; timing: unknown }[]>('/services/proposals')
  const { reasons = [], timing } = proposal ?? {}
  const service = {
    name: 'SAV',
    emails: ['sav@example.org'],
    manager: null,
    locale: 'fr',
    fields: [],
    tool: null,
  }
  const made = await owner.browser.post('/services', { ...service, reasons, timing })
  if (made.status !== 201) throw new Error(`no service: ${await made.text()}`)
  const { id: serviceId } = (await made.json()) as { id: string }
  const { items } = await read<{ items: { id: string }[] }>('/conversations')
  const order = { serviceId, reasonId: reasons[0]?.id, question: 'Où est ce colis ?' }
  const raised = await owner.browser.post(`/conversations/${items[0]?.id}/escalations`, order)
  if (raised.status !== 201) throw new Error(`nothing raised: ${await raised.text()}`)
}

/** What the tool of that service proves itself by. */
async function hookOf(server: TestServer, engine: Engine, workspaceId: string): Promise<void> {
  const { rows } = await server.pool.query<{ id: string }>('select id from service where workspace_id = $1', [
    workspaceId,
  ])
  const secret = engine.vault.seal('whsec_AAAA', `service-hook:${workspaceId}:${rows[0]?.id}`)
  await server.pool.query(
    'insert into service_hook (workspace_id, service_id, sealed_secret, made) values ($1, $2, $3, now())',
    [workspaceId, rows[0]?.id, secret],
  )
}

/** An address that is told, and something it was told; nothing is called. */
async function webhookOf(server: TestServer, engine: Engine, workspaceId: string): Promise<void> {
  const id = uuidv7()
  const secret = engine.vault.seal('whsec_AAAA', `webhook:${workspaceId}:${id}`)
  await server.pool.query(
    `insert into webhook_endpoint (workspace_id, id, url, verbs, channels, alerts, deliveries, sealed_secret)
     values ($1, $2, 'https://endpoint.invalid/', '{Create}', '{}', '{}', true, $3)`,
    [workspaceId, id, secret],
  )
  await server.pool.query(
    `insert into webhook_delivery (workspace_id, endpoint_id, id, event, state) values ($1, $2, $3, 'webhook.test', 'sent')`,
    [workspaceId, id, uuidv7()],
  )
}

/** A page that is watched, two versions of it, and what is to be read. */
async function pageOf(server: TestServer, workspaceId: string): Promise<void> {
  const [page, from, to] = [uuidv7(), uuidv7(), uuidv7()]
  await server.pool.query(
    `insert into watched_page (workspace_id, id, url, name, kind, every, ignore)
     values ($1, $2, 'https://rules.invalid/', 'Règles', 'terms', 'week', '{}')`,
    [workspaceId, page],
  )
  for (const id of [from, to]) {
    await server.pool.query(
      `insert into page_version (workspace_id, page_id, id, seen, title, text, words, added, removed, share)
       values ($1, $2, $3::uuid, now(), 'Règles', ($3::uuid)::text, 1, 1, 1, 1)`,
      [workspaceId, page, id],
    )
  }
  await server.pool.query(
    `insert into page_task (workspace_id, id, page_id, from_id, to_id, created, changed)
     values ($1, $2, $3, $4, $5, now(), now())`,
    [workspaceId, uuidv7(), page, from, to],
  )
}

/** An answer that the team keeps, changed once. */
async function savedAnswerOf(owner: Member): Promise<void> {
  const content = {
    ...{ name: 'Retard', shortcut: 'retard', folder: 'Livraison', tags: [], channels: [], crisis: true },
    texts: { fr: 'Bonjour {{prénom}}, votre colis part demain.' },
  }
  const made = await owner.browser.post('/saved-answers', content)
  if (made.status !== 201) throw new Error(`no saved answer: ${await made.text()}`)
  const { id } = (await made.json()) as { id: string }
  await owner.browser.put(`/saved-answers/${id}`, { content: { ...content, folder: '' }, from: 1 })
}

/** An outside model that is off. */
async function analyserOf(server: TestServer, workspaceId: string): Promise<void> {
  await server.pool.query(
    `insert into analyser (workspace_id, enabled, url, model, currency, price_in, price_out, cap_micros, cap_tokens, private, changed)
     values ($1, false, 'https://model.invalid/v1', 'petit', 'EUR', 1, 1, 1, 1, false, now())`,
    [workspaceId],
  )
}

/** A site that is down. */
async function siteOf(server: TestServer, workspaceId: string): Promise<void> {
  const site = uuidv7()
  await server.pool.query(
    `insert into watched_site (workspace_id, id, url, name, minutes, seconds, state, since, last)
     values ($1, $2, 'https://shop.invalid/', 'Boutique', 5, 10, 'down', now(), now())`,
    [workspaceId, site],
  )
  await server.pool.query(
    `insert into site_fall (workspace_id, site_id, id, began, told, fault)
     values ($1, $2, $3, now(), now(), '{"kind":"status","detail":"HTTP 500"}')`,
    [workspaceId, site, uuidv7()],
  )
}

/** A notice that the owner was told, a device of theirs, and a night on call. */
async function noticeOf(server: TestServer, workspaceId: string, { memberId }: Member): Promise<void> {
  const id = uuidv7()
  await server.pool.query(
    `insert into notice (workspace_id, member_id, id, slot, ways, items, due, told)
     values ($1, $2, $3, 'once:test', '{app}', 1, now(), now())`,
    [workspaceId, memberId, id],
  )
  await server.pool.query(
    `insert into notice_item (workspace_id, member_id, subject, notice_id, id, activity_id, alerts)
     select workspace_id, $2, 'story:' || id, $3, id, id, '{}' from activity where workspace_id = $1 limit 1`,
    [workspaceId, memberId, id],
  )
  await server.pool.query(
    `insert into notice_device (workspace_id, id, member_id, endpoint_hash, sealed, server_key, label)
     values ($1, $2, $3, 'hash', 'sealed', 'key', 'Firefox')`,
    [workspaceId, uuidv7(), memberId],
  )
  await server.pool.query(
    `insert into on_call_shift (workspace_id, id, member_id, days, starts, ends)
     values ($1, $2, $3, '{6,7}', '20:00', '08:00')`,
    [workspaceId, uuidv7(), memberId],
  )
}

/** Somebody on call who was called and has not answered yet. */
async function callOf(server: TestServer, workspaceId: string, { memberId }: Member): Promise<void> {
  const id = uuidv7()
  await server.pool.query(
    `insert into on_call_call (workspace_id, id, about, subject_id, facts, began, state, next_at)
     values ($1, $2, 'alarm', $2, '{}', now(), 'calling', now() + interval '1 hour')`,
    [workspaceId, id],
  )
  await server.pool.query(
    `insert into on_call_told (workspace_id, call_id, member_id, at) values ($1, $2, $3, now())`,
    [workspaceId, id, memberId],
  )
}

/** An alarm of the workspace's alert that goes on, with a note. */
async function alarmOf(server: TestServer, workspaceId: string, owner: Member): Promise<void> {
  const { rows } = await server.pool.query<{ id: string }>(
    `insert into alarm (workspace_id, id, kind, subject_kind, subject, level, opened, updated, evidence)
     select workspace_id, $2, 'crisis', 'alert', id, 2, now(), now(), $3 from alert where workspace_id = $1 limit 1 returning id`,
    [workspaceId, uuidv7(), JSON.stringify(EVIDENCE)],
  )
  const answer = await owner.browser.post(`/alarms/${rows[0]?.id}/notes`, {
    text: 'Le comptoir est prévenu.',
  })
  if (answer.status !== 201) throw new Error(`no note: ${await answer.text()}`)
}

const EVIDENCE = {
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
  ...{
    hour: '2026-11-20T12:00:00.000Z',
    count: 60,
    negative: 50,
    reach: 9000,
    expected: 4,
    high: 12,
    strength: 0.8,
    peak: 60,
  },
  factors: { volume: 1, negativity: 0.8, speed: 0.6, diversity: 1, influence: 0.3 },
  ...{ reasons: ['volume'], index: 78, since: null, missing: 0, failure: null },
}

async function noteSomething(owner: Member): Promise<void> {
  const page = (await (await owner.browser.get('/conversations')).json()) as { items: { id: string }[] }
  const id = page.items[0]?.id
  if (!id) throw new Error('no conversation was filed')
  await owner.browser.post(`/conversations/${id}/notes`, { text: 'À rappeler.' })
  await owner.browser.patch(`/conversations/${id}`, { assigneeId: owner.memberId, labels: ['retard'] })
  const view = { name: 'Retards', filter: { label: 'retard' }, sort: 'recent', shared: true }
  await owner.browser.post('/inbox-views', view)
}
