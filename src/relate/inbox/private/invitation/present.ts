import { z } from 'zod'
import type { Handle } from '../../../../../lib/db/index.ts'
import { hasWords, type Locale, translate } from '../../../../../lib/i18n/index.ts'
import { standingOf } from '../../../../deliver/index.ts'
import { rowsOf } from '../../store.ts'
import { leftBy, type Stood, standingsOf } from '../standing.ts'
import { type Left, STATES } from '../state.ts'
import { WAYS } from '../tables.ts'
import type { Invitation } from './token.ts'

const side = z.object({
  id: z.string(),
  channel: z.string(),
  author: z.string().nullable(),
  snippet: z.string(),
})

/** An invitation as the API shows it (`PrivateInvitation`). */
export const invitationReply = z.object({
  id: z.string(),
  moveId: z.string().nullable(),
  state: z.enum(STATES),
  way: z.enum(WAYS).nullable(),
  at: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  expires: z.string().nullable(),
  /** Why it did not leave, in words. */
  reason: z.string().nullable(),
  /** In public; null where it is gone. */
  there: side.nullable(),
  arrivals: z.array(
    z.object({
      at: z.string(),
      /** By what everybody could read, a link or a reference, somebody else may have come. */
      way: z.enum(WAYS),
      refused: z.boolean(),
      here: side.nullable(),
    }),
  ),
  /** A line in public has closed it. */
  closed: z.boolean(),
})

/** A closing line that was refused, by an approver or the network, or taken back, has closed nothing. */
const NOT_SAID: ReadonlySet<Left> = new Set(['refused', 'dropped', 'gone'])

export interface Reader {
  locale: Locale
  now: Date
  names: ReadonlyMap<string, string>
}

export async function presentInvitations(
  db: Handle,
  workspaceId: string,
  rows: readonly Invitation[],
  { locale, now, names }: Reader,
): Promise<z.input<typeof invitationReply>[]> {
  const stood = await standingsOf(db, workspaceId, rows, now)
  const sides = await sidesOf(db, workspaceId, stood)
  const closings = rows.flatMap((row) => row.closing_id ?? [])
  const lines = await standingOf(db, workspaceId, closings)
  const sideOf = (id: string | null) => (id ? (sides.get(id) ?? null) : null)
  return stood.map(({ row, state, arrivals, shown }) => ({
    id: row.id,
    moveId: row.move_id,
    state,
    way: row.way,
    at: row.created.toISOString(),
    by: { id: row.member_id, name: names.get(row.member_id) ?? '' },
    expires: row.expires?.toISOString() ?? null,
    reason: row.reason && reasonIn(locale, row.reason),
    there: sideOf(shown),
    arrivals: arrivals.map(({ at, way, refused, conversation_id }) => ({
      at: at.toISOString(),
      way,
      refused: refused !== null,
      here: sideOf(conversation_id),
    })),
    closed: row.closing_id !== null && !NOT_SAID.has(leftBy(lines.get(row.closing_id)?.state)),
  }))
}

/** Why one was not invited; what has no words in a list has those of anything that went wrong. */
export function reasonIn(locale: Locale, reason: string): string {
  const key = `private:reason_${reason}`
  return translate(locale, hasWords(locale, key) ? key : 'private:reason_else', { code: reason })
}

async function sidesOf(db: Handle, workspaceId: string, stood: readonly Stood[]) {
  const ids = stood.flatMap(({ shown, arrivals }) => [
    ...(shown ? [shown] : []),
    ...arrivals.flatMap((one) => one.conversation_id ?? []),
  ])
  if (ids.length === 0) return new Map<string, z.input<typeof side>>()
  const rows = await rowsOf(db, workspaceId, [...new Set(ids)], false)
  return new Map(
    rows.map(({ id, channel, author_name, author_handle, snippet }) => [
      id,
      { id, channel, author: author_name ?? author_handle, snippet },
    ]),
  )
}
