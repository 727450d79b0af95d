import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import type { Network } from './actor.ts'

/** What was wanted of a post: an act that ended so, or an answer that was approved or not. */
export type Wanted =
  | { post: string; kind: 'hide' | 'block'; state: 'done' | 'refused' | 'withdrawn' | 'restored' }
  | { post: string; text: string; approved: boolean }

interface ActRow {
  id: string
  state: string
  critical: string | null
  proposed_by: string
  decided_by: string | null
  archives: number
  appeals: number
}

async function actsOf(db: Handle, workspaceId: string, post: string): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    select id, state, critical, proposed_by, decided_by,
      (select count(*)::int from moderation_archive where workspace_id = ${workspaceId} and act_id = act.id) as archives,
      (select count(*)::int from moderation_appeal where workspace_id = ${workspaceId} and act_id = act.id) as appeals
    from moderation_act as act where workspace_id = ${workspaceId} and activity_id = ${post} order by id`.execute(
    db,
  )
  return rows
}

export async function actOn(db: Handle, workspaceId: string, post: string): Promise<ActRow | undefined> {
  return (await actsOf(db, workspaceId, post)).at(-1)
}

export async function approvalOn(db: Handle, workspaceId: string, post: string) {
  const { rows } = await sql<{ id: string; hash: string; state: string }>`
    select id, hash, state from approval where workspace_id = ${workspaceId} and target_id = ${post}`.execute(
    db,
  )
  return rows[0]
}

async function left(db: Handle, workspaceId: string, post: string) {
  const { rows } = await sql<{ id: string; act: string; state: string }>`
    select id, act, state from delivery where workspace_id = ${workspaceId} and target_id = ${post} order by id`.execute(
    db,
  )
  return rows
}

/** Whatever was killed: each act, its archive, its way to appeal, its notice and its errand are there once or not at all. */
export async function faults(
  db: Handle,
  workspaceId: string,
  network: Network,
  wanted: readonly Wanted[],
): Promise<string[]> {
  const wrong: string[] = []
  const known = new Set<string>()
  for (const one of wanted) {
    const rows = await left(db, workspaceId, one.post)
    for (const row of rows) {
      known.add(row.id)
      const heard = network.heard.has(row.id)
      if (heard !== (row.state === 'sent')) wrong.push(`${row.act} is ${row.state}, heard: ${heard}`)
    }
    const errands = rows.filter(({ id }) => network.heard.has(id)).map(({ act }) => act)
    const lines =
      'kind' in one
        ? await ofAct(db, workspaceId, one, errands)
        : await ofAnswer(db, workspaceId, one, errands)
    wrong.push(...lines.map((line) => `${one.post}: ${line}`))
  }
  for (const key of network.heard.keys())
    if (!known.has(key)) wrong.push(`the network heard ${key}, which nobody decided`)
  return wrong
}

async function ofAct(
  db: Handle,
  workspaceId: string,
  one: Extract<Wanted, { kind: string }>,
  errands: string[],
): Promise<string[]> {
  const acts = await actsOf(db, workspaceId, one.post)
  const [act] = acts
  if (!act || acts.length > 1) return [`${acts.length} acts`]
  const wrong: string[] = []
  const stood = one.state === 'done' || one.state === 'restored'
  if (act.state !== one.state) wrong.push(`is ${act.state} and should be ${one.state}`)
  if (stood && act.critical && (!act.decided_by || act.decided_by === act.proposed_by))
    wrong.push('was done by one')
  if (act.archives !== Number(stood) || act.appeals !== Number(stood))
    wrong.push(`${act.archives} archives and ${act.appeals} ways to appeal`)
  const undo = one.state === 'restored' ? [`un${one.kind}`] : []
  const asked = stood ? ['reply', one.kind, ...undo] : []
  if (String(errands.sort()) !== String(asked.sort()))
    wrong.push(`the network heard ${errands}, not ${asked}`)
  return wrong
}

async function ofAnswer(
  db: Handle,
  workspaceId: string,
  one: Extract<Wanted, { approved: boolean }>,
  errands: string[],
): Promise<string[]> {
  const asked = await approvalOn(db, workspaceId, one.post)
  const state = one.approved ? 'approved' : 'refused'
  const wrong = asked?.state === state ? [] : [`an approval is ${asked?.state} and should be ${state}`]
  if (errands.length !== Number(one.approved)) wrong.push(`the network heard ${errands.length} answers`)
  return wrong
}
