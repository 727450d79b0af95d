import { diffWordsWithSpace } from 'diff'
import { z } from 'zod'
import { type Context, membersWho } from '../../../../access/index.ts'
import { getActivities, harmIn, type StoredActivity } from '../../../../activity/index.ts'
import { type Delivery, getDelivery } from '../../../../deliver/index.ts'
import { looseAmong } from '../loose/loose.ts'
import { deciders, KINDS, standIn } from '../rule/rule.ts'
import { APPROVAL_STATES } from '../tables.ts'
import { type Approval, type Version, versionsOf } from './store.ts'

const person = z.object({ id: z.string(), name: z.string() }).nullable()
const pieces = z.array(z.object({ text: z.string(), kind: z.enum(['same', 'added', 'removed']) }))

/** An answer that waits for somebody’s approval, or has waited for it (`Approval`). */
export const approvalReply = z.object({
  id: z.string(),
  deliveryId: z.string(),
  conversationId: z.string().nullable(),
  state: z.enum(APPROVAL_STATES),
  reasons: z.array(z.object({ name: z.string(), kind: z.enum(KINDS), found: z.array(z.string()) })),
  by: person,
  key: z.boolean(),
  editor: person,
  assigned: person,
  channel: z.string().nullable(),
  text: z.string(),
  hash: z.string(),
  files: z.array(z.object({ id: z.string(), name: z.string(), mediaType: z.string(), alt: z.string() })),
  /** From the words its author wrote to those that stand now; null where they are the same. */
  difference: pieces.nullable(),
  question: z
    .object({
      author: z.string().nullable(),
      text: z.string(),
      toxicity: z.number().nullable(),
      at: z.string(),
      private: z.boolean(),
    })
    .nullable(),
  asked: z.string(),
  expires: z.string(),
  decided: z.string().nullable(),
  decidedBy: person,
  via: z.enum(['app', 'mail']).nullable(),
  reason: z.string().nullable(),
  mine: z.boolean(),
  mayDecide: z.boolean(),
  /** Nobody but its author, or who wrote in it last, may approve now. */
  nobody: z.boolean(),
  /** Nobody whom the rule names can decide today: whoever may approve stands in for them. */
  standIn: z.boolean(),
  /** It waits though no rule asks for it any more. */
  loose: z.boolean(),
})
type ApprovalShown = z.input<typeof approvalReply>

/** Beyond so many changes two texts have little in common, and are shown one after the other. */
const MOST_CHANGES = 400

/** What became of a text, word by word; null where it is the same. */
export function differenceOf(from: string, to: string): z.input<typeof pieces> | null {
  if (from === to) return null
  const changes = diffWordsWithSpace(from, to, { maxEditLength: MOST_CHANGES })
  const whole = [
    { value: from, added: false, removed: true },
    { value: to, added: true, removed: false },
  ]
  return (changes ?? whole)
    .filter(({ value }) => value !== '')
    .map(({ value, added, removed }) => ({
      text: value,
      kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
    }))
}

/** Some of them as the API shows them to who asks. */
export async function presentApprovals(
  context: Context,
  rows: readonly Approval[],
): Promise<ApprovalShown[]> {
  const { db, workspaceId } = context
  const names = await context.memberNames()
  const able = await membersWho(db, workspaceId, 'answers:approve')
  const ids = rows.map((row) => row.id)
  const versions = await versionsOf(db, workspaceId, ids)
  const targets = await getActivities(db, workspaceId, [
    ...new Set(rows.flatMap((row) => row.target_id ?? [])),
  ])
  const asked = new Map(targets.map((one) => [one.id, one]))
  const loose = new Set((await looseAmong(db, workspaceId, rows)).map(({ id }) => id))
  const shown: ApprovalShown[] = []
  for (const row of rows) {
    const delivery = await getDelivery(db, workspaceId, row.delivery_id).catch(() => undefined)
    const parts = {
      delivery,
      versions: versions.get(row.id) ?? [],
      question: asked.get(row.target_id ?? ''),
      loose: loose.has(row.id),
    }
    shown.push(presentOne(row, parts, { names, able, me: context.principal.memberId }))
  }
  return shown
}

interface Parts {
  delivery: Delivery | undefined
  versions: readonly Version[]
  question: StoredActivity | undefined
  loose: boolean
}

interface Reader {
  names: ReadonlyMap<string, string>
  able: readonly string[]
  me: string
}

function presentOne(row: Approval, parts: Parts, { names, able, me }: Reader): ApprovalShown {
  const { delivery, versions, question, loose } = parts
  const member = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })
  const may = row.state === 'waiting' ? deciders(row, able) : []
  const [first, last] = [versions[0]?.text ?? '', versions.at(-1)?.text ?? '']
  return {
    ...{ id: row.id, deliveryId: row.delivery_id, conversationId: row.conversation_id, state: row.state },
    reasons: row.reasons.map(({ name, kind, found }) => ({ name, kind, found })),
    ...{ by: member(row.by_member), key: row.by_key !== null, editor: member(row.editor) },
    ...{ assigned: member(row.assigned), channel: delivery?.channel ?? null, text: last, hash: row.hash },
    files: (delivery?.draft?.media ?? []).map(({ attachmentId: id, name, mediaType, alt }) => ({
      ...{ id, name, mediaType, alt },
    })),
    difference: differenceOf(first, last),
    question: question && !question.deleted ? asQuestion(question) : null,
    ...{ asked: row.asked.toISOString(), expires: row.expires.toISOString() },
    ...{ decided: row.decided?.toISOString() ?? null, decidedBy: member(row.decided_by) },
    ...{ via: row.via, reason: row.reason, mine: row.by_member === me },
    ...{ mayDecide: may.includes(me), nobody: row.state === 'waiting' && may.length === 0 },
    standIn: row.state === 'waiting' && may.length > 0 && standIn(row, able),
    loose,
  }
}

function asQuestion(question: StoredActivity) {
  const { actor_name, actor_handle, text, title, published, visibility } = question
  return {
    author: actor_name ?? actor_handle,
    text: text || title || '',
    toxicity: harmIn(question),
    at: published.toISOString(),
    private: visibility !== 'public',
  }
}
