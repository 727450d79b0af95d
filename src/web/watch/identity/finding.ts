import type { HeardTrait } from '../../../server/api.ts'
import { leaningOf } from '../figure/scale.ts'

/** Rank of each trait among those that people speak of, from 1; none where too little was said. */
export function heardRanks(traits: readonly HeardTrait[]): Map<string, number> {
  const heard = traits.filter((trait) => trait.all.share !== null && trait.all.count > 0)
  const sorted = heard.toSorted((a, b) => b.all.count - a.all.count)
  return new Map(sorted.map((trait, i) => [trait.id, i + 1]))
}

export type Finding =
  | { kind: 'unknown' | 'silent'; trait: HeardTrait }
  | { kind: 'denied' | 'bad' | 'faint' | 'good' | 'even'; trait: HeardTrait; declared: number; heard: number }

/** What is so far from what is declared that it is told first. */
const WEIGHT: Record<Finding['kind'], number> = {
  denied: 5,
  bad: 4,
  faint: 3,
  good: 2,
  even: 1,
  silent: 0,
  unknown: -1,
}

/** What is to be seen of one trait, as far as its intervals allow to say. */
export function findingOf(trait: HeardTrait, declared: number, ranks: ReadonlyMap<string, number>): Finding {
  const { share, tone, denied, count } = trait.all
  if (!share) return { kind: 'unknown', trait }
  const heard = ranks.get(trait.id)
  if (count === 0 || heard === undefined) return { kind: 'silent', trait }
  const base = { trait, declared, heard }
  if (denied && denied.low > 1 / 3) return { kind: 'denied', ...base }
  const leaning = leaningOf(tone)
  if (leaning === 'bad') return { kind: 'bad', ...base }
  if (heard - declared >= 2) return { kind: 'faint', ...base }
  return { kind: leaning === 'good' ? 'good' : 'even', ...base }
}

/** The finding of a whole image: that of the trait of which it says the most. */
export function mainFinding(findings: readonly Finding[]): Finding | undefined {
  return findings.toSorted(
    (a, b) => WEIGHT[b.kind] - WEIGHT[a.kind] || b.trait.all.count - a.trait.all.count,
  )[0]
}

/** Which points of a trait fall within what was declared then. */
export function declaredAt(
  buckets: readonly { from: string; to: string }[],
  spans: HeardTrait['declared'],
): boolean[] {
  return buckets.map((bucket) =>
    spans.some((span) => span.from < bucket.to && (span.to === null || span.to > bucket.from)),
  )
}

/** The bucket in which something happened; -1 outside all of them. */
export function bucketAt(buckets: readonly { from: string; to: string }[], at: string): number {
  return buckets.findIndex((bucket) => bucket.from <= at && at < bucket.to)
}

/** Terms from a field where they stand with commas or line by line. */
export function termsOf(text: string): string[] {
  const terms = text.split(/[,;\n]/u).map((term) => term.trim())
  return [...new Set(terms.filter((term) => term !== ''))]
}
