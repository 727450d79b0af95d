import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** One can be asked to go on by mail: what comes in is known by the reference that the invitation gave. */
export async function up(db: Handle): Promise<void> {
  const ways = {
    private_move: ['direct', 'link', 'mail', 'best'],
    private_invitation: ['direct', 'link', 'mail'],
  }
  for (const [table, known] of Object.entries({ ...ways, private_arrival: ['direct', 'link', 'mail'] })) {
    const name = sql.ref(`${table}_way_check`)
    await sql`
      alter table ${sql.table(table)} drop constraint ${name},
        add constraint ${name} check (way in (${sql.join(known.map((way) => sql.lit(way)))}))`.execute(db)
  }
  await sql`
    create index private_invitation_mail on private_invitation (workspace_id, token_hash)
    where way = 'mail' and token_hash is not null`.execute(db)
}
