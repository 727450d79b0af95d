import type { z } from 'zod'
import type { Handle } from '../../../../lib/db/index.ts'
import { Problem } from '../../../../lib/errors/index.ts'
import type { Locale } from '../../../../lib/i18n/index.ts'
import { memberNames } from '../../../access/index.ts'
import { getActivities, type StoredActivity } from '../../../activity/index.ts'
import {
  type Alert,
  type alarmReply,
  explainMatch,
  getAlarm,
  listAlerts,
  parseQuery,
  presentAlarms,
} from '../../../match/index.ts'
import { postsOf } from '../story/store.ts'
import type { Matter } from './matter.ts'
import { type ItemRow, itemsOf } from './store.ts'

/** One thing that a notice tells, with all it takes to say it. */
export interface Item {
  id: string
  alerts: Pick<Alert, 'id' | 'name' | 'query'>[]
  /** Posts that told the story so far. */
  posts: number
  /** The post that began it; absent where it was taken away. */
  post?: StoredActivity
  alarm?: z.input<typeof alarmReply>
  /** What concerns its reader alone, and the names of the members it may name. */
  matter?: Pick<Matter, 'what' | 'conversationId' | 'callId' | 'facts'> & {
    names: ReadonlyMap<string, string>
  }
}

/** What some notices tell, the first `most` of each, alarms first; what is there no more is left out. */
export async function contentsOf(
  db: Handle,
  workspaceId: string,
  ask: { notices: readonly string[]; most: number; locale: Locale },
): Promise<ReadonlyMap<string, Item[]>> {
  const byNotice = await itemsOf(db, workspaceId, ask.notices, ask.most)
  const rows = [...byNotice.values()].flat()
  const [activities, alerts, posts, alarms, names] = await Promise.all([
    getActivities(db, workspaceId, [...new Set(rows.flatMap((row) => row.activity_id ?? []))]),
    rows.some((row) => row.alerts.length > 0) ? listAlerts(db, workspaceId) : [],
    postsOf(
      db,
      workspaceId,
      rows.flatMap((row) => row.story_id ?? []),
    ),
    alarmsOf(db, workspaceId, rows, ask.locale),
    rows.some((row) => row.matter !== null) ? memberNames(db, workspaceId) : new Map<string, string>(),
  ])
  const post = new Map(activities.filter((one) => !one.deleted).map((one) => [one.id, one]))
  const alert = new Map(alerts.map((one) => [one.id, one]))
  return new Map([...byNotice].map(([id, items]) => [id, items.flatMap(itemOf)]))

  function itemOf(row: ItemRow): Item[] {
    if (row.matter !== null) {
      const { matter: what, conversation_id: conversationId, call_id: callId } = row
      const matter = { what, conversationId, callId, facts: row.facts ?? {}, names }
      return [{ id: row.id, alerts: [], posts: 1, matter }]
    }
    const found = row.activity_id === null ? undefined : post.get(row.activity_id)
    const alarm = row.alarm_id === null ? undefined : alarms.get(row.alarm_id)
    if (row.alarm_id === null ? !found : !alarm) return []
    const item: Item = {
      id: row.id,
      alerts: row.alerts.flatMap((one) => alert.get(one) ?? []),
      posts: row.story_id === null ? 1 : (posts.get(row.story_id) ?? 1),
    }
    if (found) item.post = found
    if (alarm) item.alarm = alarm
    return [item]
  }
}

async function alarmsOf(
  db: Handle,
  workspaceId: string,
  rows: readonly ItemRow[],
  locale: Locale,
): Promise<ReadonlyMap<string, z.input<typeof alarmReply>>> {
  const ids = [...new Set(rows.flatMap((row) => row.alarm_id ?? []))]
  const found = await Promise.all(
    ids.map((id) =>
      getAlarm(db, workspaceId, id).catch((error) => {
        if (error instanceof Problem && error.status === 404) return undefined
        throw error
      }),
    ),
  )
  const context = { db, workspaceId, locale, memberNames: () => memberNames(db, workspaceId) }
  const shown = await presentAlarms(
    context,
    found.filter((one) => one !== undefined),
  )
  return new Map(shown.map((alarm) => [alarm.id, alarm]))
}

/** Where the words stand that made alerts find a post: UTF-16 offsets in its text, in order, none overlapping. */
export function matchedIn(
  post: StoredActivity,
  alerts: readonly Pick<Alert, 'query'>[],
): { start: number; end: number }[] {
  const { actor_name: name, actor_handle: handle, lang, sentiment, channel, verb } = post
  const doc = {
    text: post.text ?? '',
    ...(post.title ? { title: post.title } : {}),
    ...{ lang, sentiment, channel, verb, type: post.object_type },
    author: { ...(name ? { name } : {}), ...(handle ? { handle } : {}) },
    reply: post.in_reply_to !== null,
  }
  const spans = alerts.flatMap(({ query }) => {
    const parsed = parseQuery(query)
    return parsed.ok ? explainMatch(parsed.query, doc).spans : []
  })
  const sorted = spans.filter((span) => span.part === 'text').sort((a, b) => a.start - b.start)
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of sorted) {
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}
