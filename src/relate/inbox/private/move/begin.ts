import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify } from '../../../../../lib/db/index.ts'
import { invalid } from '../../../../../lib/errors/index.ts'
import { audit, membersWho, type Who } from '../../../../access/index.ts'
import { type ConversationFilter, getConversations, listConversations, placeIn } from '../../store.ts'
import type { Lines } from '../lines/lines.ts'
import type { PrivateTables, Way } from '../tables.ts'
import { FOUR_EYES, MOST_PEOPLE, waysIn, wrongIn } from './move.ts'

export interface Beginning {
  name: string
  way: Way | 'best'
  lines: Lines
  hours: number
  /** Those that were chosen. */
  ids?: string[]
  /** Or all that a view shows. */
  filter?: ConversationFilter
}

export interface Beginner {
  memberId: string
  who: Who
  now: Date
}

/**
 * Makes the list of who is asked to go on in private, in the order they stand in; what is private already, or joined to
 * another of them, is not one of them. It leaves at once, or where they are many once a second person has agreed.
 * @throws Problem `private_lines` (422), `private_nobody`, `private_too_many`, `not_found`
 */
export async function beginMove(
  db: Handle,
  workspaceId: string,
  { name, way, lines, hours, ids, filter }: Beginning,
  by: Beginner,
): Promise<string> {
  const wrong = wrongIn(lines, way === 'best' ? waysIn(lines) : [way])
  if (wrong) throw invalid('private_lines', { ...wrong }, { lines: 'private_lines' })
  return inTransaction(db, async (tx) => {
    const found = ids ? await chosen(tx, workspaceId, ids) : await viewed(tx, workspaceId, filter)
    const people = found.filter(({ visibility }) => visibility === 'public')
    if (people.length === 0) throw invalid('private_nobody')
    if (people.length > MOST_PEOPLE) throw invalid('private_too_many', { most: MOST_PEOPLE })
    const id = uuidv7()
    const alone = people.length < FOUR_EYES || (await isAlone(tx, workspaceId, by.memberId))
    await sql`
      insert into private_move (workspace_id, id, name, way, lines, hours, total, member_id, created, approved)
      values (${workspaceId}, ${id}, ${name}, ${way}, ${JSON.stringify(lines)}, ${hours}, ${people.length},
        ${by.memberId}, ${by.now}, ${alone ? by.now : null})`.execute(tx)
    const rows = people.map((talk, n) => ({
      id: uuidv7(),
      place: n + 1,
      talk: talk.id,
      channel: talk.channel,
    }))
    await sql`
      insert into private_invitation (workspace_id, id, move_id, place, conversation_id, channel, member_id, created, stage)
      select ${workspaceId}::uuid, row.id, ${id}::uuid, place, talk, channel, ${by.memberId}::uuid, ${by.now}::timestamptz, 'queued'
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as row (id uuid, place integer, talk uuid, channel text)`.execute(tx)
    const detail = { name, people: people.length, way }
    await audit(tx, { workspaceId, who: by.who, action: 'private_move.begin', target: id, detail })
    await notify(tx, { w: workspaceId, k: 'private' })
    return id
  })
}

type One = { id: string; channel: string; visibility: 'public' | 'private' }

async function chosen(tx: Handle, workspaceId: string, ids: string[]): Promise<One[]> {
  const rows = await getConversations(tx, workspaceId, [...new Set(ids)])
  return rows.map(({ id, channel, visibility }) => ({ id, channel, visibility }))
}

const PAGE = 500

async function viewed(
  tx: Handle,
  workspaceId: string,
  filter: ConversationFilter = { sort: 'recent' },
): Promise<One[]> {
  const found: One[] = []
  let after: ConversationFilter['after']
  while (found.length <= MOST_PEOPLE) {
    const page = await listConversations(
      tx,
      workspaceId,
      { ...filter, visibility: 'public', ...(after && { after }) },
      PAGE,
    )
    found.push(...page)
    const last = page.at(-1)
    const at = last && placeIn(filter.sort, last)
    if (page.length < PAGE || !last || at === null || at === undefined) break
    after = { at, id: last.id }
  }
  // By what is due, one may stand in a list more than once.
  return [...new Map(found.map((one) => [one.id, one])).values()]
}

/** Nobody else may agree: who begins it does. */
export async function isAlone(tx: Handle, workspaceId: string, memberId: string): Promise<boolean> {
  const may = await membersWho(tx, workspaceId, 'answers:approve')
  return may.every((one) => one === memberId)
}

export type Move = Omit<PrivateTables['private_move'], 'lines'> & { lines: Lines }
