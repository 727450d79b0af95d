import { type Interval, knownTone, shareOf } from '../../figure/interval.ts'
import { fold, phrasesOf } from './phrase.ts'

export interface Post {
  text: string
  sentiment: 'positive' | 'neutral' | 'negative'
}

export interface Unsaid {
  /** As most write it. */
  phrase: string
  count: number
  positive: number
  negative: number
  /** Of the posts read that no trait covers. */
  share: Interval | null
  tone: Interval | null
  /** How far it is more of this talk than of the rest, in standard deviations; null where there is no rest to compare with. */
  distinct: number | null
}

/** Posts that make a phrase worth telling. */
const LEAST = 4
/** Two deviations: what chance would hardly give. */
const APART = 1.96
/** Posts that the rest must have to be compared with. */
const LEAST_REST = 50
/** Weight of what is known beforehand of each phrase, in posts. */
const PRIOR = 200
const MOST = 16

interface Found {
  key: string
  written: Map<string, number>
  count: number
  positive: number
  negative: number
}

/**
 * The phrases that stand out of what is said of the brand and that no trait covers, against what else is said: log-odds
 * of the posts that hold each, with a Dirichlet prior from both together (Monroe, Colaresi and Quinn, Political Analysis 16,
 * 2008), so that neither rare accidents nor words that everybody uses come first.
 * @param names words of the brand's own name, that say nothing of it
 */
export function unsaidIn(talk: readonly Post[], rest: readonly Post[], names: readonly string[]): Unsaid[] {
  const named = new Set(names.map(fold))
  const here = countPhrases(talk)
  const there = rest.length >= LEAST_REST ? countPhrases(rest) : null
  const scored = [...here.values()]
    .filter((one) => one.count >= LEAST && !one.key.split(' ').some((word) => named.has(word)))
    .map((one) => ({
      one,
      z: there && logOdds(one.count, talk.length, there.get(one.key)?.count ?? 0, rest.length),
    }))
    .filter(({ z }) => z === null || z >= APART)
    .sort((a, b) => (b.z ?? 0) - (a.z ?? 0) || b.one.count - a.one.count)
  const told = postsOf(talk, new Set(scored.map(({ one }) => one.key)))
  return apart(scored, told).map(({ one, z }) => ({
    phrase: mostOf(one.written),
    count: one.count,
    positive: one.positive,
    negative: one.negative,
    share: shareOf(one.count, talk.length),
    tone: knownTone(one.positive, one.negative, one.count),
    distinct: z,
  }))
}

function countPhrases(posts: readonly Post[]): Map<string, Found> {
  const all = new Map<string, Found>()
  for (const { text, sentiment } of posts) {
    for (const [key, written] of phrasesOf(text)) {
      const found = all.get(key) ?? { key, written: new Map(), count: 0, positive: 0, negative: 0 }
      found.count++
      if (sentiment === 'positive') found.positive++
      if (sentiment === 'negative') found.negative++
      found.written.set(written, (found.written.get(written) ?? 0) + 1)
      all.set(key, found)
    }
  }
  return all
}

/** z of the difference of two log-odds. */
export function logOdds(a: number, n: number, b: number, m: number): number {
  const prior = PRIOR * ((a + b + 1) / (n + m + 2))
  const odds = (count: number, size: number) => Math.log((count + prior) / (size + PRIOR - count - prior))
  return (odds(a, n) - odds(b, m)) / Math.sqrt(1 / (a + prior) + 1 / (b + prior))
}

/** In which of the posts each of these phrases stands. */
function postsOf(posts: readonly Post[], keys: ReadonlySet<string>): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>([...keys].map((key) => [key, new Set()]))
  for (const [i, { text }] of posts.entries()) {
    for (const key of phrasesOf(text).keys()) found.get(key)?.add(i)
  }
  return found
}

/** Of phrases that stand in the same posts, the longest. */
function apart<T extends { one: Found }>(scored: readonly T[], told: ReadonlyMap<string, Set<number>>): T[] {
  const kept: T[] = []
  for (const candidate of scored) {
    const twin = kept.findIndex((one) => alike(told.get(one.one.key), told.get(candidate.one.key)))
    if (twin === -1) {
      if (kept.length < MOST) kept.push(candidate)
    } else if (candidate.one.key.length > (kept[twin]?.one.key.length ?? 0)) kept[twin] = candidate
  }
  return kept
}

/** Half of the posts of either are posts of both. */
function alike(a: Set<number> | undefined, b: Set<number> | undefined): boolean {
  if (!a || !b) return false
  const both = [...a].filter((post) => b.has(post)).length
  return both >= 0.5 * (a.size + b.size - both)
}

function mostOf(written: Map<string, number>): string {
  return [...written].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? ''
}
