import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Sites that are watched for being up, their falls, and how they were hour by hour. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table watched_site (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      url text not null,
      name text not null check (name <> ''),
      minutes integer not null check (minutes between 1 and 60),
      status integer check (status between 100 and 599),
      text text,
      seconds integer not null check (seconds between 1 and 30),
      paused boolean not null default false,
      created timestamptz not null default now(),
      state text not null default 'unknown' check (state in ('unknown', 'up', 'doubt', 'down')),
      since timestamptz,
      last timestamptz,
      took integer,
      fault jsonb,
      cut_off boolean not null default false,
      next_look timestamptz,
      lease timestamptz,
      tls_expires timestamptz,
      tls_issuer text,
      tls_looked timestamptz,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'watched_site')
  await sql`create index watched_site_due on watched_site (workspace_id, next_look) where next_look is not null`.execute(
    db,
  )
  await sql`
    create table site_fall (
      workspace_id uuid not null,
      site_id uuid not null,
      id uuid not null,
      began timestamptz not null,
      told timestamptz not null,
      ended timestamptz,
      fault jsonb not null,
      primary key (workspace_id, site_id, id),
      foreign key (workspace_id, site_id) references watched_site (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'site_fall')
  await sql`create unique index site_fall_open on site_fall (workspace_id, site_id) where ended is null`.execute(
    db,
  )
  await sql`
    create table site_hour (
      workspace_id uuid not null,
      site_id uuid not null,
      hour timestamptz not null,
      up double precision not null,
      down double precision not null,
      answers integer not null,
      took bigint not null,
      most integer not null,
      primary key (workspace_id, site_id, hour),
      foreign key (workspace_id, site_id) references watched_site (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'site_hour')
}
