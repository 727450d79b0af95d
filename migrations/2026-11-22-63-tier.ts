import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Tiers of customers, who bears which by whose word, and what a service level was reckoned by. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table tier (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      place smallint not null,
      name text not null,
      color text not null check (color in ('indigo', 'ember', 'green', 'ochre', 'violet', 'slate')),
      weight smallint not null check (weight between 0 and 25),
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'tier')
  await sql`create index person_by_name on person (workspace_id, lower(name), id)`.execute(db)
  await people(db)
  await sql`alter table service_clock add column tier_id uuid`.execute(db)
  await sql`alter table service_span add column tier_id uuid`.execute(db)
}

async function people(db: Handle): Promise<void> {
  await sql`
    create table person_tier (
      workspace_id uuid not null,
      person_id uuid not null,
      tier_id uuid,
      source text not null check (source in ('hand', 'api', 'import')),
      by_member uuid,
      at timestamptz not null,
      change_id uuid not null,
      primary key (workspace_id, person_id),
      foreign key (workspace_id, person_id) references person (workspace_id, id) on delete cascade,
      foreign key (workspace_id, tier_id) references tier (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'person_tier')
  await sql`
    create index person_tier_tier on person_tier (workspace_id, tier_id, person_id) where tier_id is not null`.execute(
    db,
  )
  await sql`
    create table person_tier_change (
      workspace_id uuid not null,
      person_id uuid not null,
      id uuid not null,
      change_id uuid not null,
      was_id uuid,
      was_name text,
      was_source text,
      became_id uuid,
      became_name text,
      source text not null check (source in ('hand', 'api', 'import', 'undo', 'deleted')),
      by_member uuid,
      at timestamptz not null,
      primary key (workspace_id, person_id, id),
      foreign key (workspace_id, person_id) references person (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'person_tier_change')
  await sql`
    create index person_tier_change_change on person_tier_change (workspace_id, change_id)`.execute(db)
  await sql`
    create table person_tier_moved (
      workspace_id uuid not null,
      person_id uuid not null,
      primary key (workspace_id, person_id),
      foreign key (workspace_id, person_id) references person (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'person_tier_moved')
}
