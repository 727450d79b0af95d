import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import { insertMember, insertUser, type Role } from '../../src/access/index.ts'

/** A workspace with nobody in it. */
export async function testWorkspace(db: Handle, name = 'Test'): Promise<string> {
  const id = uuidv7()
  await sql`
    insert into workspace (id, name, time_zone, locale) values (${id}, ${name}, 'Europe/Paris', 'fr')`.execute(
    db,
  )
  return id
}

/** Somebody who belongs to a workspace and cannot sign in; answers the member's id. */
export function testMember(db: Handle, workspaceId: string, role: Role = 'agent'): Promise<string> {
  return inTransaction(db, async (tx) => {
    const email = `${uuidv7()}@example.org`
    return insertMember(
      tx,
      workspaceId,
      await insertUser(tx, { name: email, email, passwordHash: 'x' }),
      role,
    )
  })
}
