import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** Notes are found by their words, without case or accents. The same words as in the inbox's search. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create index conversation_note_words on conversation_note using gin (workspace_id, to_tsvector('simple',
      translate(lower(text), 'àâäáãåçéèêëíîïìñóôöòõúùûüÿ', 'aaaaaaceeeeiiiinooooouuuuy')))`.execute(db)
}
