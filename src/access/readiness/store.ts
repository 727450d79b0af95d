import { uuidv7 } from 'uuidv7'
import { type Handle, tables } from '../../../lib/db/index.ts'
import type { AccessTables } from '../tables.ts'
import { INDICATORS, type Indicator, type Objective, type Readiness } from './readiness.ts'

/** Keeps the answers; objectives live in their own table, and keep their id as long as they keep their words. */
export async function saveReadiness(
  tx: Handle,
  workspaceId: string,
  readiness: Readiness,
  by: { userId: string; now: Date },
): Promise<void> {
  const { objectives, ...answers } = readiness
  const kept = { answers: JSON.stringify(answers), updated_at: by.now, updated_by: by.userId }
  await tables<AccessTables>(tx)
    .insertInto('readiness')
    .values({ workspace_id: workspaceId, ...kept })
    .onConflict((it) => it.column('workspace_id').doUpdateSet(kept))
    .execute()
  await saveObjectives(tx, workspaceId, objectives)
}

async function saveObjectives(tx: Handle, workspaceId: string, objectives: Objective[]): Promise<void> {
  const db = tables<AccessTables>(tx)
  const before = new Map((await listObjectives(tx, workspaceId)).map((one) => [wordsOf(one), one.id]))
  // The same words twice are one objective: the last of them counts, at its place.
  const distinct = objectives.filter(
    (one, i) => objectives.findLastIndex((other) => wordsOf(other) === wordsOf(one)) === i,
  )
  const rows = distinct.map((objective, position) => ({
    workspace_id: workspaceId,
    id: before.get(wordsOf(objective)) ?? uuidv7(),
    indicator: objective.indicator,
    label: objective.label,
    target: objective.target,
    due: objective.by,
    agreed_with: objective.agreedWith,
    position,
  }))
  await db.deleteFrom('objective').where('workspace_id', '=', workspaceId).execute()
  if (rows.length > 0) await db.insertInto('objective').values(rows).execute()
}

function wordsOf({ indicator, label }: Pick<Objective, 'indicator' | 'label'>): string {
  return `${indicator} ${label}`
}

/** Null until the questions have been answered. */
export async function readReadiness(handle: Handle, workspaceId: string): Promise<Readiness | null> {
  const row = await tables<AccessTables>(handle)
    .selectFrom('readiness')
    .select('answers')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  if (!row) return null
  const objectives = await listObjectives(handle, workspaceId)
  const answers = row.answers as unknown as Omit<Readiness, 'objectives'>
  return { ...answers, objectives: objectives.map(({ id: _, ...objective }) => objective) }
}

export async function listObjectives(
  handle: Handle,
  workspaceId: string,
): Promise<(Objective & { id: string })[]> {
  const rows = await tables<AccessTables>(handle)
    .selectFrom('objective')
    .select(['id', 'indicator', 'label', 'target', 'due', 'agreed_with'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    indicator: known(row.indicator),
    label: row.label,
    target: row.target,
    by: row.due,
    agreedWith: row.agreed_with,
  }))
}

function known(indicator: string): Indicator {
  return INDICATORS.find((one) => one === indicator) ?? 'custom'
}
