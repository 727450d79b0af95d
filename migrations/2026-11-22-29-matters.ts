import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** Members are told of what concerns them alone, by their own choice. */
export async function up(db: Handle): Promise<void> {
  await sql`
    alter table notice_item add column matter text, add column conversation_id uuid, add column call_id uuid,
      add column facts jsonb`.execute(db)
  await sql`
    alter table notice_choice
      add column mine jsonb not null default '{"ways": ["app", "push"], "pace": "once"}'`.execute(db)
}
