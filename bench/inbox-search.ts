// The inbox at size, by HTTP: what is to be done first, a view, a conversation, and words searched for in all history.
//   npm run bench -- inbox-search [conversations] [messages in each]
import { request } from 'node:http'
import { type RawBuilder, sql } from 'kysely'
import { connect } from '../lib/db/index.ts'
import { ensurePartitions } from '../src/activity/index.ts'
import { setUpOwner } from '../test/support/client.ts'
import { startProgram } from '../test/support/program.ts'
import { percentile, report } from './support.ts'

const LARGE = Number(process.argv[2] ?? 1_000_000)
const EACH = Number(process.argv[3] ?? 5)
const SMALL = Math.min(10_000, LARGE / 10)
const CALLS = 100
const WARM = 20
const MONTHS = 12

const program = await startProgram({ role: 'web', env: { VEILLEE_LIMITS: 'no' } })
const client = await setUpOwner(program)
const key = await client.key()
const connection = connect(program.databaseUrl, { max: 1 })
const { db } = connection
const workspace = client.workspaceId

/** One in this many messages holds the word; `old` ones are all a year old. */
const WORDS = { common: 3, frequent: 50, rare: 20_000, once: 0 }

/** The id of conversation n: a random one’s form, the same each time. */
const made = (n: RawBuilder<unknown>) =>
  sql`overlay(overlay(md5('conversation' || ${n}) placing '4' from 13) placing '8' from 17)::uuid`

/** Conversation n began so long ago that all of them span the months, evenly; its messages follow it an hour apart. */
async function fill(from: number, to: number): Promise<void> {
  const span = (MONTHS * 30 * 86_400) / LARGE
  await sql`
    create temporary table made on commit preserve rows as
    select n, i, at, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8'
        || substr(h, 4, 15))::uuid as id, ${made(sql`n`)} as conversation
    from (select n, i, md5(n || '/' || i) as h,
        date_trunc('milliseconds', now() - n * ${span}::float8 * interval '1 second' + i * interval '1 hour' - interval '6 hours') as at
      from generate_series(${from}::int, ${to}::int) n, generate_series(1, ${EACH}::int) i) as one`.execute(
    db,
  )
  await sql`
    insert into activity (workspace_id, id, published, position, received, channel, external_id, verb, visibility, actor_id,
      actor_name, object_type, object_id, text, lang, sentiment, p_positive, p_negative, media, tokens)
    select ${workspace}, id, at, n::bigint * ${EACH}::int + i, at, 'bluesky', id, 'Create', 'public', 'a' || n % 50000,
      'Actor ' || n % 50000, 'Note', id, words, 'fr', 'neutral', 0, 0, '[]', to_tsvector('simple', words)
    from (select *, 'mot' || (n * 7 + i) % 4001 || ' terme' || (n + i * 31) % 997 || ' signe' || n % 20011
        || case when (n + i) % ${WORDS.common} = 0 then ' lampe' else '' end
        || case when (n * 5 + i) % ${WORDS.frequent} = 0 then ' abajour' else '' end
        || case when (n * 5 + i) % ${WORDS.rare} = 0 then ' samovar' else '' end
        || case when n > ${LARGE}::int * 0.97 then ' ancien' else '' end
        || case when n = ${SMALL} - 1 and i = 1 then ' unique' else '' end as words from made) as said`.execute(
    db,
  )
  await sql`
    insert into conversation (workspace_id, id, channel, thread_key, visibility, author_id, author_name, snippet, status,
      priority, sentiment, lang, messages, first_at, last_at, last_activity_id, waiting_since)
    select ${workspace}, conversation, 'bluesky', 't' || n, case when n % 10 = 0 then 'private' else 'public' end,
      'a' || n % 50000, 'Actor ' || n % 50000, 'Message number ' || n,
      (array['open', 'open', 'done', 'done', 'done', 'snoozed'])[1 + n % 6], n % 100, 'neutral', 'fr', ${EACH},
      min(at), max(at), max(id::text)::uuid, case when n % 6 < 2 then min(at) end
    from made group by n, conversation`.execute(db)
  await sql`
    insert into conversation_item (workspace_id, conversation_id, published, activity_id)
    select ${workspace}, conversation, at, id from made`.execute(db)
  await sql`drop table made`.execute(db)
}

/** Fills in pieces, so that none is held whole. */
async function fillTo(from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at += 50_000) await fill(at, Math.min(to, at + 49_999))
  for (const table of ['activity', 'conversation', 'conversation_item'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db)
}

function get(path: string): Promise<number> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const call = request(
      `${program.url}/api/v1${path}`,
      { headers: { authorization: `Bearer ${key}` } },
      (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${path} answered ${answer.statusCode}`))
        answer.resume().once('end', () => resolve(performance.now() - start))
      },
    )
    call.once('error', reject)
    call.end()
  })
}

const { rows: someone } = await sql<{ id: string }>`select ${made(sql`7`)} as id`.execute(db)
const ASKED: Record<string, string> = {
  'to do first': '/conversations?sort=priority',
  'to do first, private': '/conversations?sort=priority&visibility=private',
  'newest open': '/conversations?status=open',
  'counts of views': '/inbox-views/counts',
  'a conversation': `/conversations/${someone[0]?.id}`,
  'its messages': `/conversations/${someone[0]?.id}/items`,
  'search, common word': '/conversations/search?q=lampe',
  'search, frequent word': '/conversations/search?q=abajour',
  'search, rare word': '/conversations/search?q=samovar',
  'search, one message': '/conversations/search?q=unique',
  'search, nothing': '/conversations/search?q=introuvable',
  'search, two words': '/conversations/search?q=lampe%20mot12',
  'search, common and rare': '/conversations/search?q=lampe%20samovar',
  'search, only long ago': '/conversations/search?q=ancien',
  'search, common, done only': '/conversations/search?q=lampe&status=done',
}

async function measure(): Promise<Map<string, number>> {
  const p95 = new Map<string, number>()
  for (const [name, path] of Object.entries(ASKED)) {
    for (let n = 0; n < WARM; n++) await get(path)
    const times: number[] = []
    for (let n = 0; n < CALLS; n++) times.push(await get(path))
    p95.set(name, percentile(times, 0.95))
  }
  return p95
}

const now = Date.now()
await ensurePartitions(
  db,
  Array.from({ length: MONTHS + 3 }, (_, ago) => new Date(now - (ago - 1) * 28 * 86_400_000)),
)
await fillTo(1, SMALL)
const small = await measure()
await fillTo(SMALL + 1, LARGE)
const large = await measure()
const inputs = `${SMALL} then ${LARGE} conversations of ${EACH} messages, ${CALLS} calls each`
for (const [name, p95] of large)
  report('inbox-search', {
    inputs,
    asked: name,
    'p95, ms': p95,
    'at the small size, ms': small.get(name) ?? 0,
    growth: p95 / (small.get(name) ?? 1),
    'target, ms': name.startsWith('search') ? 200 : 100,
  })
await connection.close()
await program.stop()
