import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Handle } from '../../lib/db/index.ts'

/** A workspace with nobody in it. */
export async function testWorkspace(db: Handle, name = 'Test'): Promise<string> {
  const id = uuidv7()
  await sql`
    insert into workspace (id, name, time_zone, locale) values (${id}, ${name}, 'Europe/Paris', 'fr')`.execute(
    db,
  )
  return id
}
