import { z } from 'zod'
import { activityReply, isCounter } from '../../activity/index.ts'
import { TIER_COLORS } from '../../people/index.ts'
import { partReply } from './merge/present.ts'
import { dueReply } from './service-level/due.ts'
import type { ShownConversation } from './store.ts'

const person = z.object({ id: z.string(), name: z.string() })

export const conversationReply = z.object({
  id: z.string(),
  channel: z.string(),
  accountId: z.string().nullable(),
  visibility: z.enum(['public', 'private']),
  author: z.object({
    id: z.string(),
    name: z.string().nullable(),
    handle: z.string().nullable(),
    avatar: z.string().nullable(),
  }),
  personId: z.string().nullable(),
  tier: z.object({ name: z.string(), color: z.enum(TIER_COLORS) }).nullable(),
  title: z.string().nullable(),
  snippet: z.string(),
  /** How likely the words of `snippet` offend, 0 to 1; null where they are ours, or were not read. */
  toxicity: z.number().nullable(),
  status: z.enum(['open', 'snoozed', 'done']),
  assignee: person.nullable(),
  labels: z.array(z.string()),
  alerts: z.array(z.string()),
  priority: z.number(),
  priorityWhy: z.array(
    z.object({
      reason: z.string(),
      weight: z.number(),
      amount: z.number().optional(),
      name: z.string().optional(),
    }),
  ),
  review: z.boolean(),
  sentiment: z.enum(['positive', 'neutral', 'negative']),
  lang: z.string(),
  messages: z.number(),
  notes: z.number(),
  lastAt: z.string(),
  waitingSince: z.string().nullable(),
  snoozedUntil: z.string().nullable(),
  due: dueReply.nullable(),
})

export const detailReply = conversationReply.extend({ viewers: z.array(person), parts: z.array(partReply) })

export const entryReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    id: z.string(),
    at: z.string(),
    activity: activityReply,
    ours: z.boolean(),
    /** The delivery that it was, of an answer that left from here. */
    deliveryId: z.string().nullable(),
  }),
  z.object({
    ...{ kind: z.literal('note'), id: z.string(), at: z.string(), author: person, text: z.string() },
    mentions: z.array(person),
  }),
  z.object({
    kind: z.literal('event'),
    id: z.string(),
    at: z.string(),
    who: z.string().nullable(),
    what: z.enum([
      'assigned',
      'done',
      'reopened',
      'snoozed',
      'labelled',
      'undelivered',
      'delayed',
      'time-rule',
      'rated',
      'answered-anyway',
      'model-draft',
      'joined',
      'parted',
      'split',
      'split-from',
      'private-invited',
      'private-came',
      'private-from',
      'private-absent',
      'private-closed',
    ]),
    to: z.string().nullable(),
    about: z.string().nullable(),
    /** Of a join or a parting: the other conversation. */
    talk: z.string().nullable(),
    detail: z.object({ status: z.string().nullable(), words: z.string().nullable() }).nullable(),
  }),
])

/** Names of members by id; one that has left the workspace is shown without a name. */
export type Names = ReadonlyMap<string, string>

export function presentConversation(row: ShownConversation, names: Names): z.input<typeof conversationReply> {
  return {
    id: row.id,
    channel: row.channel,
    accountId: row.account_id,
    visibility: row.visibility,
    author: {
      id: row.author_id,
      name: row.author_name,
      handle: row.author_handle,
      avatar: row.author_avatar,
    },
    personId: row.person_id,
    tier: row.tier ? { name: row.tier.name, color: row.tier.color } : null,
    title: row.title,
    snippet: row.snippet,
    toxicity: row.harm ?? null,
    status: row.status,
    assignee: row.assignee_id ? { id: row.assignee_id, name: names.get(row.assignee_id) ?? '' } : null,
    labels: row.labels,
    alerts: row.alerts.filter((id) => !isCounter(id)),
    priority: row.priority,
    priorityWhy: row.priority_reasons,
    review: row.review,
    sentiment: row.sentiment,
    lang: row.lang,
    messages: row.messages,
    notes: row.notes,
    lastAt: row.last_at.toISOString(),
    waitingSince: row.waiting_since?.toISOString() ?? null,
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
    due: row.comes ? { at: row.comes.at.toISOString(), kind: row.comes.kind } : null,
  }
}
