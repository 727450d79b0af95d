import { sql } from 'kysely'
import { connect, type Handle } from '../../../lib/db/index.ts'
import { requireCurrentSchema } from '../../../lib/db/migrate.ts'
import { Problem } from '../../../lib/errors/index.ts'
import { translate } from '../../../lib/i18n/index.ts'
import { readConfig } from '../config.ts'
import { rotateKey } from '../key.ts'
import { openDatabase } from '../program.ts'

/** `veillee key rotate`: a new key for all that is sealed; every process of the installation must be stopped. */
export async function rotateCommand(write: (text: string) => void): Promise<number> {
  const config = readConfig()
  const database = await openDatabase(config)
  const connection = connect(database.url, { max: 2, applicationName: 'veillee-command' })
  try {
    await requireCurrentSchema(connection.db)
    await requireAlone(connection.db)
    await rotateKey(connection.db, config, (step, count) => write(`${step} ${count}\n`))
  } finally {
    await connection.close()
    await database.close()
  }
  write(`${translate(config.locale, 'start:key-rotated')}\n`)
  return 0
}

/** A process that runs would go on sealing with the key that it knows. */
async function requireAlone(db: Handle): Promise<void> {
  const { rows } = await sql`
    select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and application_name like 'veillee%' and application_name <> 'veillee-command' limit 1`.execute(db)
  if (rows.length > 0) throw new Problem('key_in_use', { status: 409 })
}
