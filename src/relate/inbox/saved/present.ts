import { z } from 'zod'
import { differences } from './compare.ts'
import { contentSchema, isApproved } from './saved.ts'
import type { SavedAnswer, SavedVersion } from './store.ts'
import { unknownIn } from './variables.ts'

/** A saved answer as the API shows it (`SavedAnswer`). */
export const savedReply = z.object({
  id: z.string(),
  content: contentSchema,
  version: z.number(),
  /** Of the version that stands; null where that is not approved. */
  approved: z.object({ by: z.string().nullable(), at: z.string() }).nullable(),
  archived: z.string().nullable(),
  uses: z.number(),
  lastUsed: z.string().nullable(),
  changed: z.string(),
  /** Names of variables that nothing fills but a person. */
  unknown: z.array(z.string()),
})

export const differenceReply = z.object({
  part: z.enum(['name', 'shortcut', 'folder', 'tags', 'channels', 'crisis', 'text']),
  lang: z.string().nullable(),
  pieces: z.array(z.object({ text: z.string(), kind: z.enum(['same', 'added', 'removed']) })),
})

type Names = ReadonlyMap<string, string>

export function presentSaved(row: SavedAnswer, names: Names): z.input<typeof savedReply> {
  const { id, content, version, uses } = row
  const at = isApproved(row) ? row.approved_at : null
  return {
    ...{ id, content, version, uses },
    approved: at && { by: names.get(row.approved_by ?? '') ?? null, at: at.toISOString() },
    archived: row.archived?.toISOString() ?? null,
    lastUsed: row.last_used?.toISOString() ?? null,
    changed: row.changed.toISOString(),
    unknown: [...new Set(Object.values(content.texts).flatMap(unknownIn))].sort(),
  }
}

/** Newest first, each with what it changed of the one before; the first of all changed nothing. */
export function presentVersions(versions: SavedVersion[], names: Names) {
  return versions.map(({ version, at, member_id, restored, content }, i) => {
    const before = versions[i + 1]
    return {
      version,
      at: at.toISOString(),
      by: names.get(member_id) ?? null,
      restored,
      changes: before ? differences(before.content, content) : [],
    }
  })
}
