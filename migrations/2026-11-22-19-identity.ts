import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** What a brand declares of itself, as it was at each time; and the accounts that are a competitor's own. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table trait (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      word text not null check (word <> ''),
      description text not null,
      terms jsonb not null,
      opposites jsonb not null,
      query text,
      position integer not null,
      talk_id uuid not null,
      contrary_id uuid,
      created timestamptz not null,
      archived timestamptz,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'trait')
  await sql`
    create table trait_version (
      workspace_id uuid not null references workspace (id),
      trait_id uuid not null,
      id uuid not null,
      at timestamptz not null,
      by_user uuid,
      word text not null,
      description text not null,
      terms jsonb not null,
      opposites jsonb not null,
      query text,
      position integer not null,
      archived boolean not null,
      primary key (workspace_id, trait_id, id),
      foreign key (workspace_id, trait_id) references trait (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'trait_version')
  await sql`
    create table rival (
      workspace_id uuid not null references workspace (id),
      alert_id uuid not null,
      accounts text[] not null,
      voice_id uuid not null,
      others_id uuid not null,
      primary key (workspace_id, alert_id),
      foreign key (workspace_id, alert_id) references alert (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'rival')
  await sql`
    create index activity_echo on activity (workspace_id, object_id) where verb in ('Like', 'Dislike', 'Announce')`.execute(
    db,
  )
  await sql`
    create index activity_reply on activity (workspace_id, in_reply_to) where in_reply_to is not null`.execute(
    db,
  )
}
