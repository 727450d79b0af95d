import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Identity and access. Tables that say who a person is, and where they may enter, are copied to every node. */
export async function up(db: Handle): Promise<void> {
  await workspaces(db)
  await identities(db)
  await secondFactors(db)
  await memberships(db)
  await invitationsAndKeys(db)
  await audit(db)
  await idempotency(db)
  await beginnings(db)
}

async function workspaces(db: Handle) {
  await sql`
    create table workspace (
      id uuid primary key,
      name text not null,
      time_zone text not null,
      locale text not null check (locale in ('fr', 'en')),
      demo boolean not null default false,
      created_at timestamptz not null default now()
    )`.execute(db)
  await distribute(db, 'workspace', 'reference')
}

async function identities(db: Handle) {
  await sql`
    create table app_user (
      id uuid primary key,
      name text not null,
      email text not null unique check (email = lower(email)),
      email_verified boolean not null default false,
      image text,
      locale text check (locale in ('fr', 'en')),
      theme text not null default 'auto' check (theme in ('light', 'dark', 'auto')),
      time_zone text,
      two_factor_enabled boolean not null default false,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`.execute(db)
  await distribute(db, 'app_user', 'reference')

  await sql`
    create table app_session (
      id uuid primary key,
      user_id uuid not null references app_user on delete cascade,
      token text not null unique,
      expires_at timestamptz not null,
      ip_address text,
      user_agent text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`.execute(db)
  await sql`create index app_session_user on app_session (user_id)`.execute(db)
  await distribute(db, 'app_session', 'reference')

  await sql`
    create table app_account (
      id uuid primary key,
      user_id uuid not null references app_user on delete cascade,
      provider_id text not null,
      account_id text not null,
      password text,
      access_token text,
      refresh_token text,
      id_token text,
      access_token_expires_at timestamptz,
      refresh_token_expires_at timestamptz,
      scope text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (provider_id, account_id)
    )`.execute(db)
  await sql`create index app_account_user on app_account (user_id)`.execute(db)
  await distribute(db, 'app_account', 'reference')
}

async function secondFactors(db: Handle) {
  await sql`
    create table app_verification (
      id uuid primary key,
      identifier text not null,
      value text not null,
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`.execute(db)
  await sql`create index app_verification_identifier on app_verification (identifier)`.execute(db)
  await distribute(db, 'app_verification', 'reference')

  await sql`
    create table app_two_factor (
      id uuid primary key,
      user_id uuid not null references app_user on delete cascade,
      secret text not null,
      backup_codes text not null,
      verified boolean not null default true,
      failed_verification_count integer not null default 0,
      locked_until timestamptz
    )`.execute(db)
  await sql`create index app_two_factor_user on app_two_factor (user_id)`.execute(db)
  await distribute(db, 'app_two_factor', 'reference')

  await sql`
    create table app_passkey (
      id uuid primary key,
      user_id uuid not null references app_user on delete cascade,
      name text,
      public_key text not null,
      credential_id text not null unique,
      counter bigint not null,
      device_type text not null,
      backed_up boolean not null,
      transports text,
      aaguid text,
      created_at timestamptz default now()
    )`.execute(db)
  await sql`create index app_passkey_user on app_passkey (user_id)`.execute(db)
  await distribute(db, 'app_passkey', 'reference')

  await sql`
    create table app_rate_limit (
      id uuid primary key,
      key text not null unique,
      count integer not null,
      last_request bigint not null
    )`.execute(db)
  await distribute(db, 'app_rate_limit', 'reference')
}

/** A reference table too: "which workspaces may this person enter" is asked before any workspace is known. */
async function memberships(db: Handle) {
  await sql`
    create table member (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      user_id uuid not null references app_user on delete cascade,
      role text not null check (role in ('owner', 'manager', 'agent', 'approver', 'analyst', 'guest')),
      created_at timestamptz not null default now(),
      last_seen_at timestamptz,
      chosen_at timestamptz,
      primary key (workspace_id, id),
      unique (workspace_id, user_id)
    )`.execute(db)
  await sql`create index member_user on member (user_id)`.execute(db)
  await distribute(db, 'member', 'reference')
}

async function invitationsAndKeys(db: Handle) {
  await sql`
    create table invitation (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      email text not null check (email = lower(email)),
      role text not null,
      token_hash text not null,
      invited_by uuid not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      accepted_at timestamptz,
      revoked_at timestamptz,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'invitation')

  await sql`
    create table api_key (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      member_id uuid not null,
      name text not null,
      prefix text not null,
      token_hash text not null,
      permissions text[] not null,
      created_at timestamptz not null default now(),
      last_used_at timestamptz,
      revoked_at timestamptz,
      primary key (workspace_id, id),
      foreign key (workspace_id, member_id) references member on delete cascade
    )`.execute(db)
  await distribute(db, 'api_key')
}

async function audit(db: Handle) {
  await sql`
    create table audit_entry (
      workspace_id uuid not null references workspace,
      id uuid not null,
      at timestamptz not null default now(),
      user_id uuid,
      key_id uuid,
      who text,
      action text not null,
      target text not null,
      detail jsonb not null default '{}',
      primary key (workspace_id, id)
    )`.execute(db)
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'rows of % are only ever added', tg_table_name using errcode = 'integrity_constraint_violation';
    end $$`.execute(db)
  await distribute(db, 'audit_entry')
  // Unknown to plain PostgreSQL, which accepts any name with a dot; Citus wants it to put a trigger on a shard.
  await sql`select set_config('citus.enable_unsafe_triggers', 'on', true)`.execute(db)
  await sql`
    create trigger audit_entry_append_only before update or delete on audit_entry
    for each row execute function refuse_change()`.execute(db)
}

async function idempotency(db: Handle) {
  await sql`
    create table idempotency_key (
      workspace_id uuid not null references workspace on delete cascade,
      member_id uuid not null,
      key text not null,
      request_hash text not null,
      created_at timestamptz not null default now(),
      status integer,
      content_type text,
      body text,
      primary key (workspace_id, member_id, key)
    )`.execute(db)
  await sql`create index idempotency_key_age on idempotency_key (workspace_id, created_at)`.execute(db)
  await distribute(db, 'idempotency_key')
}

async function beginnings(db: Handle) {
  await sql`
    create table setup_token (
      id uuid primary key,
      token_hash text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz
    )`.execute(db)
  await distribute(db, 'setup_token', 'reference')

  await sql`
    create table readiness (
      workspace_id uuid not null references workspace on delete cascade,
      answers jsonb not null,
      updated_at timestamptz not null default now(),
      updated_by uuid,
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'readiness')

  await sql`
    create table objective (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      indicator text not null,
      label text not null,
      target double precision not null,
      due text not null,
      agreed_with text not null,
      position integer not null,
      created_at timestamptz not null default now(),
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'objective')
}
