import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** Before a call that was asked for, who makes it and who is to be called are told of it, once for each time it was given. */
export async function up(db: Handle): Promise<void> {
  await sql`
    alter table call_back
      add column team_due timestamptz,
      add column remind_due timestamptz,
      add column reminded timestamptz,
      add column reminder text check (reminder in ('sent', 'failed', 'unknown'))`.execute(db)
  // What was booked before is told to the team; nobody who booked then was promised a mail.
  await sql`
    update call_back set team_due = starts - interval '10 minutes' where state = 'booked' and starts > now()`.execute(
    db,
  )
  await sql`
    create index call_back_team on call_back (workspace_id, team_due) where team_due is not null`.execute(db)
  await sql`
    create index call_back_remind on call_back (workspace_id, remind_due) where remind_due is not null`.execute(
    db,
  )
  await sql`
    create index call_back_reminded on call_back (workspace_id, reminded) where reminded is not null`.execute(
    db,
  )
}
