import { sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'
import { SAID } from './series.ts'

/** What others did about one thing that was said, as far as the stream saw it. */
export interface Echo {
  likes: number
  reposts: number
  answers: number
}

/** Reactions to things that were said on one channel, by the network's id of each; those without any are left out. */
export async function echoesOf(
  db: Handle,
  workspaceId: string,
  channel: string,
  objectIds: readonly string[],
): Promise<Map<string, Echo>> {
  if (objectIds.length === 0) return new Map()
  const ids = [...objectIds]
  const { rows } = await sql<Echo & { id: string }>`
    select id, sum(likes)::int as likes, sum(reposts)::int as reposts, sum(answers)::int as answers from (
      select object_id as id, count(*) filter (where verb = 'Like') as likes,
        count(*) filter (where verb = 'Announce') as reposts, 0 as answers
      from activity
      where workspace_id = ${workspaceId} and object_id = any(${ids}::text[]) and verb in ('Like', 'Dislike', 'Announce')
        and channel = ${channel} and deleted is null
      group by 1
      union all
      select in_reply_to, 0, 0, count(*) from activity
      where workspace_id = ${workspaceId} and in_reply_to = any(${ids}::text[]) and in_reply_to is not null
        and channel = ${channel} and deleted is null and verb = any(${[...SAID]}::text[])
      group by 1) as echo
    group by id having sum(likes) + sum(reposts) + sum(answers) > 0`.execute(db)
  return new Map(rows.map(({ id, ...echo }) => [id, echo]))
}
