import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Our own sites: visitors and what they wrote, forms and what was sent by them, and calls that were asked for. */
export async function up(db: Handle): Promise<void> {
  await visitors(db)
  await forms(db)
  await sql`
    create table call_back (
      workspace_id uuid not null,
      id uuid not null,
      account_id uuid not null,
      visitor_id uuid not null,
      activity_id uuid not null,
      starts timestamptz not null,
      wall text not null,
      zone text not null,
      minutes integer not null check (minutes > 0),
      seat integer not null check (seat >= 0),
      name text not null,
      phone text not null,
      about text not null,
      state text not null check (state in ('booked', 'cancelled', 'done', 'missed')),
      outcome text,
      member_id uuid,
      changed timestamptz not null,
      primary key (workspace_id, id),
      foreign key (workspace_id, visitor_id) references site_visitor (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'call_back')
  await sql`create unique index call_back_seat on call_back (workspace_id, account_id, starts, seat) where state = 'booked'`.execute(
    db,
  )
  await sql`create index call_back_day on call_back (workspace_id, starts)`.execute(db)
  await sql`create index call_back_visitor on call_back (workspace_id, visitor_id)`.execute(db)
  // There is nothing for it in what came before.
  await sql`
    insert into stream_cursor (workspace_id, consumer, position)
    select workspace_id, 'site', position from stream_head`.execute(db)
}

async function visitors(db: Handle): Promise<void> {
  await sql`
    create table site_visitor (
      workspace_id uuid not null references workspace (id) on delete cascade,
      id uuid not null,
      account_id uuid not null,
      token_hash text not null,
      name text,
      email text,
      lang text not null check (lang in ('fr', 'en')),
      zone text,
      page text,
      referrer text,
      began timestamptz not null,
      seen timestamptz not null,
      remembered boolean not null default false,
      items integer not null default 0,
      mail_due timestamptz,
      transcripts integer not null default 0,
      primary key (workspace_id, id),
      unique (workspace_id, token_hash)
    )`.execute(db)
  await distribute(db, 'site_visitor')
  await sql`create index site_visitor_mail on site_visitor (workspace_id, mail_due) where mail_due is not null`.execute(
    db,
  )
  await sql`create index site_visitor_seen on site_visitor (workspace_id, account_id, seen)`.execute(db)
  await sql`
    create table site_item (
      workspace_id uuid not null,
      visitor_id uuid not null,
      n integer not null,
      activity_id uuid not null,
      ours boolean not null,
      at timestamptz not null,
      taken timestamptz,
      mailed text check (mailed in ('sent', 'failed', 'unknown')),
      primary key (workspace_id, visitor_id, n),
      unique (workspace_id, activity_id),
      foreign key (workspace_id, visitor_id) references site_visitor (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'site_item')
  await sql`
    create table site_file (
      workspace_id uuid not null,
      visitor_id uuid not null,
      attachment_id uuid not null,
      at timestamptz not null,
      primary key (workspace_id, visitor_id, attachment_id),
      foreign key (workspace_id, visitor_id) references site_visitor (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'site_file')
}

async function forms(db: Handle): Promise<void> {
  await sql`
    create table site_form (
      workspace_id uuid not null references workspace (id) on delete cascade,
      id uuid not null,
      account_id uuid not null,
      name text not null,
      fields jsonb not null,
      thanks jsonb not null,
      version integer not null,
      open boolean not null default true,
      created timestamptz not null,
      changed timestamptz not null,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'site_form')
  await sql`
    create table site_submission (
      workspace_id uuid not null,
      activity_id uuid not null,
      form_id uuid not null,
      version integer not null,
      visitor_id uuid not null,
      lang text not null check (lang in ('fr', 'en')),
      answers jsonb not null,
      at timestamptz not null,
      primary key (workspace_id, activity_id),
      foreign key (workspace_id, visitor_id) references site_visitor (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'site_submission')
  await sql`create index site_submission_form on site_submission (workspace_id, form_id, at)`.execute(db)
  await sql`create index site_submission_visitor on site_submission (workspace_id, visitor_id)`.execute(db)
}
