import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { Problem } from '../../../../lib/errors/index.ts'
import { findWorkspace, memberNames } from '../../../access/index.ts'
import { getActivities, presentActivity } from '../../../activity/index.ts'
import type { Matter } from '../../../deliver/index.ts'
import { getAlarm, listAlerts, presentAlarms } from '../../../match/index.ts'

/** What a webhook is told of a story (its first post, and how many told it so far) or of an alarm, as they stand. */
export function matterOf(
  db: Handle,
  { workspaceId, event, subjectId }: { workspaceId: string; event: Matter; subjectId: string },
): Promise<unknown> {
  return event === 'alarm.raised' ? alarmOf(db, workspaceId, subjectId) : storyOf(db, workspaceId, subjectId)
}

async function alarmOf(db: Handle, workspaceId: string, id: string): Promise<unknown> {
  const alarm = await getAlarm(db, workspaceId, id).catch((error) => {
    if (error instanceof Problem && error.status === 404) return undefined
    throw error
  })
  if (!alarm) return undefined
  const { locale } = await findWorkspace(db, workspaceId)
  const context = { db, workspaceId, locale, memberNames: () => memberNames(db, workspaceId) }
  return (await presentAlarms(context, [alarm]))[0]
}

async function storyOf(db: Handle, workspaceId: string, id: string): Promise<unknown> {
  const { rows } = await sql<{ activity_id: string; posts: number; opened: Date }>`
    select activity_id, posts, opened from notice_story
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
  const [story] = rows
  const [post] = story ? await getActivities(db, workspaceId, [story.activity_id]) : []
  if (!story || !post) return undefined
  const names = new Map((await listAlerts(db, workspaceId)).map((alert) => [alert.id, alert.name]))
  return {
    story: { id, posts: story.posts, opened: story.opened.toISOString() },
    alerts: post.alerts.flatMap((one) => {
      const name = names.get(one)
      return name === undefined ? [] : [{ id: one, name }]
    }),
    activity: presentActivity(post),
  }
}
