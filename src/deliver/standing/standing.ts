import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import type { State } from '../outbox/state.ts'

export interface DeliveryStanding {
  state: State
  sentAt: Date | null
}

/** How deliveries stand, by id; one that was erased is not among them. */
export async function standingOf(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DeliveryStanding>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; state: State; sentAt: Date | null }>`
    select id, state, sent_at as "sentAt" from delivery
    where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, ...standing }) => [id, standing]))
}

/** The deliveries that what we published was, by the activity; what was written elsewhere is not among them. */
export function publishedBy(
  db: Handle,
  workspaceId: string,
  activityIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return becameOf(db, workspaceId, 'publish', activityIds)
}

/** The deliveries that our answers were, by the activity; what was written elsewhere is not among them. */
export function repliedBy(
  db: Handle,
  workspaceId: string,
  activityIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return becameOf(db, workspaceId, 'reply', activityIds)
}

/** By the index of one act each. */
async function becameOf(
  db: Handle,
  workspaceId: string,
  act: 'publish' | 'reply',
  activityIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (activityIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; activity_id: string }>`
    select id, activity_id from delivery
    where workspace_id = ${workspaceId} and ${sql.raw(act === 'reply' ? "act = 'reply'" : "act = 'publish'")}
      and activity_id is not null and activity_id = any(${[...activityIds]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, activity_id }) => [activity_id, id]))
}
