import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

export async function up(db: Handle): Promise<void> {
  await sql`
    create table sign_in (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      member_id uuid not null,
      channel text not null,
      account_id uuid,
      token_hash text not null,
      sealed_pending text not null,
      expires timestamptz not null,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'sign_in')
}
