import { sql } from 'kysely'
import { type Handle, tables } from '../../../../lib/db/index.ts'
import { getActivities, type StoredActivity } from '../../../activity/index.ts'
import { lastAnswerers } from '../../../deliver/index.ts'
import { createMatcher, docOfRow, type Matcher, parseQuery, readingOptions } from '../../../match/index.ts'
import { tiersOf } from '../../../people/index.ts'
import { isSpoken } from '../conversation.ts'
import { ownersSet } from '../desk/store.ts'
import type { InboxTables } from '../tables.ts'
import type { Candidate, Rule } from './rule.ts'

/** A conversation, and the message that rules look at. */
export interface Arrival {
  id: string
  personId: string | null
  labels: readonly string[]
  alerts: readonly string[]
  activity: StoredActivity
}

/** What rules look at, of several conversations at once; asks only for what some rule asks. */
export async function candidatesOf(
  db: Handle,
  workspaceId: string,
  arrivals: readonly Arrival[],
  rules: readonly Rule[],
): Promise<Candidate[]> {
  const matcher = await matcherOf(db, workspaceId, rules)
  const owners = rules.some(({ give }) => give.to === 'owner')
    ? await ownersOf(db, workspaceId, arrivals)
    : new Map<string, string>()
  const people = arrivals.flatMap(({ personId }) => personId ?? [])
  const tiers = await tiersOf(db, workspaceId, rules.some(({ when }) => when.tiers?.length) ? people : [])
  return arrivals.map(({ id, personId, labels, alerts, activity }) => ({
    ...{ id, labels, alerts },
    channel: activity.channel,
    lang: activity.lang,
    visibility: activity.visibility,
    topics: activity.topics ?? [],
    intent: activity.intent,
    urgency: activity.urgency ?? 0,
    answers: new Set(matcher?.match(docOfRow(activity))),
    ownerId: (personId && owners.get(personId)) || null,
    tier: (personId && tiers.get(personId)?.id) || null,
  }))
}

/** The queries of rules, read as they were written; one that can be read no more fits nothing. */
async function matcherOf(
  db: Handle,
  workspaceId: string,
  rules: readonly Rule[],
): Promise<Matcher | undefined> {
  const asking = rules.filter(({ when }) => when.query)
  if (asking.length === 0) return undefined
  const options = await readingOptions(db, workspaceId)
  const matcher = createMatcher()
  for (const { id, when } of asking) {
    const parsed = parseQuery(when.query ?? '', options)
    if (parsed.ok) matcher.add(id, parsed.query)
  }
  return matcher
}

/** Conversations of one person that are looked through for who answered last. */
const LOOKED_AT = 50

/** Who is in charge of each customer: who was said to be, else who answered them last. */
export async function ownersOf(
  db: Handle,
  workspaceId: string,
  arrivals: readonly { personId: string | null }[],
): Promise<Map<string, string>> {
  const people = [...new Set(arrivals.flatMap(({ personId }) => personId ?? []))]
  const set = await ownersSet(db, workspaceId, people)
  const others = people.filter((person) => !set.has(person))
  if (others.length === 0) return new Map(set)
  const { rows } = await sql<{ person_id: string; id: string }>`
    select asked.person_id, talk.id from unnest(${others}::uuid[]) as asked (person_id)
      cross join lateral (
        select id from conversation
        where workspace_id = ${workspaceId} and person_id = asked.person_id
        order by last_at desc limit ${LOOKED_AT}) as talk`.execute(db)
  const last = await lastAnswerers(
    db,
    workspaceId,
    rows.map((row) => row.id),
  )
  const owners = new Map(set)
  const at = new Map<string, string>()
  for (const { person_id, id } of rows) {
    const answer = last.get(id)
    if (!answer || (at.get(person_id) ?? '') >= answer.id) continue
    at.set(person_id, answer.id)
    owners.set(person_id, answer.by)
  }
  return owners
}

/** How many messages of a conversation are looked at for one of theirs. */
const NEAR = 5

/** Conversations that are still open and nobody's, each with the last (or the first) that they said. */
export async function arrivalsOf(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
  which: 'last' | 'first' = 'last',
): Promise<(Arrival & { free: boolean })[]> {
  if (ids.length === 0) return []
  const talks = await tables<InboxTables>(db)
    .selectFrom('conversation')
    .select(['id', 'person_id', 'labels', 'alerts', 'status', 'assignee_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute()
  const said = await saidIn(db, workspaceId, ids, which)
  return talks.flatMap(({ id, person_id: personId, labels, alerts, status, assignee_id }) => {
    const activity = said.get(id)
    return activity
      ? [{ id, personId, labels, alerts, activity, free: status === 'open' && assignee_id === null }]
      : []
  })
}

async function saidIn(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
  which: 'last' | 'first',
): Promise<ReadonlyMap<string, StoredActivity>> {
  const order = which === 'last' ? sql`desc` : sql`asc`
  const { rows } = await sql<{ conversation_id: string; activity_id: string }>`
    select asked.id as conversation_id, item.activity_id from unnest(${[...ids]}::uuid[]) as asked (id)
      cross join lateral (
        select activity_id, published from conversation_item
        where workspace_id = ${workspaceId} and conversation_id = asked.id
        order by published ${order}, activity_id ${order} limit ${NEAR}) as item
    order by asked.id, item.published ${order}, item.activity_id ${order}`.execute(db)
  const activities = await getActivities(
    db,
    workspaceId,
    rows.map((row) => row.activity_id),
  )
  const byId = new Map(activities.map((one) => [one.id, one]))
  const found = new Map<string, StoredActivity>()
  for (const { conversation_id, activity_id } of rows) {
    const activity = byId.get(activity_id)
    if (!activity || activity.ours || activity.deleted || !isSpoken(activity)) continue
    if (!found.has(conversation_id)) found.set(conversation_id, activity)
  }
  return found
}
