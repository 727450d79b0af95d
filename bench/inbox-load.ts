// Fifty agents at work in a large inbox, over HTTP, each with a live connection that renews their counts as the web does:
// first ten times as fast as people are, then as fast as scripts click, then the same while the server is killed.
//   npm run bench -- inbox-load [conversations] [messages a conversation] [agents] [seconds] [wait]
// `wait`: asks for a line on standard input between the filling, which is long, and what is measured; only where it is
// run by itself (`node bench/inbox-load.ts … wait`), for what npm runs has no standard input.
// The first 5,000 conversations go through the program's own doors, the others are copies of their rows (activities,
// keys, conversations, items) at earlier times, on the embedded PostgreSQL with fsync. Agents, server and database share
// the machine. The baseline is bare SQL for the first page of the inbox, at the same moments.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { connect } from '../lib/db/index.ts'
import { BUSY, type Crowd, FRANTIC, type Pace, work } from '../test/load/agents.ts'
import { wrongIn } from '../test/load/books.ts'
import { type Browsers, openBrowsers } from '../test/load/browsers.ts'
import { fillInbox } from '../test/load/fill.ts'
import { agentsOf } from '../test/load/members.ts'
import { randomOf } from '../test/load/talk.ts'
import { setUpOwner } from '../test/support/client.ts'
import { startProgram } from '../test/support/program.ts'
import { benchDatabase, percentile, report } from './support.ts'

const [conversations = 1_000_000, messages = 5, agents = 50, seconds = 120] = process.argv
  .slice(2)
  .filter((given) => given !== 'wait')
  .map(Number)
const KILLS = 10
/** Milliseconds between two changes whose arrival is timed. */
const BEAT = 500
/** Milliseconds after which news are taken not to come. */
const PATIENCE = 5000

const database = await benchDatabase()
const program = await startProgram({ databaseUrl: database.url, env: { VEILLEE_LIMITS: 'no' } })
const owner = await setUpOwner(program)
const connection = connect(database.url, { max: 2 })
const crew = await agentsOf(connection.db, program.url, owner.workspaceId, agents)
await program.kill()
const began = Date.now()
await fillInbox(connection.db, owner.workspaceId, { conversations, messages }, (done) => {
  if (process.stderr.isTTY) process.stderr.write(`\rfilling: ${Math.round(done * 100)} %`)
})
console.error(`filled in ${Math.round((Date.now() - began) / 1000)} s`)
if (process.argv.includes('wait')) {
  console.error('waiting for a line on standard input')
  await Promise.race([once(process.stdin, 'data'), once(process.stdin, 'end')])
  process.stdin.destroy()
}
await program.start()
await caughtUp()

/** Waits until the program keeps the time of all that is open: copies came without. */
async function caughtUp(): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from conversation
      where workspace_id = ${owner.workspaceId} and status in ('open', 'snoozed') and not exists (
        select 1 from service_clock as clock
        where clock.workspace_id = conversation.workspace_id and conversation_id = conversation.id
          and clock.status = conversation.status)`.execute(connection.db)
    if (rows[0]?.n === 0) return
    if (process.stderr.isTTY) process.stderr.write(`\rkeeping time: ${rows[0]?.n} left   `)
    await sleep(1000)
  }
}

/** From the request of a change to its news at each open connection. */
async function timeLive(browsers: Browsers, signal: AbortSignal): Promise<number[]> {
  const took: Promise<number[]>[] = []
  const { items } = await owner.call<{ items: { id: string }[] }>(
    'GET',
    '/conversations?status=open&limit=100',
  )
  for (let n = 0; !signal.aborted; n++) {
    const id = items[n % items.length]?.id ?? ''
    for (const { heard } of browsers.open) heard.delete(id)
    const sent = performance.now()
    // A label that is there already would be no change, and no news.
    await owner.call('PATCH', `/conversations/${id}`, { labels: [`beat${Date.now().toString(36)}`] })
    took.push(untilHeard(browsers, id, sent))
    await sleep(BEAT)
  }
  return (await Promise.all(took)).flat()
}

/** Milliseconds from `sent` to the news of a conversation at each browser; infinite where none came. */
async function untilHeard({ open }: Browsers, id: string, sent: number): Promise<number[]> {
  while (performance.now() - sent < PATIENCE && open.some(({ heard }) => !heard.has(id))) await sleep(50)
  return open.map(({ heard }) => (heard.get(id) ?? Number.POSITIVE_INFINITY) - sent)
}

async function bare(signal: AbortSignal): Promise<number[]> {
  const took: number[] = []
  while (!signal.aborted) {
    const start = performance.now()
    await sql`
      select * from conversation where workspace_id = ${owner.workspaceId} and status = 'open'
      order by last_at desc, id desc limit 51`.execute(connection.db)
    took.push(performance.now() - start)
    await sleep(200)
  }
  return took
}

function newCrowd(): Crowd {
  return { timings: new Map(), notes: [], asked: new Set(), cut: 0 }
}

/** The whole crew at one pace, with the news of a change and bare SQL timed at the same moments. */
async function measure(name: string, pace: Pace, seed: number): Promise<Crowd> {
  const stop = new AbortController()
  const crowd = newCrowd()
  const browsers = await openBrowsers(program.url, crew, crowd)
  const working = crew.map((agent, i) =>
    work(agent, `${name}${i}`, crowd, { draw: randomOf(i + seed), pace, signal: stop.signal }),
  )
  setTimeout(() => stop.abort(), seconds * 1000)
  const [live, plain] = await Promise.all([timeLive(browsers, stop.signal), bare(stop.signal)])
  await Promise.all(working)
  await browsers.close()
  const p95 = (...what: string[]) =>
    percentile(
      what.flatMap((one) => crowd.timings.get(one) ?? []),
      0.95,
    )
  const calls = [...crowd.timings.values()].reduce((sum, list) => sum + list.length, 0)
  const opened = crowd.timings.get('conversation')?.length ?? 0
  report('inbox-load', {
    inputs: `${conversations} conversations of ${messages} messages, ${agents} agents, ${seconds} s, ${name}`,
    'conversations an hour and agent': (opened / agents / seconds) * 3600,
    'exchanges a second': calls / seconds,
    'inbox p95, ms': p95('inbox'),
    'counts p95, ms': p95('counts', '/conversations/counts'),
    'counts of views p95, ms': p95('/inbox-views/counts'),
    'what is late p95, ms': p95('/service-levels/now'),
    'view p95, ms': p95('view'),
    'conversation and its messages p95, ms': p95('conversation'),
    'note p95, ms': p95('note'),
    'change p95, ms': p95('label', 'status'),
    'target p95, ms': 100,
    'bare SQL of the inbox p95, ms': percentile(plain, 0.95),
    ratio: p95('inbox') / percentile(plain, 0.95),
    [`live at ${agents} connections p95, ms`]: percentile(live, 0.95),
    [`news not heard within ${PATIENCE} ms`]: live.filter((ms) => !Number.isFinite(ms)).length,
    'target live p95, ms': 500,
  })
  return crowd
}

const measured = [await measure('busy', BUSY, 1), await measure('frantic', FRANTIC, 101)]

const killed = newCrowd()
const end = new AbortController()
const again = crew.map((agent, i) =>
  work(agent, `k${i}`, killed, { draw: randomOf(i + 201), pace: FRANTIC, signal: end.signal }),
)
const draw = randomOf(7)
for (let kill = 0; kill < KILLS; kill++) {
  await sleep(1500 + draw() * 3000)
  await program.kill()
  await program.start()
}
await sleep(3000)
end.abort()
await Promise.all(again)
for (const { asked, notes } of measured) {
  for (const text of asked) killed.asked.add(text)
  killed.notes.push(...notes)
}
const wrong = await wrongIn(connection.db, owner.workspaceId, killed)
report('inbox-load', {
  inputs: `the same agents while the server is killed ${KILLS} times`,
  'notes acknowledged': killed.notes.length,
  'exchanges cut': killed.cut,
  'lost, doubled or miscounted': wrong.length,
})
for (const line of wrong.slice(0, 20)) console.error(line)
await connection.close()
await program.stop()
await database.close()
