import { sql } from 'kysely'
import { type Handle, inTransaction } from '../../../../../lib/db/index.ts'
import { audit, membersWho } from '../../../../access/index.ts'
import { dropDelivery, getDelivery } from '../../../../deliver/index.ts'
import { deciders } from '../rule/rule.ts'
import { end } from './decide.ts'
import { giveBack } from './give-back.ts'
import { catchUp } from './judge.ts'
import { type Approval, announce, changeApproval, getApproval } from './store.ts'

/** One telling of some members; each is told of a key once. */
export interface ApprovalTelling {
  key: string
  what: string
  members: string[]
  conversationId: string | null
  facts: Record<string, string | number>
}

/** Tells members, as they chose. */
export type Tell = (tx: Handle, workspaceId: string, tellings: ApprovalTelling[], now: Date) => Promise<void>

/** Looked at in one go. */
const MOST = 200

/**
 * Does what is due about approvals of a workspace: judges what nobody has judged, tells those concerned, reminds, and gives
 * back what ran out. Nothing is ever sent by it. Each step once, wherever it is cut.
 */
export async function stepApprovals(db: Handle, workspaceId: string, now: Date, tell: Tell): Promise<number> {
  let done = await catchUp(db, workspaceId, now)
  const { rows } = await sql<{ id: string }>`
    select id from approval where workspace_id = ${workspaceId}
      and (untold or (state = 'waiting' and (remind_at <= ${now} or expires <= ${now})))
    order by id limit ${MOST}`.execute(db)
  for (const { id } of rows)
    done += (await inTransaction(db, (tx) => step(tx, workspaceId, id, { now, tell }))) ? 1 : 0
  return done
}

interface Clocked {
  now: Date
  tell: Tell
}

async function step(tx: Handle, workspaceId: string, id: string, { now, tell }: Clocked): Promise<boolean> {
  const seen = await getApproval(tx, workspaceId, id).catch(() => undefined)
  const row = seen && (await getDelivery(tx, workspaceId, seen.delivery_id, true).catch(() => undefined))
  const asked = seen && (await getApproval(tx, workspaceId, id, true).catch(() => undefined))
  if (!asked) return false
  const all = await membersWho(tx, workspaceId, 'answers:approve')
  const able = deciders(asked, all)
  if (asked.state === 'waiting' && row?.state === 'approval' && asked.expires <= now) {
    await giveBack(tx, asked, row.draft, now)
    await dropDelivery(tx, { workspaceId, id: row.id, by: null })
    await end(tx, asked, { state: 'expired', by: null, now })
    const who = { label: 'schedule' }
    await audit(tx, { workspaceId, who, action: 'approval.expired', target: id, detail: {} })
    await announce(tx, asked)
    const after = { ...asked, state: 'expired' as const, round: asked.round + 1 }
    await tell(tx, workspaceId, tellingsOf(after, able), now)
    await changeApproval(tx, asked, { untold: false })
    return true
  }
  const reminds = asked.state === 'waiting' && asked.remind_at !== null && asked.remind_at <= now
  if (!asked.untold && !reminds) return false
  await tell(tx, workspaceId, asked.untold ? tellingsOf(asked, able) : [reminder(asked, able)], now)
  await changeApproval(tx, asked, { untold: false, ...(reminds && { remind_at: null }) })
  return true
}

/** Who is told what of it, as it stands; no word of it, nor any customer’s name. */
export function tellingsOf(asked: Approval, able: readonly string[]): ApprovalTelling[] {
  const { state, by_member: author, editor, assigned, handed_by: from } = asked
  const toAuthor = (what: string) => (author ? [telling(asked, what, [author])] : [])
  if (state === 'waiting') {
    const handed = assigned !== null && able.includes(assigned)
    return [
      handed
        ? telling(asked, 'approval_handed', [assigned], from)
        : telling(asked, 'approval_asked', [...able]),
      ...(editor !== author && !handed ? toAuthor('approval_edited') : []),
    ]
  }
  if (state === 'expired')
    return [...toAuthor('approval_expired'), telling(asked, 'approval_lapsed', [...able])]
  if (state === 'refused') return toAuthor('approval_refused')
  if (state === 'approved') return toAuthor(asked.changed ? 'approval_changed' : 'approval_approved')
  return []
}

function reminder(asked: Approval, able: readonly string[]): ApprovalTelling {
  return { ...telling(asked, 'approval_soon', [...able]), key: `approval:${asked.id}:${asked.round}:soon` }
}

function telling(
  asked: Approval,
  what: string,
  members: string[],
  member: string | null = whoIn(asked),
): ApprovalTelling {
  return {
    ...{ what, members, conversationId: asked.conversation_id },
    key: `approval:${asked.id}:${asked.round}:${what}`,
    facts: {
      approval: asked.id,
      expiresAt: asked.expires.toISOString(),
      ...(member ? { member } : {}),
    },
  }
}

/** Whom the words name: who decided, once somebody has; before that who wrote last. */
function whoIn({ state, decided_by, editor, by_member }: Approval): string | null {
  if (state === 'waiting') return editor ?? by_member
  return decided_by ?? by_member
}
