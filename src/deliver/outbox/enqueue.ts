import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify } from '../../../lib/db/index.ts'
import { holdAttachments } from '../../activity/index.ts'
import type { Act, Reference } from '../../channels/index.ts'
import { isGated } from '../gate/gate.ts'
import { filesOf, type WrittenDraft } from './draft.ts'
import { joinLane } from './lane.ts'

/** Something that a person, or a rule, decided should be done on a network. */
export interface Order {
  workspaceId: string
  accountId: string
  /** Kind of channel of the account. */
  channel: string
  act: Act
  /** When it was decided. */
  at: Date
  /** Not before; default: at once. */
  due?: Date
  /** For `publish` and `reply`. */
  draft?: WrittenDraft
  /** The activity it is about, and what is kept of it (see `referenceOf`); for `publish`, of whom it is written to. */
  to?: { activityId: string; reference: Reference }
  conversationId?: string
  /** The member who decided it. */
  by?: string
  /** The API key by which they did. */
  key?: string | undefined
  /** What must leave in order bears the same; default: the conversation, else what it is about, else nothing. */
  lane?: string
}

/**
 * Puts it in the outbox, in the transaction that decides it: it leaves once, after commit, or is shown to a person. Words
 * of a workspace where some need approval wait for it, until they are let through (`gate/`).
 * @returns its id, which is also the key the network is given
 * @throws Problem `not_found` where a file of the draft is not there
 */
export async function enqueue(tx: Handle, order: Order): Promise<string> {
  if (!tx.isTransaction) throw new Error('what leaves is enqueued in the transaction that decides it')
  const id = uuidv7()
  const { workspaceId, accountId, to } = order
  const lane = order.lane ?? order.conversationId ?? to?.activityId ?? id
  await sql`
    insert into outbox_account (workspace_id, account_id) values (${workspaceId}, ${accountId})
    on conflict do nothing`.execute(tx)
  const gated = order.draft !== undefined && (await isGated(tx, workspaceId))
  const place = gated
    ? { turn: 0, first: false }
    : lane === id
      ? { turn: 1, first: true }
      : await joinLane(tx, { workspace_id: workspaceId, account_id: accountId, lane })
  // The clock of the database is everybody's: a process that is ahead must not make its own errands wait.
  const due = order.due ? sql`${order.due}::timestamptz` : sql`now()`
  await sql`
    insert into delivery (workspace_id, id, account_id, channel, act, lane, turn, state, at, due, next_try, draft,
      cleared, target, target_id, conversation_id, by_member, by_key)
    values (${workspaceId}, ${id}, ${accountId}, ${order.channel}, ${order.act}, ${lane}, ${place.turn},
      ${gated ? 'approval' : 'waiting'},
      ${order.at}, ${due}, ${place.first ? due : null},
      ${json(order.draft)}::jsonb, ${gated ? null : sql`sha256(convert_to(${json(order.draft)}::jsonb::text, 'UTF8'))`},
      ${json(to?.reference)}, ${to?.activityId ?? null}, ${order.conversationId ?? null},
      ${order.by ?? null}, ${order.key ?? null})`.execute(tx)
  await holdAttachments(tx, workspaceId, order.draft ? filesOf(order.draft) : [], id)
  await notify(tx, { w: workspaceId, k: 'delivery', id })
  await notify(tx, { w: workspaceId, k: 'outbox' })
  return id
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
