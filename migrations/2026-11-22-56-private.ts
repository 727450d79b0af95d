import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** From public to private: invitations, who came by them, and many at once with a list that drops nobody. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table private_setting (
      workspace_id uuid not null references workspace (id),
      setting jsonb not null,
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'private_setting')
  await sql`
    create table private_move (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      name text not null,
      way text not null check (way in ('direct', 'link', 'best')),
      lines jsonb not null,
      hours integer not null,
      -- How many stood in the list at the start; as many stand in it for ever.
      total integer not null,
      member_id uuid not null,
      created timestamptz not null,
      approved timestamptz,
      approved_by uuid,
      cancelled timestamptz,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'private_move')
  await sql`
    create table private_invitation (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      move_id uuid,
      place integer not null,
      -- No foreign key: the list goes on counting who was erased.
      conversation_id uuid not null,
      channel text not null,
      member_id uuid not null,
      created timestamptz not null,
      stage text not null check (stage in ('queued', 'decided', 'refused', 'cancelled', 'joined', 'erased')),
      anyway boolean not null default false,
      way text check (way in ('direct', 'link')),
      reason text,
      words text,
      delivery_id uuid,
      direct_id uuid,
      settled timestamptz,
      site_id uuid,
      token_hash text,
      expires timestamptz,
      revoked timestamptz,
      told timestamptz,
      closing_id uuid,
      primary key (workspace_id, id),
      foreign key (workspace_id, move_id) references private_move (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'private_invitation')
  await sql`
    create unique index private_invitation_once on private_invitation (workspace_id, move_id, conversation_id)
    where move_id is not null`.execute(db)
  await sql`
    create index private_invitation_conversation on private_invitation (workspace_id, conversation_id)`.execute(
    db,
  )
  await sql`
    create index private_invitation_queue on private_invitation (workspace_id, move_id, channel, place)
    where stage = 'queued'`.execute(db)
  await sql`
    create index private_invitation_under_way on private_invitation (workspace_id, channel)
    where stage = 'decided' and settled is null`.execute(db)
  await sql`
    create index private_invitation_settled on private_invitation (workspace_id, channel, settled)
    where words is not null`.execute(db)
  await sql`
    create index private_invitation_direct on private_invitation (workspace_id, direct_id)
    where direct_id is not null`.execute(db)
  await sql`
    create index private_invitation_expires on private_invitation (workspace_id, expires)
    where stage = 'decided' and told is null`.execute(db)
  await sql`
    create table private_arrival (
      workspace_id uuid not null,
      invitation_id uuid not null,
      activity_id uuid not null,
      conversation_id uuid,
      at timestamptz not null,
      way text not null check (way in ('direct', 'link')),
      followed timestamptz,
      refused timestamptz,
      primary key (workspace_id, invitation_id, activity_id),
      foreign key (workspace_id, invitation_id) references private_invitation (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'private_arrival')
  await sql`create index private_arrival_activity on private_arrival (workspace_id, activity_id)`.execute(db)
  await sql`
    create index private_arrival_conversation on private_arrival (workspace_id, conversation_id)`.execute(db)
  await sql`
    create index private_arrival_unfollowed on private_arrival (workspace_id, at)
    where conversation_id is not null and followed is null`.execute(db)
  // A private message of ours is known again when it is answered.
  await sql`
    create index delivery_published on delivery (workspace_id, activity_id)
    where act = 'publish' and activity_id is not null`.execute(db)
}
