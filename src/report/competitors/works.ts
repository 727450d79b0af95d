import { median } from '../day/day.ts'

export interface Published {
  text: string
  media: number
  /** Likes, reposts and answers that the stream saw. */
  echo: number
  at: Date
}

/** What a post may have that others lack. */
export const FEATURES = ['media', 'link', 'question', 'tag', 'long'] as const
export type Feature = (typeof FEATURES)[number]

const HAS: Record<Feature, (post: Published) => boolean> = {
  media: (post) => post.media > 0,
  link: (post) => /https?:\/\//iu.test(post.text),
  question: (post) => post.text.includes('?'),
  tag: (post) => /(^|\s)#\p{L}/u.test(post.text),
  long: (post) => post.text.length > 200,
}

export interface Effect {
  feature: Feature
  with: { posts: number; median: number }
  without: { posts: number; median: number }
  /** Whether more than chance is between them: two deviations of the rank sum. */
  apart: boolean
}

/** Posts that either side must have to be compared. */
const LEAST = 8
const APART = 1.96

/** What goes with more or less echo, for the features that some of the posts have and some lack; the clearest first. */
export function effectsIn(posts: readonly Published[]): Effect[] {
  return FEATURES.flatMap((feature) => {
    const [have, lack] = [posts.filter(HAS[feature]), posts.filter((post) => !HAS[feature](post))]
    if (have.length < LEAST || lack.length < LEAST) return []
    const z = rankSum(have.map(echoOf), lack.map(echoOf))
    const side = (some: readonly Published[]) => ({
      posts: some.length,
      median: median(some.map(echoOf)) ?? 0,
    })
    return [{ feature, with: side(have), without: side(lack), apart: Math.abs(z) >= APART, z }]
  })
    .sort((a, b) => Math.abs(b.z) - Math.abs(a.z))
    .map(({ z: _, ...effect }) => effect)
}

function echoOf(post: Published): number {
  return post.echo
}

/** How far two samples are apart, in deviations: the rank sum of Wilcoxon, Mann and Whitney, ties sharing their ranks. */
export function rankSum(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, mine: true })), ...b.map((value) => ({ value, mine: false }))]
  all.sort((x, y) => x.value - y.value)
  const n = all.length
  let sum = 0
  let ties = 0
  for (let from = 0; from < n; ) {
    let to = from
    while (to < n && all[to]?.value === all[from]?.value) to++
    const size = to - from
    // Ranks from + 1 to `to` are shared.
    const rank = (from + 1 + to) / 2
    for (let i = from; i < to; i++) if (all[i]?.mine) sum += rank
    ties += size ** 3 - size
    from = to
  }
  const u = sum - (a.length * (a.length + 1)) / 2
  const variance = ((a.length * b.length) / 12) * (n + 1 - ties / (n * (n - 1)))
  return variance > 0 ? (u - (a.length * b.length) / 2) / Math.sqrt(variance) : 0
}

/** Posts by weekday (Monday first) and hour of a zone: seven rows of twenty-four. */
export function timesOf(posts: readonly Pick<Published, 'at'>[], timeZone: string): number[][] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    hour: '2-digit',
  })
  const rows = DAYS.map(() => Array.from({ length: 24 }, () => 0))
  for (const { at } of posts) {
    const parts = format.formatToParts(at)
    const value = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
    const row = rows[DAYS.indexOf(value('weekday'))]
    const hour = Number(value('hour'))
    if (row) row[hour] = (row[hour] ?? 0) + 1
  }
  return rows
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
