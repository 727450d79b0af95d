import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'
import { withdraw } from '../../src/activity/index.ts'
import {
  getImport,
  type ImportDeps,
  type ImportRow,
  moveImport,
  type PipelineDeps,
  receiveImport,
  runImport,
  startImport,
} from '../../src/ingest/index.ts'

/** What the server hands in, in its simplest true form: neutral readings, words as tokens, nobody attributed. */
export const PLAIN: PipelineDeps = {
  interpret: () => ({
    lang: 'fr',
    sentiment: 'neutral',
    p: { positive: 0.1, neutral: 0.8, negative: 0.1 },
    why: [],
  }),
  match: {
    tokens: ({ object }) =>
      (object.text ?? '')
        .toLowerCase()
        .split(/[^a-z]+/)
        .filter(Boolean)
        .map((word, i) => `${word}:${i + 1}`)
        .join(' '),
    alerts: () => [],
    wanted: () => true,
  },
  attribute: async (_tx, _workspace, _channel, activities) => activities.map(() => null),
  now: () => new Date(),
}

export async function importDeps(db: Handle, pipeline: Partial<PipelineDeps> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'imports-'))
  const deps: ImportDeps = { db, folder, pipeline: { ...PLAIN, ...pipeline }, withdraw }
  return { deps, folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Brings `content` as a file of that name, not yet started. */
export async function bringFile(
  deps: ImportDeps,
  workspaceId: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  name = 'avis.csv',
): Promise<ImportRow> {
  const source = typeof content === 'string' || content instanceof Uint8Array ? one(content) : content
  const arrival = { workspaceId, fileName: name, source, createdBy: null, now: new Date() }
  return receiveImport(deps.db, { folder: deps.folder, limit: 1e10 }, arrival)
}

async function* one(content: string | Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from(content as string)
}

/** Starts an import and runs it as far as it goes. */
export async function startAndRun(deps: ImportDeps, { workspace_id, id }: ImportRow): Promise<ImportRow> {
  await moveImport(deps.db, workspace_id, id, startImport)
  return runOn(deps, workspace_id, id)
}

export async function runOn(deps: ImportDeps, workspaceId: string, id: string): Promise<ImportRow> {
  await runImport(deps, workspaceId, id, new AbortController().signal)
  return getImport(deps.db, workspaceId, id)
}

/** How many activities, keys and counted ones there are: all the same when nothing is lost or doubled. */
export async function tally(db: Handle, workspaceId: string): Promise<number[]> {
  const { rows } = await sql<{ activities: number; keys: number; counted: number; distinct: number }>`
    select (select count(*) from activity where workspace_id = ${workspaceId})::int as activities,
      (select count(*) from activity_key where workspace_id = ${workspaceId})::int as keys,
      (select coalesce(sum(count), 0) from activity_counter where workspace_id = ${workspaceId}
        and alert_id = '00000000-0000-0000-0000-000000000000')::int as counted,
      (select count(distinct external_id) from activity where workspace_id = ${workspaceId})::int as distinct`.execute(
    db,
  )
  const { activities = -1, keys = -1, counted = -1, distinct = -1 } = rows[0] ?? {}
  return [activities, keys, counted, distinct]
}

/** A CSV of reviews as a French Excel writes it; the line `bad` (1 for the first) has no date. */
export function reviews(count: number, bad: readonly number[] = []): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const n = i + 1
    const date = bad.includes(n)
      ? ''
      : `${String((n % 28) + 1).padStart(2, '0')}/0${(n % 9) + 1}/2024 12:${String(n % 60).padStart(2, '0')}`
    return `${date};Client ${n % 50};"Avis ${n}, ""bien"" reçu";${(n % 5) + 1}\r\n`
  })
  return `Date;Auteur;Message;Note\r\n${lines.join('')}`
}
