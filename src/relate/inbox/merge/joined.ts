import type { Conversation } from '../store.ts'

const earliest = (dates: (Date | null)[]): Date | null => {
  const known = dates.filter((date) => date !== null)
  return known.length > 0 ? new Date(Math.min(...known.map((date) => date.getTime()))) : null
}

/**
 * What conversations of one matter are together, the one that shows them first. Who waited longest waits; it is open if
 * one of them is; it presses as the one that pressed most, until the next message says otherwise.
 */
export function joinedTo(into: Conversation, others: readonly Conversation[]) {
  const all = [into, ...others]
  const [latest = into] = all.toSorted((a, b) => b.last_at.getTime() - a.last_at.getTime())
  const [pressing = into] = all.toSorted((a, b) => b.priority - a.priority)
  const asking = all.filter(({ status }) => status !== 'done')
  const { status, snoozed_until } = standingOf(all)
  return {
    status,
    snoozed_until,
    snippet: latest.snippet,
    sentiment: latest.sentiment,
    lang: latest.lang,
    last_at: latest.last_at,
    last_activity_id: latest.last_activity_id,
    priority: pressing.priority,
    priority_reasons: pressing.priority_reasons,
    review: all.some(({ review }) => review),
    title: into.title ?? others.find(({ title }) => title)?.title ?? null,
    person_id: into.person_id ?? others.find(({ person_id }) => person_id)?.person_id ?? null,
    assignee_id: into.assignee_id ?? others.find(({ assignee_id }) => assignee_id)?.assignee_id ?? null,
    labels: [...new Set(all.flatMap(({ labels }) => labels))],
    alerts: [...new Set(all.flatMap(({ alerts }) => alerts))],
    messages: all.reduce((sum, { messages }) => sum + messages, 0),
    notes: all.reduce((sum, { notes }) => sum + notes, 0),
    first_at: earliest(all.map(({ first_at }) => first_at)) ?? into.first_at,
    first_answer_at: earliest(all.map(({ first_answer_at }) => first_answer_at)),
    waiting_since: earliest((asking.length > 0 ? asking : all).map(({ waiting_since }) => waiting_since)),
  }
}

type Standing = Pick<Conversation, 'status' | 'snoozed_until'>

/** Open where one of them is; else put away until the first of them comes back. */
export function standingOf(all: readonly Standing[]): Standing {
  if (all.some(({ status }) => status === 'open')) return { status: 'open', snoozed_until: null }
  const until = earliest(
    all.filter(({ status }) => status === 'snoozed').map(({ snoozed_until }) => snoozed_until),
  )
  return until ? { status: 'snoozed', snoozed_until: until } : { status: 'done', snoozed_until: null }
}
