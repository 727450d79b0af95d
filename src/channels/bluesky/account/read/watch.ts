import type { Activity } from '../../../../activity/index.ts'
import type { Host } from '../../../channel.ts'
import { isRefused } from '../../wire/refused.ts'
import type { Agent } from '../reach/agent.ts'
import { isGone } from '../reach/identity.ts'
import { activityOf, deletionOf } from './activity.ts'
import { PER_REQUEST, postsAt } from './context.ts'
import { type Mark, type Memory, markOf } from './memory.ts'

/** Posts of others that are looked at again: the latest. */
const MOST_WATCHED = 400
/** After so long without a look, all are looked at; else one request's worth at each reading. */
const REST_MS = 600_000

export function watch(memory: Memory, marks: Mark[]): void {
  const coming = new Set(marks.map(([uri]) => uri))
  const before = memory.watched.filter(([uri]) => !coming.has(uri))
  memory.watched = [...before, ...marks].slice(-MOST_WATCHED)
}

/** Nobody tells an account what became of the posts it was told of: they are looked at again, in turn. */
export async function lookAgain(
  agent: Agent,
  memory: Memory,
  directory: string,
  host: Host,
): Promise<Activity[]> {
  const now = host.now()
  const rested = memory.looked === undefined || now.getTime() - Date.parse(memory.looked) > REST_MS
  const start = rested || memory.turn >= memory.watched.length ? 0 : memory.turn
  const due = memory.watched.slice(start, rested ? undefined : start + PER_REQUEST)
  const found = new Map(
    (
      await postsAt(
        agent,
        due.map(([uri]) => uri),
      )
    ).map((post) => [post.uri, post]),
  )
  const news: Activity[] = []
  const gone = new Set<string>()
  for (const [uri, end] of due) {
    const post = found.get(uri)
    if (!post) {
      if (!(await isGone(uri, directory, host))) continue
      gone.add(uri)
      news.push(deletionOf(uri, now))
    } else if (markOf(post)[1] !== end) {
      const edit = activityOf({ ...post, indexedAt: now }, agent.did, true)
      if (edit && !isRefused(edit)) news.push(edit)
      watch(memory, [markOf(post)])
    }
  }
  memory.watched = memory.watched.filter(([uri]) => !gone.has(uri))
  memory.turn = rested ? 0 : start + due.length
  memory.looked = now.toISOString()
  return news
}
