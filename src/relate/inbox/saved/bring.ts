import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { isSame, MOST_ANSWERS } from './saved.ts'
import type { ReadFile } from './sheet.ts'
import { type By, changeSaved, createSaved, listSaved, type SavedAnswer } from './store.ts'

/** What a file would do, or did. */
export interface Brought {
  created: number
  changed: number
  same: number
}

/**
 * Brings what a file says: an answer of the same name becomes a new version, another is added, nothing is taken away. All of it or
 * nothing; `dry` only counts. What a file says is never approved.
 * @throws Problem `saved_full`, `saved_shortcut_taken`
 */
export function bring(db: Handle, by: By, { answers }: ReadFile, dry: boolean): Promise<Brought> {
  return inTransaction(db, async (tx) => {
    const here = await listSaved(tx, by.workspaceId, {}, MOST_ANSWERS)
    const byName = new Map<string, SavedAnswer>(here.map((row) => [row.name, row]))
    const told: Brought = { created: 0, changed: 0, same: 0 }
    for (const { content } of answers) {
      const known = byName.get(content.name)
      if (!known) told.created++
      else if (isSame(known.content, content)) told.same++
      else told.changed++
      if (dry || (known && isSame(known.content, content))) continue
      if (known) await changeSaved(tx, by, known.id, { content, from: known.version })
      else await createSaved(tx, by, content)
    }
    return told
  })
}
