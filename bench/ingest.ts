// Ingest to committed, against bare batched INSERTs of the same rows into the same table with the same indexes.
//   npm run bench -- ingest [rows]
import { sql } from 'kysely'
import { type Handle, tables } from '../lib/db/index.ts'
import { type Activity, ensurePartitions } from '../src/activity/index.ts'
import { drink, type PipelineDeps } from '../src/ingest/index.ts'
import { understandForStream } from '../src/interpret/index.ts'
import { createAlert } from '../src/match/index.ts'
import { attribute } from '../src/people/index.ts'
import { Matchers } from '../src/server/matchers.ts'
import { testWorkspace } from '../test/support/workspace.ts'
import { benchDatabase, median, posts, report } from './support.ts'

const ROWS = Number(process.argv[2] ?? 20_000)
const BATCH = 500
const ALERTS = 1000
const ROUNDS = 3

const database = await benchDatabase()
const { db } = database

async function engine(workspaceId: string): Promise<PipelineDeps> {
  const words = posts(7, ALERTS).map((post) =>
    (post.object.text ?? '').split(/\s+/).filter((word) => word.length > 6),
  )
  for (let i = 0; i < ALERTS; i++) {
    const [one = 'lampe', two = 'retard'] = words[i] ?? []
    await createAlert(
      db,
      workspaceId,
      { name: `a${i}`, query: `"marque ${i}" OR ("${one}" AND "${two}" AND produit${i})` },
      { label: 'bench' },
    )
  }
  const matchers = new Matchers(db)
  await matchers.load(workspaceId)
  return {
    interpret: ({ object }) => understandForStream({ text: object.text ?? '', lang: object.lang }),
    match: matchers.steps,
    attribute,
    now: () => new Date(),
  }
}

async function* batches(activities: Activity[]) {
  for (let i = 0; i < activities.length; i += BATCH) yield { activities: activities.slice(i, i + BATCH) }
}

/** The very rows that the pipeline wrote, written again by plain multi-row INSERTs with parameters. */
async function bare(from: string, to: string): Promise<number> {
  const { rows } = await sql<Record<string, unknown>>`
    select *, tokens::text as tokens from activity where workspace_id = ${from} order by position`.execute(db)
  const copies = rows.map((row) => ({
    ...row,
    workspace_id: to,
    media: json(row.media),
    extra: json(row.extra),
    why: json(row.why),
  }))
  const start = performance.now()
  const limit = Math.floor(65_000 / Object.keys(copies[0] ?? {}).length)
  for (let i = 0; i < copies.length; i += Math.min(BATCH, limit)) {
    const values = copies.slice(i, i + Math.min(BATCH, limit))
    await tables<{ activity: Record<string, unknown> }>(db).insertInto('activity').values(values).execute()
  }
  return ROWS / ((performance.now() - start) / 1000)
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}

async function once(round: number): Promise<{ pipeline: number; bare: number }> {
  const [ours, plain] = [await testWorkspace(db), await testWorkspace(db)]
  const deps = await engine(ours)
  const activities = posts(round, ROWS)
  await ensurePartitions(
    db,
    activities.map((activity) => activity.published),
  )
  const start = performance.now()
  await drink(
    db,
    { workspaceId: ours, channel: 'bench', accountId: null, keep: 'all' },
    batches(activities),
    deps,
  )
  const pipeline = ROWS / ((performance.now() - start) / 1000)
  return { pipeline, bare: await bare(ours, plain) }
}

await warm(db)
const rounds: { pipeline: number; bare: number }[] = []
for (let round = 1; round <= ROUNDS; round++) rounds.push(await once(round))
report('ingest', {
  inputs: `${ROWS} posts in batches of ${BATCH}, ${ALERTS} alerts, ${ROUNDS} rounds, embedded PostgreSQL with fsync`,
  'pipeline, rows a second': median(rounds.map((one) => one.pipeline)),
  'bare INSERT, rows a second': median(rounds.map((one) => one.bare)),
  ratio: median(rounds.map((one) => one.pipeline / one.bare)),
  target: 0.5,
})
await database.close()

/** Both pay for the first touch of the code before anything is counted. */
async function warm(handle: Handle): Promise<void> {
  const workspace = await testWorkspace(handle)
  const deps = await engine(workspace)
  const source = { workspaceId: workspace, channel: 'bench', accountId: null, keep: 'all' } as const
  await drink(handle, source, batches(posts(99, 2000)), deps)
  await bare(workspace, await testWorkspace(handle))
}
