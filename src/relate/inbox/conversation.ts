import type { StoredActivity } from '../../activity/index.ts'
import { type Reason, saidReasons, stayingOf, weighed } from './priority/priority.ts'
import type { ConversationTable } from './tables.ts'

const SNIPPET = 240
const DAY = 86_400_000
/** What is older than this when it comes in (an import of history) is filed, not put on anybody's desk. */
const STALE = 30 * DAY
/** What is due comes back on the desk so long before, in milliseconds. */
const AHEAD = 10 * 60_000

/** Verbs that say something to somebody. */
export const SPOKEN = ['Create', 'Question', 'Review'] as const

export function isSpoken(activity: StoredActivity): boolean {
  return (SPOKEN as readonly string[]).includes(activity.verb)
}

/** The network's root of what an activity belongs to. */
export function rootOf(activity: StoredActivity): string {
  return activity.thread ?? activity.in_reply_to ?? activity.object_id
}

/**
 * Names the conversation of an incoming activity. Under a post of ours each commenter is a conversation of their own,
 * since each waits for an answer of their own; everywhere else the thread is one.
 */
export function threadKey(activity: StoredActivity, rootIsOurs: boolean): string {
  const root = rootOf(activity)
  return rootIsOurs && activity.visibility === 'public' ? `${root}\n${activity.actor_id}` : root
}

export function snippetOf(activity: StoredActivity): string {
  const text = (activity.text ?? activity.title ?? '').replace(/\s+/g, ' ').trim()
  return text.length > SNIPPET ? `${text.slice(0, SNIPPET - 1).trimEnd()}…` : text
}

export type Draft = Pick<
  ConversationTable,
  | 'status'
  | 'title'
  | 'snippet'
  | 'sentiment'
  | 'lang'
  | 'priority'
  | 'first_at'
  | 'first_answer_at'
  | 'last_at'
  | 'last_activity_id'
  | 'waiting_since'
  | 'snoozed_until'
> & { messages: number; review: boolean; priority_reasons: Reason[]; alerts: string[] }

/**
 * What one more message makes of a conversation; `was` is undefined for its first. For one that comes late, `next` is
 * the time of the message that follows it there. `staying` are the reasons for which it presses whatever is said.
 */
export function withMessage(
  was: Draft | undefined,
  activity: StoredActivity,
  next?: Date,
  staying: readonly Reason[] = stayingOf(was?.priority_reasons ?? []),
): Draft {
  const late = was !== undefined && comesBefore(activity, was)
  const latest = {
    snippet: snippetOf(activity),
    last_at: activity.published,
    last_activity_id: activity.id,
  }
  const said = saidBy(activity, staying)
  const base: Draft = was ?? {
    ...latest,
    ...said,
    first_at: activity.published,
    first_answer_at: null,
    title: activity.title,
    status: 'open',
    messages: 0,
    review: false,
    alerts: [],
    waiting_since: null,
    snoozed_until: null,
  }
  return {
    ...base,
    ...(late ? {} : latest),
    ...(late || activity.ours ? {} : said),
    title: base.title ?? activity.title,
    messages: base.messages + 1,
    review: base.review || activity.verb === 'Review',
    alerts: [...new Set([...base.alerts, ...activity.alerts])],
    ...(activity.ours ? answered(was, activity, late, next) : asked(was, activity, late, next)),
  }
}

/** The order in which a thread is read. */
export function inOrder(a: StoredActivity, b: StoredActivity): number {
  return a.published.getTime() - b.published.getTime() || (a.id < b.id ? -1 : 1)
}

/** Who wrote first, of those who are there: a conversation names nobody else. */
export function authorOf(messages: StoredActivity[]) {
  const first = messages.find(({ ours }) => !ours) ?? messages[0]
  if (!first) return {}
  const { actor_id, actor_name, actor_handle, actor_avatar, person_id } = first
  return {
    author_id: actor_id,
    author_name: actor_name,
    author_handle: actor_handle,
    author_avatar: actor_avatar,
    person_id,
  }
}

/** Whether it stands before the last message: of two of the same instant the ids decide, as they do in a thread. */
export function comesBefore(
  { id, published }: Pick<StoredActivity, 'id' | 'published'>,
  { last_at, last_activity_id }: Pick<Draft, 'last_at' | 'last_activity_id'>,
): boolean {
  return published < last_at || (published.getTime() === last_at.getTime() && id < last_activity_id)
}

function saidBy(activity: StoredActivity, staying: readonly Reason[]) {
  const { sentiment, lang } = activity
  return { sentiment, lang, ...weighed([...saidReasons(activity), ...staying]) }
}

/** An answer of ours ends the wait; one that comes late, the wait of what was said before it. */
function answered(was: Draft | undefined, { published }: StoredActivity, late: boolean, next?: Date) {
  const first = was?.first_answer_at
  const answers = !was || published >= was.first_at
  const since = was?.waiting_since ?? null
  return {
    first_answer_at: answers && (!first || published < first) ? published : (first ?? null),
    waiting_since: late ? (since && since < published ? (next ?? null) : since) : null,
  }
}

/** A message of theirs begins a wait, and opens what was put away, unless we have answered since it was written. */
function asked(was: Draft | undefined, activity: StoredActivity, late: boolean, next?: Date) {
  const { published, received } = activity
  const stale = received.getTime() - published.getTime() > STALE || asksNobody(activity)
  const first = was && published < was.first_at ? { first_at: published } : {}
  if (stale) return was ? first : { status: 'done' as const, waiting_since: null }
  const since = was?.waiting_since ?? null
  // Whatever stands between it and the first of those who wait is what ended its own wait.
  const settled = late && (!since || (published < since && next !== undefined && next < since))
  if (settled) return first
  const goesOn = since && since < published && was?.status !== 'done'
  const due = dueOf(activity)
  if (due && !goesOn && was?.status !== 'open') {
    const until = new Date(due.getTime() - AHEAD)
    return { ...first, status: 'snoozed' as const, snoozed_until: until, waiting_since: due }
  }
  return {
    ...first,
    status: 'open' as const,
    snoozed_until: null,
    waiting_since: goesOn ? since : published,
  }
}

/** When somebody must take care of it, where that is not at once (a call that was asked for). */
function dueOf({ extra, published }: StoredActivity): Date | undefined {
  const due = typeof extra?.due === 'string' ? new Date(extra.due) : undefined
  return due && due.getTime() - AHEAD > published.getTime() ? due : undefined
}

/** An absence notice or a mailing, which no person wrote to us, or a call that was had: filed, and nobody waits. */
function asksNobody({ extra }: StoredActivity): boolean {
  return extra?.auto === 'reply' || extra?.auto === 'bulk' || (extra?.logged === true && !extra.due)
}

/** A post of ours that a conversation stands under is not one of its messages. */
function isOwnRoot(activity: StoredActivity): boolean {
  return activity.ours && activity.object_id === rootOf(activity)
}

/** What its messages, in the order they were said, make of a conversation; undefined where there are none. */
export function summedUp(messages: StoredActivity[], staying: readonly Reason[] = []): Draft | undefined {
  let draft: Draft | undefined
  for (const activity of messages)
    if (!isOwnRoot(activity)) draft = withMessage(draft, activity, undefined, staying)
  return draft
}

/** Who waits, and when was first answered: an answer that was taken back has answered nothing. */
export function waitsIn(
  messages: StoredActivity[],
): Pick<Draft, 'waiting_since' | 'first_answer_at'> | undefined {
  const sum = summedUp(messages.filter((activity) => !(activity.ours && activity.deleted)))
  return sum && { waiting_since: sum.waiting_since, first_answer_at: sum.first_answer_at }
}
