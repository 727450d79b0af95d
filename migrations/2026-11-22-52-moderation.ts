import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** The rules of the house in versions, what is done by them, what was taken away, and appeals. */
export async function up(db: Handle): Promise<void> {
  await charters(db)
  await acts(db)
  await sql`
    create table moderation_archive (
      workspace_id uuid not null,
      act_id uuid not null,
      sealed text,
      kept timestamptz not null,
      until timestamptz not null,
      gone timestamptz,
      gone_why text check (gone_why in ('retention', 'erasure')),
      primary key (workspace_id, act_id),
      foreign key (workspace_id, act_id) references moderation_act (workspace_id, id),
      check ((sealed is null) = (gone is not null))
    )`.execute(db)
  await distribute(db, 'moderation_archive')
  await sql`
    create index moderation_archive_until on moderation_archive (workspace_id, until) where sealed is not null`.execute(
    db,
  )
  await sql`
    create table moderation_appeal (
      workspace_id uuid not null,
      act_id uuid not null,
      token_hash text not null,
      expires timestamptz not null,
      sealed text,
      statements integer not null default 0,
      filed timestamptz,
      state text not null check (state in ('open', 'filed', 'granted', 'dismissed')),
      decided_by uuid,
      decided timestamptz,
      answer text,
      primary key (workspace_id, act_id),
      foreign key (workspace_id, act_id) references moderation_act (workspace_id, id),
      check (state = 'open' or filed is not null),
      check (state not in ('granted', 'dismissed') or (decided_by is not null and decided is not null))
    )`.execute(db)
  await distribute(db, 'moderation_appeal')
  await sql`
    create index moderation_appeal_filed on moderation_appeal (workspace_id, filed) where state = 'filed'`.execute(
    db,
  )
}

async function charters(db: Handle): Promise<void> {
  await sql`
    create table charter (
      workspace_id uuid not null references workspace (id),
      draft jsonb not null,
      revision integer not null,
      changed timestamptz not null,
      changed_by uuid not null,
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'charter')
  await sql`
    create table charter_version (
      workspace_id uuid not null references workspace (id),
      version integer not null,
      content jsonb not null,
      published timestamptz not null,
      published_by uuid not null,
      primary key (workspace_id, version)
    )`.execute(db)
  await distribute(db, 'charter_version')
}

/** The checks are the promise: a criticism has two persons, and nothing stands without who did it and when. */
async function acts(db: Handle): Promise<void> {
  await sql`
    create table moderation_act (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      activity_id uuid not null,
      conversation_id uuid,
      channel text not null,
      actor_id text,
      kind text not null check (kind in ('blur', 'hide', 'mute', 'block')),
      state text not null check (state in ('proposed', 'done', 'refused', 'withdrawn', 'restored')),
      scope text not null check (scope in ('network', 'here')),
      account_id uuid,
      charter_version integer not null,
      rule_id text not null,
      mark_in text not null check (mark_in in ('text', 'title')),
      mark_start integer not null,
      mark_end integer not null,
      critical text,
      proposed_by uuid not null,
      proposed timestamptz not null,
      decided_by uuid,
      decided timestamptz,
      done timestamptz,
      restored_by uuid,
      restored timestamptz,
      restored_why text check (restored_why in ('appeal', 'team')),
      note text,
      act_delivery uuid,
      undo_delivery uuid,
      notice_delivery uuid,
      notice_state text not null check (notice_state in ('later', 'sent', 'unreachable')),
      notice_lang text not null check (notice_lang in ('fr', 'en')),
      notice_text text,
      primary key (workspace_id, id),
      foreign key (workspace_id, charter_version) references charter_version (workspace_id, version),
      check (mark_start >= 0 and mark_end > mark_start),
      check (state not in ('done', 'restored') or done is not null),
      check (state <> 'restored' or (restored_by is not null and restored is not null and restored_why is not null)),
      constraint moderation_act_two_persons check (
        critical is null or state not in ('done', 'restored')
        or (decided_by is not null and decided_by <> proposed_by))
    )`.execute(db)
  await distribute(db, 'moderation_act')
  // What stands or waits, once of a kind on a post.
  await sql`
    create unique index moderation_act_once on moderation_act (workspace_id, activity_id, kind)
    where state in ('proposed', 'done')`.execute(db)
  await sql`create index moderation_act_activity on moderation_act (workspace_id, activity_id)`.execute(db)
  await sql`create index moderation_act_state on moderation_act (workspace_id, state, id)`.execute(db)
}
