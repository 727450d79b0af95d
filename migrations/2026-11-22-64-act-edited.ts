import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** Which words a proposal is about: a second person approves of these, whatever the network's clock says of a later edit. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table moderation_act add column edited timestamptz`.execute(db)
  await sql`
    update moderation_act as act set edited = activity.edited from activity
    where act.state = 'proposed' and activity.workspace_id = act.workspace_id and activity.id = act.activity_id
      and activity.edited <= act.proposed`.execute(db)
}
