import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

export async function up(db: Handle): Promise<void> {
  await sql`
    alter table channel_account
      add column sealed_credential text,
      add column credential_expires timestamptz,
      add column credential_given timestamptz,
      add column profile jsonb,
      add column quotas jsonb not null default '{}'`.execute(db)
}
