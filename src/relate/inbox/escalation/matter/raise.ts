import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../../../lib/db/index.ts'
import { conflict, invalid } from '../../../../../lib/errors/index.ts'
import { attachmentsOf } from '../../../../activity/index.ts'
import { tellMatters } from '../../../../deliver/index.ts'
import { changeConversations } from '../../change.ts'
import { getConversation } from '../../store.ts'
import { linkFor } from '../link/link.ts'
import { lineUp, type Outgoing } from '../sender/line-up.ts'
import { readForm } from '../service/form.ts'
import { dueAt, expiresAt, nextStep } from '../service/plan.ts'
import { getService, type Service } from '../service/store.ts'
import type { EscalationTables } from '../tables.ts'
import { addEntry } from './act.ts'
import { customerOf, type Named } from './shown.ts'
import { escalationsOf } from './store.ts'

export interface Order {
  serviceId: string
  reasonId: string
  question: string
  values: Record<string, string>
  /** Messages of the conversation that the service sees. */
  messages: readonly string[]
  files: readonly string[]
  named: Named
  masked: boolean
  snoozes: boolean
  /** Instead of what the service's own plan gives. */
  due?: Date | undefined
}

/** Escalations of one conversation that are under way. */
const MOST_OPEN = 10

/**
 * Puts a customer's matter to a service, in the caller's transaction: what it will see, by when it is to answer, its links,
 * the mails and the issue that are to leave.
 * @throws Problem `escalation_reason`, `escalation_form`, `escalation_messages`, `escalation_due`, `escalations_full`
 */
export async function raise(
  tx: Handle,
  workspaceId: string,
  conversationId: string,
  order: Order,
  by: { memberId: string; now: Date },
): Promise<string> {
  const { now } = by
  const conversation = await getConversation(tx, workspaceId, conversationId)
  const service = await getService(tx, workspaceId, order.serviceId)
  const values = await checked(tx, service, order)
  await requireMessages(tx, workspaceId, conversationId, order.messages)
  const before = await escalationsOf(tx, workspaceId, [conversationId])
  if (before.filter(({ closed }) => closed === null).length >= MOST_OPEN)
    throw conflict('escalations_full', { max: MOST_OPEN })
  const due = order.due ?? dueAt(now, service.timing)
  if (due <= now) throw invalid('escalation_due', {}, { due: 'escalation_due' })
  const expires = expiresAt(due, service.timing)
  const id = uuidv7()
  const row = { workspace_id: workspaceId, id }
  await tables<EscalationTables>(tx)
    .insertInto('escalation')
    .values({
      ...{ ...row, conversation_id: conversationId, service_id: service.id, reason_id: order.reasonId },
      ...{ state: 'sent', round: 1, member_id: by.memberId, question: order.question },
      ...{ values: JSON.stringify(values), timing: JSON.stringify(service.timing) },
      ...{ customer: customerOf(conversation, order.named), shared: [...new Set(order.messages)] },
      ...{ masked: order.masked, files: [...new Set(order.files)], snoozes: order.snoozes },
      again: before.some((one) => one.service_id === service.id),
      ...{ created: now, due, expires, step: 0 },
      next_step: nextStep({ due, expires, timing: service.timing }, now),
      ...{ first_answer: null, closed: null, closed_by: null, told: null, issue: null, issue_look: null },
      ...{ issue_standing: null, issue_read: null, issue_heard: null },
    })
    .execute()
  const entryId = uuidv7()
  const files = filesOf(service, values, order)
  await addEntry(tx, row, entryId, {
    ...{ kind: 'asked', via: 'app', now, memberId: by.memberId, text: order.question, files },
  })
  await lineUp(tx, workspaceId, id, await legsFor(tx, service, { id, expires, entryId }), now)
  await tellMatters(tx, workspaceId, 'escalation.created', [{ subjectId: id, alerts: [] }])
  if (order.snoozes) {
    const change = { status: 'snoozed' as const, snoozedUntil: expires }
    await changeConversations(tx, workspaceId, [conversationId], change, by)
  }
  await notify(tx, { w: workspaceId, k: 'conversation', id: conversationId })
  return id
}

function filesOf({ fields }: Service, values: Record<string, string>, { files }: Order): string[] {
  const given = fields.flatMap((field) => (field.kind === 'file' ? (values[field.id] ?? []) : []))
  return [...new Set([...files, ...given])]
}

/** The form's values as they are kept. */
async function checked(tx: Handle, service: Service, order: Order): Promise<Record<string, string>> {
  if (service.archived) throw conflict('service_archived')
  if (!service.reasons.some(({ id, off }) => id === order.reasonId && !off))
    throw invalid('escalation_reason', {}, { reasonId: 'escalation_reason' })
  const { values, wrong } = readForm(service.fields, order.values)
  const unknown = Object.keys(order.values).find((key) => !service.fields.some(({ id }) => id === key))
  if (unknown !== undefined) wrong[`values.${unknown}`] = 'escalation_field_unknown'
  if (Object.keys(wrong).length > 0) throw invalid('escalation_form', {}, wrong)
  const files = filesOf(service, values, order)
  const wellFormed = files.every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
  const kept = wellFormed ? await attachmentsOf(tx, service.workspace_id, files) : []
  if (kept.length < files.length) throw invalid('escalation_file', {}, { files: 'escalation_file' })
  return values
}

/** Nothing but this conversation's own messages can be shown. @throws Problem `escalation_messages` */
export async function requireMessages(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  ids: readonly string[],
): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  const { rows } = await sql<{ count: number }>`
    select count(distinct activity_id)::int as count from conversation_item
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId}
      and activity_id = any(${wanted}::uuid[])`.execute(db)
  if (rows[0]?.count !== wanted.length)
    throw invalid('escalation_messages', {}, { messages: 'escalation_messages' })
}

async function legsFor(
  tx: Handle,
  service: Service,
  { id, expires, entryId }: { id: string; expires: Date; entryId: string },
): Promise<Outgoing[]> {
  const legs: Outgoing[] = []
  for (const email of service.emails) {
    await linkFor(tx, service.workspace_id, id, email, expires)
    legs.push({ subject: `ask:${email}`, what: 'ask', email, entryId })
  }
  if (service.tool && service.sealed_token) legs.push({ subject: 'issue', what: 'issue' })
  return legs
}
