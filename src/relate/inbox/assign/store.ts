import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../../lib/db/index.ts'
import { conflict } from '../../../../lib/errors/index.ts'
import { findWorkspace, listShifts, onCallAt } from '../../../access/index.ts'
import { matesOf } from '../desk/store.ts'
import type { Desk, Give, Rule, When } from './rule.ts'
import type { AssignTables } from './tables.ts'

const open = (db: Handle) => tables<AssignTables>(db)

/** The rules of a workspace, in the order in which they are tried. */
export async function listRules(db: Handle, workspaceId: string): Promise<Rule[]> {
  return await open(db)
    .selectFrom('assignment_rule')
    .select(['id', 'name', 'enabled', 'when', 'give'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('place')
    .orderBy('id')
    .execute()
}

/** Says which rules these are: another where anything about them has changed. */
export async function versionOf(db: Handle, workspaceId: string): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select coalesce(extract(epoch from max(changed))::text, '') || '/' || count(*) as version
    from assignment_rule where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]?.version ?? ''
}

export interface NewRule {
  id?: string | undefined
  name: string
  enabled: boolean
  when: When
  give: Give
}

/**
 * Puts rules in place of those before; one with an id that was there keeps its turns.
 * @param version of the rules that were changed
 * @throws Problem `rules_changed` (409) where somebody has changed them since
 */
export async function replaceRules(
  tx: Handle,
  workspaceId: string,
  rules: readonly NewRule[],
  { version, now }: { version: string; now: Date },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`rules ${workspaceId}`}, 0))`.execute(tx)
  if ((await versionOf(tx, workspaceId)) !== version) throw conflict('rules_changed')
  const before = new Set((await listRules(tx, workspaceId)).map(({ id }) => id))
  await open(tx).deleteFrom('assignment_rule').where('workspace_id', '=', workspaceId).execute()
  for (const [place, { id, name, enabled, when, give }] of rules.entries()) {
    const kept = id && before.delete(id) ? id : uuidv7()
    const row = { workspace_id: workspaceId, id: kept, place, name, enabled, changed: now }
    await open(tx)
      .insertInto('assignment_rule')
      .values({ ...row, when: JSON.stringify(when), give: JSON.stringify(give) })
      .execute()
  }
  await sql`
    delete from assignment_turn where workspace_id = ${workspaceId} and rule_id = any(${[...before]}::uuid[])`.execute(
    tx,
  )
  await notify(tx, { w: workspaceId, k: 'assignment' })
}

/** The team as it is at a moment, and whose turn it was last. */
export async function deskOf(db: Handle, workspaceId: string, at: Date): Promise<Desk> {
  const [mates, shifts, { timeZone }, turns] = await Promise.all([
    matesOf(db, workspaceId),
    listShifts(db, workspaceId),
    findWorkspace(db, workspaceId),
    open(db).selectFrom('assignment_turn').selectAll().where('workspace_id', '=', workspaceId).execute(),
  ])
  const byRule = Map.groupBy(turns, (row) => row.rule_id)
  return {
    mates,
    onCall: onCallAt(shifts, at, timeZone),
    turns: new Map(
      [...byRule].map(([rule, rows]) => [
        rule,
        new Map(rows.map((row) => [row.member_id, Number(row.turn)])),
      ]),
    ),
  }
}

/** Writes down whose turn it was. */
export async function keepTurns(tx: Handle, workspaceId: string, { turns }: Desk): Promise<void> {
  const rows = [...turns].flatMap(([rule, ofRule]) =>
    [...ofRule].map(([member, turn]) => ({ rule, member, turn })),
  )
  if (rows.length === 0) return
  await sql`
    insert into assignment_turn (workspace_id, rule_id, member_id, turn)
    select ${workspaceId}::uuid, rule, member, turn
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (rule uuid, member uuid, turn bigint)
    order by rule, member
    on conflict (workspace_id, rule_id, member_id) do update set turn = excluded.turn`.execute(tx)
}

/** Remembers what nobody could take yet, and forgets what no longer waits for that. */
export async function keepWaits(
  tx: Handle,
  workspaceId: string,
  { wait, settled }: { wait: readonly string[]; settled: readonly string[] },
  now: Date,
): Promise<void> {
  await sql`
    delete from assignment_wait
    where workspace_id = ${workspaceId} and conversation_id = any(${[...settled]}::uuid[])`.execute(tx)
  if (wait.length === 0) return
  await sql`
    insert into assignment_wait (workspace_id, conversation_id, since)
    select ${workspaceId}::uuid, id, ${now} from unnest(${[...wait].sort()}::uuid[]) as id
    on conflict do nothing`.execute(tx)
}

/** The conversations that wait for somebody, the longest first, as many as are looked at together. */
export async function waitsOf(db: Handle, workspaceId: string, limit: number): Promise<string[]> {
  const rows = await open(db)
    .selectFrom('assignment_wait')
    .select('conversation_id')
    .where('workspace_id', '=', workspaceId)
    .orderBy('since')
    .orderBy('conversation_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.conversation_id)
}
