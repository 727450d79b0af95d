// First page of the inbox by HTTP at 10,000 and 1,000,000 conversations, against the bare SQL on the same server.
//   npm run bench -- inbox [conversations]
import { request } from 'node:http'
import { sql } from 'kysely'
import { connect, type Handle } from '../lib/db/index.ts'
import { setUpOwner } from '../test/support/client.ts'
import { startProgram } from '../test/support/program.ts'
import { percentile, report } from './support.ts'

const LARGE = Number(process.argv[2] ?? 1_000_000)
const SMALL = 10_000
const CALLS = 1000
/** Both sides have met their code, and it has been compiled: a server is new once. */
const WARM = 300

const program = await startProgram({ env: { VEILLEE_LIMITS: 'no' } })
const client = await setUpOwner(program)
const key = await client.key()
const connection = connect(program.databaseUrl, { max: 2 })
const { db } = connection

async function fill(handle: Handle, from: number, to: number): Promise<void> {
  const workspace = client.workspaceId
  await sql`
    insert into conversation (workspace_id, id, channel, thread_key, visibility, author_id, author_name, snippet, status,
      priority, sentiment, lang, messages, first_at, last_at, last_activity_id, waiting_since)
    select ${workspace}, gen_random_uuid(), (array['bluesky', 'feed', 'email', 'webhook'])[1 + n % 4], 't' || n, 'public',
      'a' || n % 50000, 'Actor ' || n % 50000, 'Message number ' || n || ' about a lamp that came late',
      (array['open', 'open', 'done', 'done', 'done', 'snoozed'])[1 + n % 6], n % 100,
      (array['positive', 'neutral', 'negative'])[1 + n % 3], 'fr', 1 + n % 5, at, at, gen_random_uuid(),
      case when n % 6 < 2 then at end
    from (select n, date_trunc('milliseconds', now() - n * interval '37 seconds') as at
      from generate_series(${from}::int, ${to}::int) n) as made`.execute(handle)
  await sql`vacuum analyze conversation`.execute(handle)
}

async function bare(): Promise<number> {
  const start = performance.now()
  await sql`
    select * from conversation where workspace_id = ${client.workspaceId} and status = 'open'
    order by last_at desc, id desc limit 51`.execute(db)
  return performance.now() - start
}

function page(): Promise<number> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const call = request(
      `${program.url}/api/v1/conversations?status=open`,
      { headers: { authorization: `Bearer ${key}` } },
      (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`answered ${answer.statusCode}`))
        answer.resume().once('end', () => resolve(performance.now() - start))
      },
    )
    call.once('error', reject)
    call.end()
  })
}

/** In turn, so that both meet the same moments of a noisy machine. */
async function measure(): Promise<{ sql: number; http: number; medians: number }> {
  for (let i = 0; i < WARM; i++) {
    await bare()
    await page()
  }
  const [plain, whole]: [number[], number[]] = [[], []]
  for (let i = 0; i < CALLS; i++) {
    plain.push(await bare())
    whole.push(await page())
  }
  return {
    sql: percentile(plain, 0.95),
    http: percentile(whole, 0.95),
    medians: percentile(whole, 0.5) / percentile(plain, 0.5),
  }
}

await fill(db, 1, SMALL)
const small = await measure()
await fill(db, SMALL + 1, LARGE)
const large = await measure()
report('inbox', {
  inputs: `first page of 50 open conversations, ${CALLS} calls in turn, ${SMALL} then ${LARGE} conversations`,
  'HTTP p95, ms': large.http,
  'bare SQL p95, ms': large.sql,
  ratio: large.http / large.sql,
  'ratio of the medians': large.medians,
  target: 3,
  'HTTP p95 at the small size, ms': small.http,
  'growth of the p95': large.http / small.http,
  'target growth': 1.5,
})
await connection.close()
await program.stop()
