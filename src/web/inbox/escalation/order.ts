import type { ConversationEntry, Service } from '../../../server/api.ts'

export type Named = 'nobody' | 'short' | 'name'

/** What is about to be raised. */
export interface Order {
  serviceId: string
  reasonId: string
  question: string
  values: Record<string, string>
  messages: string[]
  named: Named
  masked: boolean
  snoozes: boolean
  files: string[]
}

/** Messages that are shared until somebody chooses others. */
const AT_FIRST = 3

/** Messages of a conversation that can be shared, the oldest first. */
export function shareable(entries: readonly ConversationEntry[]) {
  return entries.flatMap((entry) =>
    entry.kind === 'message' && !entry.activity.deleted
      ? [{ id: entry.id, ours: entry.ours, activity: entry.activity }]
      : [],
  )
}

/** The last that the customer said; what we said ourselves is shared when somebody ticks it. */
export function firstShared(entries: readonly ConversationEntry[]): string[] {
  const theirs = shareable(entries).filter(({ ours }) => !ours)
  return theirs.slice(-AT_FIRST).map(({ id }) => id)
}

export function begun(entries: readonly ConversationEntry[]): Order {
  return {
    ...{ serviceId: '', reasonId: '', question: '', values: {}, files: [] },
    ...{ messages: firstShared(entries), named: 'nobody', masked: true, snoozes: false },
  }
}

/** Another service has other reasons and another form. */
export function atService(order: Order, service: Service): Order {
  const reasons = service.reasons.filter(({ off }) => !off)
  return {
    ...order,
    serviceId: service.id,
    reasonId: reasons.length === 1 ? (reasons[0]?.id ?? '') : '',
    values: {},
  }
}

/** What the conversation says fills what nobody has written yet. */
export function filled(order: Order, found: Readonly<Record<string, string>>): Order {
  return { ...order, values: { ...found, ...order.values } }
}

/** What is still lacking before it can go. */
export function lacking(order: Order, service: Service | undefined): boolean {
  if (!service || !order.reasonId || !order.question.trim()) return true
  return service.fields.some(({ id, required }) => required && !order.values[id]?.trim())
}
