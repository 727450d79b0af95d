import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Tools of services tell us what happened to an issue, and what is said there comes back. */
export async function up(db: Handle): Promise<void> {
  await sql`
    alter table escalation
      add column issue_standing text check (issue_standing in ('open', 'done', 'refused')),
      add column issue_read timestamptz,
      add column issue_heard timestamptz`.execute(db)
  await sql`alter table escalation_entry add column author text, add column url text`.execute(db)
  // What its tool had closed may be opened again there, which nobody looked for.
  await sql`
    update escalation set issue_standing = case state when 'solved' then 'done' else 'refused' end,
      issue_look = case when closed > now() - interval '30 days' then now() end
    where issue is not null and closed_by = 'tool' and state in ('solved', 'refused')`.execute(db)
  await sql`
    create index escalation_number on escalation (workspace_id, service_id, (issue ->> 'number')) where issue is not null`.execute(
    db,
  )
  await sql`
    create table service_hook (
      workspace_id uuid not null,
      service_id uuid not null,
      sealed_secret text not null,
      made timestamptz not null,
      sealed_before text,
      before_until timestamptz,
      last_at timestamptz,
      last_event text,
      last_delivery text,
      last_outcome text check (last_outcome in ('read', 'ping', 'other', 'unknown', 'again')),
      refused_at timestamptz,
      refused_why text check (refused_why in ('unsigned', 'signature', 'late')),
      primary key (workspace_id, service_id),
      foreign key (workspace_id, service_id) references service (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'service_hook')
  await sql`
    create table service_hook_delivery (
      workspace_id uuid not null,
      service_id uuid not null,
      hash bytea not null,
      at timestamptz not null,
      primary key (workspace_id, service_id, hash),
      foreign key (workspace_id, service_id) references service_hook (workspace_id, service_id) on delete cascade
    )`.execute(db)
  await distribute(db, 'service_hook_delivery')
}
