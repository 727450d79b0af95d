import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import type { StoredActivity } from '../../../activity/index.ts'
import { type Joined, join, type Story } from './join.ts'
import { OPEN_FOR, toldBy } from './story.ts'

/** New stories of one workspace in an hour; beyond, posts are counted and not compared. */
const MOST_AN_HOUR = 5_000
const HOUR = 3_600_000

/** Puts posts into their stories, one batch of a workspace at a time. */
export async function joinStories(
  tx: Handle,
  workspaceId: string,
  posts: readonly StoredActivity[],
  now: Date,
): Promise<Pick<Joined, 'of' | 'fresh'>> {
  const told = posts.map(toldBy)
  const asked = told.flatMap(({ object, links, sketch }) => [object, ...links, ...sketch.bands])
  const { rows: keys } = await sql<{ key: number; story_id: string }>`
    select key, story_id from notice_story_key
    where workspace_id = ${workspaceId} and key = any(${[...new Set(asked)]}::bigint[])`.execute(tx)
  const { rows } = await sql<Story>`
    select id, activity_id as "activityId", sketch, opened, updated from notice_story
    where workspace_id = ${workspaceId} and id = any(${keys.map((one) => one.story_id)}::uuid[])`.execute(tx)
  const known = {
    // Arrays of bigint come as text.
    stories: new Map(rows.map((row) => [row.id, { ...row, sketch: row.sketch.map(Number) }])),
    keys: new Map(keys.map((one) => [one.key, one.story_id])),
  }
  const joined = join(told, known, now, await roomFor(tx, workspaceId, now))
  await keep(tx, workspaceId, joined, now)
  return joined
}

async function roomFor(tx: Handle, workspaceId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from notice_story
    where workspace_id = ${workspaceId} and opened > ${new Date(now.getTime() - HOUR)}`.execute(tx)
  return Math.max(0, MOST_AN_HOUR - (rows[0]?.n ?? 0))
}

async function keep(tx: Handle, workspaceId: string, { fresh, added, keys }: Joined, now: Date) {
  const rows = fresh.map((story) => ({ ...story, posts: added.get(story.id) ?? 1 }))
  if (rows.length > 0) {
    await sql`
      insert into notice_story (workspace_id, id, activity_id, sketch, posts, opened, updated)
      select ${workspaceId}::uuid, id, "activityId", array(select json_array_elements_text(sketch)::bigint), posts,
        ${now}, ${now}
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as story (id uuid, "activityId" uuid, sketch json, posts integer)`.execute(tx)
  }
  const young = new Set(fresh.map((story) => story.id))
  const grown = [...added].filter(([id]) => !young.has(id)).map(([id, posts]) => ({ id, posts }))
  if (grown.length > 0) {
    await sql`
      update notice_story as story set posts = story.posts + more.posts, updated = ${now}
      from json_to_recordset(${JSON.stringify(grown)}::json) as more (id uuid, posts integer)
      where story.workspace_id = ${workspaceId} and story.id = more.id`.execute(tx)
  }
  if (keys.size === 0) return
  await sql`
    insert into notice_story_key (workspace_id, key, story_id, at)
    select ${workspaceId}::uuid, key, story, ${now}
    from unnest(${[...keys.keys()]}::bigint[], ${[...keys.values()]}::uuid[]) as one (key, story)
    on conflict (workspace_id, key) do update set story_id = excluded.story_id, at = excluded.at`.execute(tx)
}

/** Forgets where stories that are over would be found; the stories stay for the notices that tell them. */
export async function forgetStoryKeys(db: Handle, now: Date): Promise<void> {
  await sql`delete from notice_story_key where at < ${new Date(now.getTime() - 3 * OPEN_FOR)}`.execute(db)
}

/** Posts that told each story so far. */
export async function postsOf(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; posts: number }>`
    select id, posts from notice_story
    where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row.posts]))
}
