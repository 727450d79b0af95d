import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import { enqueue, resumeSending, type SenderOptions, stopSending } from '../../src/deliver/index.ts'
import { drop, retry, sayIsSent } from '../../src/deliver/outbox/change.ts'
import { ingest, type RunnerDeps } from '../../src/ingest/index.ts'
import { testDatabase } from '../support/database.ts'
import { echoRunner } from '../support/sending.ts'
import { testWorkspace } from '../support/workspace.ts'
import type { Crew, Worker } from './crew.ts'
import type { TortureNetwork } from './network.ts'
import { type Plan, randomOf } from './plan.ts'

/** Short times, in the proportions of the real ones. */
export const OPTIONS: Partial<SenderOptions> = {
  deadline: 800,
  lease: 2400,
  every: 50,
  pause: 15,
  patience: 600_000,
  recheck: 300,
}

export interface Result {
  seed: number
  messages: number
  accepted: number
  sent: number
  refused: number
  /** Asked of a person, and shown with the reason. */
  unknown: number
  killed: number
  /** What must never be: each a line that says what and where. */
  wrong: string[]
  seconds: number
}

interface Stage {
  plan: Plan
  db: Handle
  url: string
  runner: RunnerDeps
  workspace: string
  networks: TortureNetwork[]
  accounts: { id: string; network: TortureNetwork }[]
  workers: Set<Worker>
  events: Promise<unknown>[]
  result: Result
  /** When a person was first asked about each: nobody says "again" at the first glance. */
  asked: Map<string, number>
  /** Nothing goes wrong any more. */
  quiet: boolean
  /** Nobody is hired any more. */
  over: boolean
}

/** A simulator on a busy machine accepts what it was sent before its connection was cut so much later at most. */
const SECOND_LOOK = 1500

const NOBODY = '00000000-0000-7000-8000-000000000001'

/** One run: everything goes wrong as planned, then quiet; then nothing may be doubled, lost, or unsaid. */
export async function run(plan: Plan, crew: Crew, start: () => Promise<TortureNetwork[]>): Promise<Result> {
  const began = performance.now()
  const database = await testDatabase()
  const networks = await start()
  const runner = echoRunner(database.db)
  const workspace = await testWorkspace(database.db)
  const accounts: Stage['accounts'] = []
  for (const network of networks) {
    for (let i = 0; i < 2; i++) accounts.push({ network, id: await network.account(runner, workspace) })
  }
  const result: Result = {
    seed: plan.seed,
    messages: 0,
    accepted: 0,
    sent: 0,
    refused: 0,
    unknown: 0,
    killed: 0,
    wrong: [],
    seconds: 0,
  }
  const stage: Stage = {
    plan,
    db: database.db,
    url: database.url,
    runner,
    workspace,
    networks,
    accounts,
    workers: new Set(),
    events: [],
    asked: new Map(),
    result,
    quiet: false,
    over: false,
  }
  try {
    await play(stage, crew)
    await verify(stage)
  } catch (error) {
    result.wrong.push(`the run broke: ${error instanceof Error ? error.stack : error}`)
  } finally {
    stage.over = true
    await Promise.all([...stage.workers].map((worker) => worker.end()))
    await Promise.allSettled(stage.events)
    await Promise.all(networks.map((network) => network.close()))
    await runner.http.close()
    await database.close()
  }
  result.seconds = (performance.now() - began) / 1000
  return result
}

async function play(stage: Stage, crew: Crew): Promise<void> {
  const { plan, networks, workers } = stage
  for (const network of networks) {
    network.plan((text, n) => (stage.quiet ? undefined : plan.fault(network.faults, text, n)))
    network.onKill((name) => killBy(stage, name))
    network.onSaid((event) => echo(stage, network, event))
  }
  const cuts = [...plan.cuts]
  const hire = () => {
    const cut = stage.quiet ? undefined : cuts.shift()
    const worker = crew.start(stage.url, OPTIONS, cut)
    workers.add(worker)
    void worker.ended.then(() => {
      workers.delete(worker)
      if (stage.over) return
      stage.result.killed++
      hire()
    })
  }
  for (let i = 0; i < plan.workers; i++) hire()
  const healing = setInterval(() => void heal(stage).catch(() => undefined), 100)
  try {
    await Promise.all([speak(stage), ...mishaps(stage)])
    stage.quiet = true
    await heal(stage)
    await settleAll(stage)
  } finally {
    clearInterval(healing)
  }
}

/** What was asked for, in two lanes an account and some in none; some of it is undone with its transaction. */
async function speak(stage: Stage): Promise<void> {
  const { plan, accounts, db, workspace, result } = stage
  const random = randomOf(plan.seed)
  for (let i = 0; i < plan.messages; i++) {
    const account = accounts[Math.floor(random() * accounts.length)]
    if (!account) throw new Error('no account')
    const lane = ['a', 'b', undefined][Math.floor(random() * 3)]
    const undone = random() < 0.1
    const text = `${plan.seed}-${i}${undone ? ' undone' : ''}`
    await inTransaction(db, async (tx) => {
      await enqueue(tx, {
        workspaceId: workspace,
        accountId: account.id,
        channel: account.network.channel,
        act: 'publish',
        at: new Date(),
        draft: { text, media: [] },
        ...account.network.order?.(),
        lane: lane ?? text,
      })
      if (undone) throw new Undone()
    }).catch((error) => {
      if (!(error instanceof Undone)) throw error
    })
    if (!undone) result.messages++
    if (random() < 0.5) await sleep(random() * 40)
  }
}

class Undone extends Error {}

function mishaps(stage: Stage): Promise<void>[] {
  const { plan, workers } = stage
  const some = () => [...workers].filter((worker) => worker.alive())[0]
  const kills = plan.kills.map(async (at) => {
    await sleep(at)
    some()?.kill()
  })
  const freeze = async ({ at, lasts }: { at: number; lasts: number }) => {
    await sleep(at)
    const worker = some()
    worker?.freeze()
    await sleep(lasts)
    worker?.thaw()
  }
  const jump = async ({ at, by }: { at: number; by: number }) => {
    await sleep(at)
    some()?.jump(by)
  }
  return [
    ...kills,
    ...(plan.freeze ? [freeze(plan.freeze)] : []),
    ...(plan.jump ? [jump(plan.jump)] : []),
    ...(plan.stop ? [stopAWhile(stage, plan.stop)] : []),
  ]
}

async function stopAWhile(stage: Stage, { at, lasts }: { at: number; lasts: number }): Promise<void> {
  await sleep(at)
  const { leaving } = await stopSending(stage.db, stage.workspace, { reason: 'torture' })
  const before = stage.networks.reduce((sum, network) => sum + network.said().length, 0)
  await sleep(lasts)
  const after = stage.networks.reduce((sum, network) => sum + network.said().length, 0)
  if (after - before > leaving)
    stage.result.wrong.push(`${after - before} left after the stop, which said that ${leaving} were leaving`)
  await inTransaction(stage.db, (tx) => resumeSending(tx, stage.workspace))
}

function killBy(stage: Stage, name: string): void {
  const pid = Number(name.split('/')[1])
  for (const worker of stage.workers) if (worker.pid === pid) worker.kill()
}

/** The network's own event of what it accepted: before the answer, after it, twice, or never. */
function echo(
  stage: Stage,
  network: TortureNetwork,
  event: Parameters<Parameters<TortureNetwork['onSaid']>[0]>[0],
) {
  const random = randomOf(stage.events.length + stage.plan.seed)
  const times = Math.floor(random() * 3)
  const source = {
    workspaceId: stage.workspace,
    channel: network.stream,
    accountId: null,
    keep: 'all' as const,
  }
  for (let i = 0; i < times; i++) {
    const told = sleep(random() * 60).then(() =>
      ingest(stage.db, source, { activities: [event] }, stage.runner.pipeline),
    )
    told.catch((error) => stage.result.wrong.push(`an event was not taken in: ${error}`))
    stage.events.push(told)
  }
}

async function heal({ db, networks, workspace }: Stage): Promise<void> {
  for (const network of networks) network.heal()
  const { rows } = await sql<{ id: string }>`
    update channel_account set failure = null, failures = 0
    where workspace_id = ${workspace} and failure is not null returning id`.execute(db)
  for (const { id } of rows) {
    await sql`select pg_notify('veillee', ${JSON.stringify({ w: workspace, k: 'account', id })})`.execute(db)
  }
}

interface Row {
  id: string
  account_id: string
  text: string
  state: string
  lane: string
  turn: number
  failure: { kind: string } | null
  activity_id: string | null
  lines: number
}

async function rowsOf({ db, workspace }: Stage): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, account_id, draft->>'text' as text, state, lane, turn, failure, activity_id,
      (select count(*)::int from delivery_log as log
        where log.workspace_id = delivery.workspace_id and log.delivery_id = delivery.id) as lines
    from delivery where workspace_id = ${workspace} order by id`.execute(db)
  return rows
}

/** A person decides what is unknown, as the network truly has it; everything must come to its end. */
async function settleAll(stage: Stage): Promise<void> {
  const began = performance.now()
  while (true) {
    const rows = await rowsOf(stage)
    const open = rows.filter(({ state }) => ['waiting', 'sending', 'unknown'].includes(state))
    if (open.length === 0) return
    if (performance.now() - began > 150_000) {
      stage.result.wrong.push(`never ended: ${JSON.stringify(open)}`)
      return
    }
    for (const row of open.filter(({ state }) => state === 'unknown')) await decideAs(stage, row)
    // What failed often on a busy machine waits long, unless somebody is impatient.
    if (performance.now() - began > 20_000) await hurry(stage)
    await sleep(50)
  }
}

/** Only of what waits at this moment: what has become unknown since is looked at before anybody says "again". */
async function hurry({ db, workspace }: Stage): Promise<void> {
  await sql`
    update delivery set next_try = now()
    where workspace_id = ${workspace} and state = 'waiting' and next_try is not null`.execute(db)
}

async function decideAs(stage: Stage, row: Row): Promise<void> {
  const { db, workspace: workspaceId, result } = stage
  const network = networkOf(stage, row)
  const now = performance.now()
  const since = stage.asked.get(row.id) ?? now
  stage.asked.set(row.id, since)
  if (network.accepted(row.text) === 0 && now - since < SECOND_LOOK) return
  stage.asked.delete(row.id)
  result.unknown++
  // A second try that is refused says nothing of the first.
  const refused = row.failure?.kind === 'refused' || row.failure?.kind === 'gone'
  if (!network.mayAsk && !refused)
    result.wrong.push(`${network.name} asked a person about ${row.text}: ${await storyOf(stage, row)}`)
  if (!row.failure || row.lines === 0) result.wrong.push(`nothing says why ${row.text} is unknown`)
  const decision = { workspaceId, id: row.id, by: NOBODY }
  if (network.accepted(row.text) > 0) await sayIsSent(db, decision)
  else if (row.text.endsWith('0')) await drop(db, decision)
  else await retry(db, decision)
}

function networkOf({ accounts }: Stage, row: Row): TortureNetwork {
  const found = accounts.find((account) => account.id === row.account_id)
  if (!found) throw new Error('a delivery of nobody')
  return found.network
}

async function verify(stage: Stage): Promise<void> {
  const { result, networks } = stage
  await Promise.allSettled(stage.events)
  const rows = await rowsOf(stage)
  const kept = await activitiesOf(stage)
  if (rows.length !== result.messages) result.wrong.push(`${rows.length} deliveries of ${result.messages}`)
  for (const row of rows) {
    const times = networkOf(stage, row).accepted(row.text)
    const wanted = row.state === 'sent' ? 1 : 0
    if (times > 1)
      result.wrong.push(`DOUBLE: ${row.text} accepted ${times} times: ${await storyOf(stage, row)}`)
    else if (times !== wanted)
      result.wrong.push(`${row.text} is ${row.state}, and was accepted ${times} times`)
    if (row.state === 'sent') result.sent++
    if (row.state === 'refused') result.refused++
    const activities = kept.get(row.text) ?? []
    if (activities.length > 1)
      result.wrong.push(`${row.text} stands ${activities.length} times in the stream`)
    if (row.activity_id && activities[0]?.id !== row.activity_id)
      result.wrong.push(`${row.text} is not the activity that it says`)
    if (row.activity_id && (!activities[0]?.ours || activities[0].account_id !== row.account_id))
      result.wrong.push(`${row.text} is not ours in the stream`)
  }
  const undone = networks.flatMap((network) => network.said()).filter((text) => text.endsWith('undone'))
  for (const text of undone) result.wrong.push(`${text} left, though its transaction was undone`)
  result.accepted = networks.reduce((sum, network) => sum + network.said().length, 0)
  checkOrder(stage, rows)
}

/** What the network and the log say of one delivery. */
async function storyOf(stage: Stage, row: Row): Promise<string> {
  const { rows } = await sql<{ at: Date; what: string; detail: string | null }>`
    select at, what, detail from delivery_log where delivery_id = ${row.id} order by at`.execute(stage.db)
  const lines = rows.map(({ at, what, detail }) => `${at.toISOString().slice(17)} ${what} ${detail ?? ''}`)
  const network = networkOf(stage, row)
  return `${network.name}; ${lines.join('; ')}; accepted ${network
    .times(row.text)
    .map((at) => new Date(at).toISOString().slice(17))
    .join(', ')}`
}

async function activitiesOf({ db, workspace }: Stage) {
  const { rows } = await sql<{ id: string; text: string; ours: boolean; account_id: string | null }>`
    select id, text, ours, account_id from activity where workspace_id = ${workspace} and verb = 'Create'`.execute(
    db,
  )
  return Map.groupBy(rows, (row) => row.text)
}

function checkOrder(stage: Stage, rows: readonly Row[]): void {
  const lanes = Map.groupBy(rows, (row) => `${row.account_id} ${row.lane}`)
  for (const lane of lanes.values()) {
    const sent = lane.filter((row) => row.state === 'sent')
    const [first] = sent
    if (!first) continue
    const mine = new Set(sent.map((row) => row.text))
    const came = networkOf(stage, first)
      .said()
      .filter((text) => mine.has(text))
    if (came.join() !== sent.map((row) => row.text).join())
      stage.result.wrong.push(`out of order: ${came.join()} of ${sent.map((row) => row.text).join()}`)
  }
}
