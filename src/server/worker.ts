import pg from 'pg'
import { systemClock } from '../../lib/clock/index.ts'
import type { Handle } from '../../lib/db/index.ts'
import type { Jobs } from '../../lib/jobs/index.ts'
import type { Live } from '../../lib/live/index.ts'
import type { Log } from '../../lib/log/index.ts'
import { gauge } from '../../lib/metrics/index.ts'
import { listWorkspaces } from '../access/index.ts'
import { type Consumer, consume, consumerLags, ordersOf } from '../activity/index.ts'
import { CHANNELS, channelOf } from '../channels/index.ts'
import { startWebhooks, type WebhookDeps, webhookIntake } from '../deliver/index.ts'
import {
  type AccountRow,
  accountsOf,
  getAccount,
  IMPORT_QUEUE,
  type ImportJob,
  listAccounts,
  listenAccount,
  pullAccount,
  runImport,
} from '../ingest/index.ts'
import { alarmIntake, inboxAlertIds, linkHistory } from '../match/index.ts'
import { readTiersHeld, tiersOf } from '../people/index.ts'
import { followTiers, inboxIntake, stepApprovals, suggestIntake } from '../relate/inbox/index.ts'
import { moderationIntake } from '../relate/moderation/index.ts'
import {
  type NoticeWays,
  noticeIntake,
  startNotices,
  tellAlarms,
  tellMembers,
} from '../relate/notice/index.ts'
import { siteIntake } from '../relate/site/index.ts'
import { courtesyIntake, readerIntake } from '../report/index.ts'
import type { Config } from './config.ts'
import type { Engine } from './engine.ts'
import { startServices, tellableMatter } from './escalations.ts'
import { importDeps } from './imports.ts'
import { startOutbox } from './outbox.ts'
import { createPump } from './pump.ts'
import { callForAlarm } from './time.ts'
import { Turns } from './turns.ts'

export interface WorkerParts {
  db: Handle
  /** Address of the database, for the connection that holds the listener's lock. */
  url: string
  engine: Engine
  jobs: Jobs
  live: Live
  log: Log
  config: Config
  /** How members are told; it knows where people reach the server. */
  notices: NoticeWays
}

async function standingsOf(db: Handle, workspaceId: string, people: string[]) {
  await readTiersHeld(db, workspaceId)
  const orders = await ordersOf(db, workspaceId, people)
  const tiers = await tiersOf(db, workspaceId, people)
  return new Map(
    people.map((id) => {
      const tier = tiers.get(id)
      return [id, { orders: orders.get(id) ?? 0, ...(tier && { tier }) }]
    }),
  )
}

/** Every reader of the stream. */
export const CONSUMERS: readonly Consumer[] = [
  readerIntake,
  inboxIntake({
    inboxAlerts: inboxAlertIds,
    inboxAccounts: async (db, workspaceId) =>
      new Set(
        (await listAccounts(db, workspaceId)).filter((account) => account.inbox).map((account) => account.id),
      ),
    standings: standingsOf,
  }),
  webhookIntake,
  alarmIntake(),
  noticeIntake(),
  siteIntake,
  suggestIntake(),
  courtesyIntake,
  moderationIntake,
]

export interface Worker {
  /** Looks at everything once: what a notice lost on the way would have told. */
  sweep(): Promise<void>
  stop(): Promise<void>
}

export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const stopping = new AbortController()
  const pump = createPump({
    consumers: CONSUMERS,
    step: (workspaceId, consumer) => consume(parts.db, workspaceId, consumer),
    failed: ({ name }, err) =>
      parts.log.error({ consumer: name, err }, 'a consumer stumbled; it goes on at the next wake'),
    signal: stopping.signal,
  })
  const listening = await createListening(parts, stopping.signal)
  const outbox = startOutbox({ runner: parts.engine.runner, url: parts.url, live: parts.live })
  const webhooks = startWebhooks(webhookDeps(parts))
  const usual = { db: parts.db, log: parts.log, clock: systemClock }
  const notices = startNotices({ ...parts.notices, ...usual })
  const services = startServices(parts.engine.runner, parts.notices, usual)
  gauge(
    'veillee_consumer_behind',
    'Activities that a consumer has still to read',
    ['consumer'],
    async (behind) => {
      for (const lag of await consumerLags(parts.db)) behind.set({ consumer: lag.consumer }, lag.behind)
    },
  )
  const step = stepping(parts)
  const unsubscribe = parts.live.onNotice(({ w, k }) => {
    step(w, k)
    if (k === 'stream') pump.wake(w)
    if (k === 'account') listening.reconcile()
    if (k === 'webhook') webhooks.wake()
    if (k === 'notice') notices.wake()
    services.wake(k)
    if (k === 'alert') parts.jobs.send('link', { workspaceId: w }, { key: w }).catch(() => undefined)
  })
  await startPulls(parts, stopping.signal)
  await parts.jobs.work<{ workspaceId: string }>('link', async ({ workspaceId }) => {
    await linkHistory(parts.db, workspaceId, new Date())
  })
  await parts.jobs.work<ImportJob>(
    IMPORT_QUEUE,
    ({ workspaceId, importId }) =>
      runImport(importDeps(parts.db, parts.engine, parts.config), workspaceId, importId, stopping.signal),
    { expireIn: 6 * 3600 },
  )
  async function sweep(): Promise<void> {
    for (const workspace of await listWorkspaces(parts.db)) pump.wake(workspace.id)
    listening.reconcile()
  }
  const forget = parts.live.onListening(() => void sweep().catch(() => undefined))
  return {
    sweep,
    async stop() {
      unsubscribe()
      forget()
      stopping.abort()
      await Promise.all([
        pump.idle(),
        listening.stop(),
        outbox.stop(),
        webhooks.stop(),
        notices.stop(),
        services.stop(),
      ])
    },
  }
}

/** What is done at once for a notice, and by the clock where it fails. */
function stepping({ db, log }: WorkerParts): (workspaceId: string, kind: string) => void {
  const stumbled = (what: string) => (err: unknown) => log.error({ err }, `${what} at the next look`)
  return (w, k) => {
    if (k === 'approval')
      stepApprovals(db, w, new Date(), tellMembers).catch(stumbled('approvers were not told; they are'))
    if (k === 'tier')
      followTiers(db, w, new Date()).catch(stumbled('conversations did not follow a tier; they do'))
    if (k === 'alarm')
      tellAlarms(db, w, new Date(), callForAlarm).catch(stumbled('an alarm was not told; it is'))
  }
}

function webhookDeps({ db, engine, log, notices: { publicUrl } }: WorkerParts): WebhookDeps {
  const { http, vault: sealing } = engine.runner
  const accountNames = async (from: Handle, workspaceId: string) =>
    new Map((await listAccounts(from, workspaceId)).map((account) => [account.id, account.name]))
  return { db, http, sealing, log, publicUrl, accountNames, matterOf: tellableMatter }
}

/** Accounts read at once by this process, by one workspace, and at one host. */
const PULLS = 8
const PULLS_A_WORKSPACE = 6
const PULLS_A_HOST = 2

async function startPulls(parts: WorkerParts, signal: AbortSignal): Promise<void> {
  interface Pull {
    workspaceId: string
    accountId: string
  }
  const waiting = new Map<string, Pull>()
  const turns = new Turns((accountId) => {
    const pull = waiting.get(accountId)
    if (pull) parts.jobs.send('pull', pull, { key: accountId }).catch(() => undefined)
  })
  await parts.jobs.work<Pull>(
    'pull',
    async ({ workspaceId, accountId }) => {
      const row = await getAccount(parts.db, workspaceId, accountId).catch(() => undefined)
      const channel = row && channelOf(row.channel)
      // A job that waited behind another pull of the same account finds that it is not due any more.
      if (!channel || !row.next_pull || row.next_pull > new Date()) return
      waiting.set(accountId, { workspaceId, accountId })
      await turns.take({ id: accountId, places: placesOf(row) }, () => {
        waiting.delete(accountId)
        return pullAccount(parts.engine.runner, channel, row, signal)
      })
    },
    { concurrency: PULLS },
  )
}

function placesOf({ id, workspace_id, config }: AccountRow) {
  const host = URL.parse(String(config.url ?? ''))?.host ?? id
  return [
    { name: `host ${host}`, most: PULLS_A_HOST },
    { name: `workspace ${workspace_id}`, most: PULLS_A_WORKSPACE },
  ]
}

const LISTENERS_LOCK = 7_242_001

/** One process of the installation holds all firehoses: two would pay twice for the same network. */
async function createListening(parts: WorkerParts, signal: AbortSignal) {
  const { db, log } = parts
  const kinds = CHANNELS.filter((channel) => channel.listen).map((channel) => channel.id)
  const held = new Map<string, { version: string; stop: AbortController; done: Promise<void> }>()
  let lock: pg.Client | undefined
  let reconciling: Promise<void> = Promise.resolve()

  async function mayListen(): Promise<boolean> {
    if (lock) return true
    const client = new pg.Client({ connectionString: parts.url, application_name: 'veillee-listener' })
    client.on('error', () => {
      lock = undefined
      for (const one of held.values()) one.stop.abort()
    })
    await client.connect()
    const { rows } = await client.query('select pg_try_advisory_lock($1) as mine', [LISTENERS_LOCK])
    if (!rows[0]?.mine) await client.end()
    else {
      lock = client
      // Another process may have listened meanwhile.
      parts.engine.known.refresh()
    }
    return Boolean(lock)
  }

  async function reconcile(): Promise<void> {
    if (signal.aborted || !(await mayListen())) return
    const wanted = new Map((await accountsOf(db, kinds)).map((row) => [row.id, row]))
    for (const [id, one] of held) {
      const row = wanted.get(id)
      if (!row || versionOf(row) !== one.version) one.stop.abort()
    }
    for (const [id, row] of wanted) {
      const channel = channelOf(row.channel)
      if (held.has(id) || !channel) continue
      const stop = new AbortController()
      const done = listenAccount(parts.engine.runner, channel, row, AbortSignal.any([stop.signal, signal]))
        .catch((error) => log.error({ account: id, err: error }, 'a listener ended'))
        .finally(() => held.delete(id))
      held.set(id, { version: versionOf(row), stop, done })
    }
  }

  return {
    reconcile() {
      reconciling = reconciling
        .then(reconcile)
        .catch((error) => log.error({ err: error }, 'cannot look after listeners'))
    },
    async stop() {
      await reconciling
      await Promise.all([...held.values()].map((one) => one.done))
      await lock?.end()
    },
  }
}

/** A credential that renews itself changes nothing; one that a person gave makes a listener start again. */
function versionOf(row: {
  config: unknown
  sealed_secrets: string | null
  credential_given: Date | null
}): string {
  return JSON.stringify([row.config, row.sealed_secrets, row.credential_given])
}
