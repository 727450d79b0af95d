import type { Handle } from '../../../lib/db/index.ts'
import { type Echo, echoesOf, type StoredActivity, searchActivities } from '../../activity/index.ts'
import { median } from '../day/day.ts'
import { type Effect, effectsIn, timesOf } from './works.ts'

/** Posts of a competitor's own that are read: the newest of the period. */
const MOST_READ = 500
const MOST_SHOWN = 10
/** Reposts are what others wrote. */
const WRITTEN = ['Create', 'Question', 'Review']

export interface PublishedPost {
  row: StoredActivity
  echo: Echo
  /** Likes, reposts and answers together, and how many times the median of their posts that is; null where that is 0. */
  total: number
  times: number | null
}

export interface Published {
  posts: number
  partial: boolean
  /** Of the echo of their posts; null without any. */
  median: number | null
  /** By weekday from Monday, and hour. */
  times: number[][]
  effects: Effect[]
  /** Those with the most echo first. */
  best: PublishedPost[]
}

export interface PublishedRequest {
  ownId: string
  from: Date
  to: Date
  timeZone: string
  publicOnly: boolean
}

const NONE: Echo = { likes: 0, reposts: 0, answers: 0 }

/** What a competitor's own accounts published, when, and what others made of it as far as the stream saw it. */
export async function readPublished(
  db: Handle,
  workspaceId: string,
  { ownId, from, to, timeZone, publicOnly }: PublishedRequest,
): Promise<Published> {
  const filter = { alertId: ownId, from, to, publicOnly, verbs: WRITTEN, limit: MOST_READ }
  const rows = (await searchActivities(db, workspaceId, filter)).filter((row) => row.deleted === null)
  const echoes = await echoesByRow(db, workspaceId, rows)
  const totals = rows.map((row) => sum(echoes.get(row.id) ?? NONE))
  const middle = median(totals)
  const published = rows.map((row, i) => ({
    text: [row.title, row.text].filter(Boolean).join('\n'),
    media: row.media?.length ?? 0,
    echo: totals[i] ?? 0,
    at: row.published,
  }))
  const posts = rows.map((row, i) => {
    const total = totals[i] ?? 0
    return { row, echo: echoes.get(row.id) ?? NONE, total, times: middle ? total / middle : null }
  })
  return {
    posts: rows.length,
    partial: rows.length === MOST_READ,
    median: middle,
    times: timesOf(published, timeZone),
    effects: effectsIn(published),
    best: posts
      .filter((post) => post.total > 0)
      .toSorted((a, b) => b.total - a.total || b.row.published.getTime() - a.row.published.getTime())
      .slice(0, MOST_SHOWN),
  }
}

async function echoesByRow(
  db: Handle,
  workspaceId: string,
  rows: readonly StoredActivity[],
): Promise<Map<string, Echo>> {
  const byRow = new Map<string, Echo>()
  for (const [channel, of] of Map.groupBy(rows, (row) => row.channel)) {
    const ids = of.map((row) => row.object_id)
    const echoes = await echoesOf(db, workspaceId, channel, ids)
    for (const row of of) byRow.set(row.id, echoes.get(row.object_id) ?? NONE)
  }
  return byRow
}

function sum({ likes, reposts, answers }: Echo): number {
  return likes + reposts + answers
}
