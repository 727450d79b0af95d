import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { standingOf as deliveryStandings } from '../../../deliver/index.ts'
import { shownBy } from '../merge/way.ts'
import { rowsOf } from '../store.ts'
import type { Invitation } from './invitation/token.ts'
import { type Left, type PrivateSide, type State, stateOf } from './state.ts'
import type { PrivateTables } from './tables.ts'

export type Arrival = PrivateTables['private_arrival']

export interface Stood {
  row: Invitation
  state: State
  /** Oldest first; those who were found to be somebody else among them. */
  arrivals: Arrival[]
  /** What shows the conversation in public now; null where it is gone. */
  shown: string | null
  /** Where they are in private. */
  here: string | null
}

/** Reads how invitations stand, in their order; nothing of it is kept, so that it cannot be out of date. */
export async function standingsOf(
  db: Handle,
  workspaceId: string,
  rows: readonly Invitation[],
  now: Date,
): Promise<Stood[]> {
  if (rows.length === 0) return []
  const arrivals = await arrivalsOf(
    db,
    workspaceId,
    rows.map(({ id }) => id),
  )
  const came = (id: string) => arrivals.get(id) ?? []
  const places = [
    ...rows.map((row) => row.conversation_id),
    ...[...arrivals.values()].flat().flatMap((one) => one.conversation_id ?? []),
  ]
  const shown = await shownBy(db, workspaceId, [...new Set(places)])
  const there = (one: Arrival) => (one.conversation_id ? shown.get(one.conversation_id) : undefined)
  const here = new Map(
    rows.flatMap(({ id }) => {
      const last = came(id).findLast((one) => !one.refused && there(one) !== undefined)
      return last ? [[id, there(last) ?? ''] as const] : []
    }),
  )
  const sides = await sidesOf(db, workspaceId, [...new Set(here.values())])
  const left = await leftOf(db, workspaceId, rows)
  return rows.map((row) => {
    const at = here.get(row.id)
    const side = (at ? sides.get(at) : undefined) ?? null
    return {
      ...{ row, arrivals: came(row.id), here: at ?? null, shown: shown.get(row.conversation_id) ?? null },
      state: stateOf(row, left.get(row.id) ?? [], side, now),
    }
  })
}

async function arrivalsOf(db: Handle, workspaceId: string, ids: string[]): Promise<Map<string, Arrival[]>> {
  const { rows } = await sql<Arrival>`
    select * from private_arrival
    where workspace_id = ${workspaceId} and invitation_id = any(${ids}::uuid[]) order by at, activity_id`.execute(
    db,
  )
  return Map.groupBy(rows, (row) => row.invitation_id)
}

async function sidesOf(db: Handle, workspaceId: string, ids: string[]): Promise<Map<string, PrivateSide>> {
  if (ids.length === 0) return new Map()
  const rows = await rowsOf(db, workspaceId, ids, false)
  return new Map(rows.map(({ id, status, waiting_since }) => [id, { status, waiting_since }]))
}

async function leftOf(
  db: Handle,
  workspaceId: string,
  rows: readonly Invitation[],
): Promise<ReadonlyMap<string, Left[]>> {
  const named = (row: Invitation) => [row.delivery_id, row.direct_id].filter((id) => id !== null)
  const deliveries = await deliveryStandings(db, workspaceId, rows.flatMap(named))
  return new Map(rows.map((row) => [row.id, named(row).map((id) => leftBy(deliveries.get(id)?.state))]))
}

/** Whatever is not an end is on its way, also what waits for somebody's approval. */
export function leftBy(state: string | undefined): Left {
  if (state === undefined) return 'gone'
  const ends: readonly string[] = ['sent', 'refused', 'dropped', 'unknown'] satisfies Left[]
  return ends.includes(state) ? (state as Left) : 'waiting'
}
