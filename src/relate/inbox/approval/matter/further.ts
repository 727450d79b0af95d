import type { Handle } from '../../../../../lib/db/index.ts'
import { audit, contactsOf, membersWho } from '../../../../access/index.ts'
import {
  type Asking,
  askingOf,
  type Facts,
  type Named,
  namedBy,
  narrowed,
  othersThan,
  type Rule,
  reasonOf,
  timesOf,
} from '../rule/rule.ts'
import { type Approval, addVersion, announce, changeApproval } from './store.ts'

interface Reworded {
  text: string
  /** Digest of the words as they are now. */
  hash: string
  rules: readonly Rule[]
  facts: Facts
}

/**
 * Asks about words that somebody other than their author changed. They wait as before, whatever was taken out of them; where
 * they meet a rule that they did not meet, those whom it names are asked, and have its time.
 */
export async function askFurther(
  tx: Handle,
  asked: Approval,
  { text, hash, rules, facts }: Reworded,
  { now, by }: { now: Date; by: string },
): Promise<void> {
  const asking = askingOf(rules, facts)
  const known = new Set(asked.reasons.map(({ rule }) => rule))
  const further = asking.filter(({ rule }) => !known.has(rule.id))
  const found = new Map(asking.map((one) => [one.rule.id, reasonOf(one)]))
  const reasons = [
    ...asked.reasons.map((reason) => found.get(reason.rule) ?? reason),
    ...further.map(reasonOf),
  ]
  await addVersion(tx, asked, { text, by, at: now })
  await changeApproval(tx, asked, {
    ...{ hash, editor: by, changed: true, round: asked.round + 1, untold: true },
    ...(await furtherOf(tx, { ...asked, editor: by }, further, now)),
    reasons: JSON.stringify(reasons),
  })
  if (further.length > 0) {
    const detail = { rules: further.map(({ rule }) => rule.name) }
    const who = { label: 'rule' }
    const { workspace_id: workspaceId, id: target } = asked
    await audit(tx, { workspaceId, who, action: 'approval.asked', target, detail })
  }
  await announce(tx, asked)
}

/** What changes of who is asked, and until when. */
async function furtherOf(tx: Handle, asked: Approval, further: readonly Asking[], now: Date) {
  const [first] = further
  if (!first) return {}
  const { workspace_id: workspaceId } = asked
  const editor_may = asked.editor_may && further.every(({ rule }) => rule.editorMay)
  const left = othersThan({ ...asked, editor_may }, await membersWho(tx, workspaceId, 'answers:approve'))
  const members = await contactsOf(tx, workspaceId)
  const who = further.reduce<Named>(
    (standing, { rule }) => narrowed(standing, namedBy(rule, members), left),
    { named: asked.named, approvers: asked.approvers },
  )
  const { expires, remindAt } = timesOf(now, first.rule.hours)
  return { ...who, editor_may, expires, remind_at: remindAt, ...handOf(asked, who) }
}

/** Whom it was handed on to decides no more where others are asked now. */
export function handOf(
  asked: Pick<Approval, 'named' | 'approvers' | 'assigned'>,
  { named, approvers }: Named,
): { assigned?: null; handed_by?: null } {
  const same =
    named === asked.named &&
    approvers.length === asked.approvers.length &&
    approvers.every((one) => asked.approvers.includes(one))
  const stays = same || asked.assigned === null || approvers.includes(asked.assigned)
  return stays ? {} : { assigned: null, handed_by: null }
}
