import { z } from 'zod'

const place = z.object({
  /** UIDVALIDITY, as text: it may be larger than a number holds. */
  validity: z.string().max(20),
  /** The last one read. */
  uid: z.int().min(0),
  /** HIGHESTMODSEQ when all of it was read: as long as it is the same, nothing in the folder has changed. */
  modseq: z.string().max(20).optional(),
})

const cursor = z.object({
  /** Mails that arrived before this were there before us and are never read; ISO 8601. */
  since: z.string(),
  folders: z.record(z.string(), place),
})

export type Place = z.infer<typeof place>
export type Cursor = z.infer<typeof cursor>

const DAY_MS = 86_400_000

/** Where reading goes on; a new account reads the mails of its last `days`. */
export function cursorOf(text: string | undefined, days: number, now: Date): Cursor {
  const begin = { since: new Date(now.getTime() - days * DAY_MS).toISOString(), folders: {} }
  if (!text) return begin
  try {
    return cursor.parse(JSON.parse(text))
  } catch {
    // A cursor of an earlier form: reading again harms nothing, since a Message-ID enters once.
    return begin
  }
}
