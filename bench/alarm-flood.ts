/**
 * An alarm under a flood: 2,000 posts a second of other matters are brought in while one alert is suddenly talked about; the
 * consumer and the clock run as in the program, all in this process, on the embedded PostgreSQL. Tells how long after the post
 * that passes the threshold its alarm is told to windows, and how much came in meanwhile. `node bench/alarm-flood.ts`
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { startLive } from '../lib/live/index.ts'
import { createWorkspace } from '../src/access/index.ts'
import { append, consume } from '../src/activity/index.ts'
import { alarmIntake, createAlert, watchAlarms } from '../src/match/index.ts'
import { entry, note } from '../test/support/entries.ts'
import { benchDatabase, median, report } from './support.ts'

const RATE = 2000
const BATCH = 500
const ROUNDS = 3
const HOUR = 3_600_000

const { db, url, close } = await benchDatabase()
const live = startLive(url)
const workspaceId = await createWorkspace(db, { name: 'Bench', timeZone: 'UTC', locale: 'en' })
const seconds: number[] = []
let poured = 0
let running = true
const flooding = flood()
const reading = pump()
const watching = clock()
for (let round = 0; round < ROUNDS; round++) seconds.push(await crisis(round))
const rate = await measured()
running = false
await Promise.all([flooding, reading, watching])
await live.close()
await close()
report('alarm under a flood', {
  'posts a second meanwhile': rate,
  'seconds from the threshold to the window, median': median(seconds),
  'at worst': Math.max(...seconds),
  target: 60,
})

/** Brings in as much as is asked for; where the machine cannot, as much as it can. */
async function flood(): Promise<void> {
  for (let at = Date.now(); running; at += (BATCH / RATE) * 1000) {
    await bring(BATCH, `flood ${poured}`, [])
    poured += BATCH
    await sleep(Math.max(0, at - Date.now()))
  }
}

async function bring(count: number, name: string, alerts: string[]): Promise<void> {
  const entries = Array.from({ length: count }, (_, i) => {
    const actor = { id: `did:${name}:${i}`, name: `Person ${i}`, handle: `p${i}`, followers: i }
    const made = note(`at://${name}/${i}`, `Something about ${name}, and the number ${i} of it`, {
      at: new Date().toISOString(),
      actor,
    })
    return entry(made, { alerts })
  })
  await append(db, { workspaceId, channel: 'bluesky', accountId: null, entries, received: new Date() })
}

/** As the program's: until it has caught up, and again. */
async function pump(): Promise<void> {
  const intake = alarmIntake()
  while (running) if ((await consume(db, workspaceId, intake)) === 0) await sleep(20)
}

/** As the schedule's: every five seconds. */
async function clock(): Promise<void> {
  while (running) {
    await watchAlarms(db, workspaceId, new Date())
    await sleep(5000)
  }
}

/** Seconds until an alert that was always quiet, and is talked about at once, is told. */
async function crisis(round: number): Promise<number> {
  const { id } = await createAlert(
    db,
    workspaceId,
    { name: `Brand ${round}`, query: 'brand' },
    { label: 'bench' },
  )
  const created = new Date(Date.now() - 10 * 24 * HOUR)
  await sql`update alert set created = ${created} where workspace_id = ${workspaceId} and id = ${id}`.execute(
    db,
  )
  await sleep(3000 + 1700 * round)
  const told = firstAlarm()
  await bring(60, `crisis ${round}`, [id])
  const start = performance.now()
  await told
  return (performance.now() - start) / 1000
}

async function firstAlarm(): Promise<void> {
  const windows = live.subscribe(workspaceId)
  for await (const item of windows) if (item.k === 'alarm') break
  windows.close()
}

async function measured(): Promise<number> {
  const before = poured
  const start = performance.now()
  await sleep(5000)
  return ((poured - before) * 1000) / (performance.now() - start)
}
