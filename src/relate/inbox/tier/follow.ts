import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../../../lib/db/index.ts'
import { takeMoved, tiersOf } from '../../../people/index.ts'
import { type Reason, tierReasons, weighed } from '../priority/priority.ts'
import { keepTime } from '../service-level/keep.ts'

/** People of one transaction. */
const AT_ONCE = 200
/** More conversations than this are announced as a whole. */
const NAMED = 50

interface Row {
  id: string
  person_id: string
  priority_reasons: Reason[]
}

/**
 * Has conversations follow whose tier moved: how much they press, with its reason, and when an answer is due. Each is done in
 * the transaction that takes its person off the list, so that one who is cut is done again. What is past due stays so.
 * @returns how many conversations were looked at
 */
export async function followTiers(db: Handle, workspaceId: string, now: Date): Promise<number> {
  let count = 0
  while (true) {
    const { people, talks } = await inTransaction(db, async (tx) => {
      const moved = await takeMoved(tx, workspaceId, AT_ONCE)
      return { people: moved.length, talks: await follow(tx, workspaceId, moved, now) }
    })
    count += talks
    if (people < AT_ONCE) return count
  }
}

async function follow(tx: Handle, workspaceId: string, people: string[], now: Date): Promise<number> {
  if (people.length === 0) return 0
  const { rows } = await sql<Row>`
    select id, person_id, priority_reasons from conversation
    where workspace_id = ${workspaceId} and person_id = any(${people}::uuid[]) and status in ('open', 'snoozed')
      and merged_into is null
    order by id for update`.execute(tx)
  if (rows.length === 0) return 0
  // Read after the conversations are held: what is said of somebody since is followed by who said it.
  const tiers = await tiersOf(tx, workspaceId, people)
  const lines = rows.map(({ id, person_id, priority_reasons }) => {
    const others = priority_reasons.filter(({ reason }) => reason !== 'tier')
    const { priority, priority_reasons: reasons } = weighed([...others, ...tierReasons(tiers.get(person_id))])
    return { id, priority, reasons }
  })
  await sql`
    update conversation set priority = one.priority, priority_reasons = one.reasons
    from json_to_recordset(${JSON.stringify(lines)}::json) as one (id uuid, priority smallint, reasons jsonb)
    where conversation.workspace_id = ${workspaceId} and conversation.id = one.id`.execute(tx)
  const ids = rows.map(({ id }) => id)
  await keepTime(tx, workspaceId, ids, { now, again: true })
  if (ids.length > NAMED) await notify(tx, { w: workspaceId, k: 'conversation' })
  else for (const id of ids) await notify(tx, { w: workspaceId, k: 'conversation', id })
  return ids.length
}
