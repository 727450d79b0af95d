import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** What leaves only once somebody has approved of it: of its very words, whoever decided it and by whatever door. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table delivery add column cleared bytea, add column by_key uuid`.execute(db)
  // What was decided before anybody could ask for approval needs none.
  await sql`
    update delivery set cleared = sha256(convert_to(draft::text, 'UTF8'))
    where draft is not null and state in ('waiting', 'sending', 'refused', 'unknown')`.execute(db)
  await sql`
    create index delivery_author on delivery (workspace_id, by_member) where state = 'sent' and act = 'reply'`.execute(
    db,
  )
  await sql`
    create table outbox_gate (
      workspace_id uuid not null,
      at timestamptz not null default now(),
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'outbox_gate')
  await sql`
    create table approval_setting (
      workspace_id uuid not null references workspace (id),
      revision integer not null,
      rules jsonb not null,
      changed timestamptz not null,
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'approval_setting')
  await approval(db)
  await sql`
    create table approval_version (
      workspace_id uuid not null,
      approval_id uuid not null,
      n integer not null,
      text text not null,
      by_member uuid,
      at timestamptz not null,
      primary key (workspace_id, approval_id, n),
      foreign key (workspace_id, approval_id) references approval (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'approval_version')
  await sql`
    create table approval_link (
      workspace_id uuid not null,
      id uuid not null,
      approval_id uuid not null,
      member_id uuid not null,
      hash text not null,
      token text not null,
      expires timestamptz not null,
      primary key (workspace_id, id),
      foreign key (workspace_id, approval_id) references approval (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'approval_link')
  await sql`create index approval_link_of on approval_link (workspace_id, approval_id, member_id)`.execute(db)
}

async function approval(db: Handle): Promise<void> {
  await sql`
    create table approval (
      workspace_id uuid not null,
      id uuid not null,
      delivery_id uuid not null,
      conversation_id uuid,
      target_id uuid,
      state text not null check (state in ('waiting', 'approved', 'refused', 'withdrawn', 'expired')),
      reasons jsonb not null,
      approvers uuid[] not null,
      editor_may boolean not null,
      done boolean not null default false,
      by_member uuid,
      by_key uuid,
      editor uuid,
      hash text not null,
      assigned uuid,
      asked timestamptz not null,
      expires timestamptz not null,
      remind_at timestamptz,
      round integer not null default 1,
      untold boolean not null default true,
      handed_by uuid,
      decided timestamptz,
      decided_by uuid,
      via text check (via in ('app', 'mail')),
      reason text,
      changed boolean not null default false,
      primary key (workspace_id, id),
      foreign key (workspace_id, conversation_id) references conversation (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'approval')
  await sql`
    create unique index approval_waiting on approval (workspace_id, delivery_id) where state = 'waiting'`.execute(
    db,
  )
  await sql`create index approval_untold on approval (workspace_id, id) where untold`.execute(db)
  await sql`create index approval_due on approval (workspace_id, expires) where state = 'waiting'`.execute(db)
  await sql`create index approval_decided on approval (workspace_id, decided) where decided is not null`.execute(
    db,
  )
  await sql`create index approval_talk on approval (workspace_id, conversation_id, id)`.execute(db)
  await sql`create index approval_delivery on approval (workspace_id, delivery_id, id)`.execute(db)
}
