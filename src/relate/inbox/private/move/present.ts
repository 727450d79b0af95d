import { z } from 'zod'
import type { Handle } from '../../../../../lib/db/index.ts'
import { type Locale, translate } from '../../../../../lib/i18n/index.ts'
import { csvLine } from '../../../../../lib/sheet/index.ts'
import { rowsOf } from '../../store.ts'
import { reasonIn } from '../invitation/present.ts'
import type { Stood } from '../standing.ts'
import { isUnderWay, STATES, type Sums, sumsOf } from '../state.ts'
import { WAYS } from '../tables.ts'
import type { Move } from './begin.ts'

const member = z.object({ id: z.string(), name: z.string() })

/** A list of many who are asked to go on in private (`PrivateMove`). */
export const moveReply = z.object({
  id: z.string(),
  name: z.string(),
  way: z.enum([...WAYS, 'best']),
  by: member,
  at: z.string(),
  /** How many there were at the start; the sums make as many. */
  total: z.number(),
  sums: z.object(Object.fromEntries(STATES.map((state) => [state, z.number()])) as SumsShape),
  /** Something of it is still to leave by itself. */
  underWay: z.boolean(),
  approved: z.object({ at: z.string(), by: member.nullable() }).nullable(),
  cancelled: z.string().nullable(),
  /** Whether the reader may agree to it. */
  mayApprove: z.boolean(),
})
type SumsShape = Record<(typeof STATES)[number], z.ZodNumber>

export const personReply = z.object({
  id: z.string(),
  place: z.number(),
  state: z.enum(STATES),
  way: z.enum(WAYS).nullable(),
  channel: z.string(),
  /** As the network names them; null once they are erased. */
  author: z.string().nullable(),
  reason: z.string().nullable(),
  /** What shows their conversation in public, and the one they came to. */
  there: z.string().nullable(),
  here: z.string().nullable(),
})

export interface MoveReader {
  names: ReadonlyMap<string, string>
  mayApprove: boolean
}

export function presentMove(move: Move, people: readonly Stood[], { names, mayApprove }: MoveReader) {
  const named = (id: string) => ({ id, name: names.get(id) ?? '' })
  const sums: Sums = sumsOf(people.map(({ state }) => state))
  return {
    ...{ id: move.id, name: move.name, way: move.way, by: named(move.member_id) },
    at: move.created.toISOString(),
    ...{ total: move.total, sums, underWay: !move.cancelled && isUnderWay(sums) },
    approved: move.approved && {
      at: move.approved.toISOString(),
      by: move.approved_by === null ? null : named(move.approved_by),
    },
    cancelled: move.cancelled?.toISOString() ?? null,
    mayApprove: mayApprove && move.approved === null && move.cancelled === null,
  }
}

export async function presentPeople(
  db: Handle,
  workspaceId: string,
  people: readonly Stood[],
  locale: Locale,
): Promise<z.input<typeof personReply>[]> {
  const ids = people.flatMap(({ row, shown }) => (shown ? [row.conversation_id] : []))
  const rows = ids.length > 0 ? await rowsOf(db, workspaceId, ids, false) : []
  const authors = new Map(rows.map((row) => [row.id, row.author_name ?? row.author_handle]))
  return people.map(({ row, state, shown, here }) => ({
    ...{ id: row.id, place: row.place, state, way: row.way, channel: row.channel },
    author: state === 'erased' ? null : (authors.get(row.conversation_id) ?? null),
    reason: row.reason && reasonIn(locale, row.reason),
    ...{ there: shown, here },
  }))
}

/** The list as a sheet; a spreadsheet reads no name as a formula. */
export function sheetOf(people: readonly z.input<typeof personReply>[], locale: Locale, url: string): string {
  const say = (key: string) => translate(locale, `private:${key}`)
  const head = ['place', 'author', 'channel', 'state', 'way', 'reason', 'there', 'here'].map((key) =>
    say(`sheet_${key}`),
  )
  const address = (id: string | null) => (id ? `${url}/inbox/${id}` : '')
  const lines = people.map((one) => [
    ...[String(one.place), one.author ?? '', one.channel, say(`state_${one.state}`)],
    ...[one.way ? say(`way_${one.way}`) : '', one.reason ?? '', address(one.there), address(one.here)],
  ])
  return [head, ...lines].map((cells) => csvLine(cells)).join('')
}
