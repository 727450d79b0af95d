import { sql } from 'kysely'
import { type Handle, tables } from '../../../../../lib/db/index.ts'
import { conflict } from '../../../../../lib/errors/index.ts'
import { setGate } from '../../../../deliver/index.ts'
import type { ApprovalTables } from '../tables.ts'
import type { Rule } from './rule.ts'

/** The rules of a workspace, in their order; none and revision 0 before any was made. */
export async function readRules(
  db: Handle,
  workspaceId: string,
): Promise<{ revision: number; rules: Rule[] }> {
  const row = await tables<ApprovalTables>(db)
    .selectFrom('approval_setting')
    .select(['revision', 'rules'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  // Rules from before roles could approve name none.
  const rules = (row?.rules ?? []).map((rule) => ({ ...rule, roles: rule.roles ?? [] }))
  return { revision: row?.revision ?? 0, rules }
}

/**
 * Replaces the rules, and has the outbox hold what is decided from now on while one of them is on.
 * @param seen the revision that was gone on from
 * @throws Problem `approval_rules_changed` (409) where somebody else has changed them meanwhile
 */
export async function keepRules(
  tx: Handle,
  workspaceId: string,
  { rules, seen, now }: { rules: readonly Rule[]; seen: number; now: Date },
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    insert into approval_setting as kept (workspace_id, revision, rules, changed)
    values (${workspaceId}, ${seen + 1}, ${JSON.stringify(rules)}::jsonb, ${now})
    on conflict (workspace_id) do update set revision = excluded.revision, rules = excluded.rules,
      changed = excluded.changed
    where kept.revision = ${seen}
    returning revision`.execute(tx)
  const [row] = rows
  if (row?.revision !== seen + 1) throw conflict('approval_rules_changed')
  await setGate(
    tx,
    workspaceId,
    rules.some((rule) => rule.enabled),
  )
  return row.revision
}
