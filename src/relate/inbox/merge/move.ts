import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../../lib/db/index.ts'
import type { By } from '../change.ts'
import type { InboxTables } from '../tables.ts'

const LINES = ['conversation_item', 'conversation_note', 'conversation_event'] as const

/** What was said, noted and done in `from` stands in `to` from now on, and is known to come from there. */
export async function bring(tx: Handle, workspaceId: string, from: string, to: string): Promise<void> {
  for (const table of LINES) {
    // A post that both stand under stays where it is: it is shown once.
    const twice =
      table === 'conversation_item'
        ? sql`and activity_id not in (
            select activity_id from conversation_item where workspace_id = ${workspaceId} and conversation_id = ${to})`
        : sql``
    await sql`
      update ${sql.table(table)} set conversation_id = ${to}, home = coalesce(home, ${from}::uuid)
      where workspace_id = ${workspaceId} and conversation_id = ${from} ${twice}`.execute(tx)
  }
}

/** What came from these conversations goes back to the first of them. */
export async function takeBack(
  tx: Handle,
  workspaceId: string,
  from: string,
  [to, ...under]: readonly [string, ...string[]],
): Promise<void> {
  const homes = [to, ...under]
  for (const table of LINES)
    await sql`
      update ${sql.table(table)} set conversation_id = ${to}, home = nullif(home, ${to}::uuid)
      where workspace_id = ${workspaceId} and conversation_id = ${from} and home = any(${homes}::uuid[])`.execute(
      tx,
    )
}

/** Something that happened to a conversation, in its thread. */
export async function tell(
  tx: Handle,
  workspaceId: string,
  { id, what, value }: { id: string; what: 'joined' | 'parted' | 'split' | 'split-from'; value: string },
  { memberId, now }: By,
): Promise<void> {
  await tables<InboxTables>(tx)
    .insertInto('conversation_event')
    .values({
      workspace_id: workspaceId,
      conversation_id: id,
      id: uuidv7(),
      at: now,
      member_id: memberId,
      what,
      value,
    })
    .execute()
  await notify(tx, { w: workspaceId, k: 'conversation', id })
}

/** The lines of one kind in a conversation that answer a condition. */
export async function countIn(
  tx: Handle,
  workspaceId: string,
  table: (typeof LINES)[number],
  id: string,
  where: RawBuilder<unknown> = sql`true`,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)}
    where workspace_id = ${workspaceId} and conversation_id = ${id} and ${where}`.execute(tx)
  return rows[0]?.n ?? 0
}
