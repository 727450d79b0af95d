import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { type ActivityFilter, SAID, searchActivities } from '../../../activity/index.ts'
import { factorsOf, indexOf, type Reason } from '../alarm.ts'
import { asksWhoIsNew, type Evidence, NOTHING_SAID, nameOf, voicesOf } from '../evidence.ts'
import type { Subject } from '../store.ts'
import { type Judged, strengthOf } from './watch.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WEEK = 7 * 24 * HOUR
/** Posts read to tell who speaks, and to tell who spoke before. */
const MOST_POSTS = 1000
const MOST_BEFORE = 2000

/** All that is told of an hour that stands out: who speaks, what drives it, and how grave it is. */
export async function weigh(
  db: Handle,
  workspaceId: string,
  subject: Subject,
  judged: Judged,
  reasons: Reason[],
  now: Date,
): Promise<Evidence> {
  const of = { ...filterOf(subject), verbs: SAID }
  const hour = { from: new Date(judged.at), to: new Date(judged.at + HOUR) }
  const posts = (await searchActivities(db, workspaceId, { ...of, ...hour, limit: MOST_POSTS })).filter(
    (post) => !post.ours,
  )
  let voices = voicesOf(posts)
  if (asksWhoIsNew(voices)) {
    const past = { from: new Date(judged.at - WEEK), to: hour.from, limit: MOST_BEFORE }
    voices = voicesOf(
      posts,
      new Set((await searchActivities(db, workspaceId, { ...of, ...past })).map(nameOf)),
    )
  }
  const minutes = Math.min(HOUR, Math.max(5 * MINUTE, now.getTime() - judged.at)) / MINUTE
  const factors = factorsOf({
    strength: strengthOf(judged),
    pace: (judged.count * 60) / minutes,
    expected: judged.volume.expected,
    negativeShare: judged.count === 0 ? 0 : judged.negative / judged.count,
    effectiveAuthors: voices.effective,
    reach: judged.reach,
  })
  return {
    ...NOTHING_SAID,
    ...voices,
    hour: new Date(judged.at).toISOString(),
    count: judged.count,
    negative: judged.negative,
    toxic: judged.toxic,
    reach: judged.reach,
    expected: judged.volume.expected,
    high: judged.volume.high,
    usualShare: Math.round(judged.share.expected * 100) / 100,
    usualReach: Math.round(judged.audience.expected),
    strength: strengthOf(judged),
    peak: judged.count,
    reasons,
    factors,
    index: indexOf(factors),
  }
}

function filterOf({ kind, id }: Subject): ActivityFilter {
  if (kind === 'alert') return { alertId: id }
  if (kind === 'channel') return { channel: id }
  return { where: sql<boolean>`activity.topics @> array[${id}]::text[]` }
}
