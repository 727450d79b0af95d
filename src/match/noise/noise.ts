import type { Doc } from '../doc.ts'
import { createMatcher } from '../live/matcher.ts'
import { lex } from '../query/lexer.ts'
import { type ParseOptions, parseQuery } from '../query/parse.ts'
import { requires } from '../query/query.ts'
import { type Feature, featuresOf, foldWord, type Kind } from './features.ts'

/** An exclusion that would clear the query of posts that were rejected. */
export interface Suggestion {
  kind: Kind
  /** What would be excluded, as it stands in a query after the dash. */
  term: string
  /** How many of the rejected and of the kept it takes away. */
  rejected: number
  kept: number
  /** How sure it is that it comes with the rejected: log-odds over their standard error. */
  z: number
  /** The whole query with it. */
  query: string
}

interface Candidate extends Feature {
  inRejected: number
  inKept: number
  z: number
}

/** Documents that the prior weighs as much as. */
const PRIOR = 4
/** Surer than one in twenty, as the two-sided test has it. */
const SURE = 1.96
/** What would take more of the kept than this is no exclusion. */
const MOST_KEPT = 0.1
const TRIED = 80
const SHOWN = 10

/**
 * What comes with rejected posts and not with kept ones: log-odds with an informative prior drawn from both (Monroe,
 * Colaresi and Quinn 2008), on how many posts have a thing and not how often it stands in them, so that one long post
 * weighs as one. What is left is asked of the posts by the matcher itself, and chosen so that each takes away what those
 * before do not.
 */
export function suggestExclusions(
  query: string,
  rejected: readonly Doc[],
  kept: readonly Doc[],
  options: ParseOptions = {},
): Suggestion[] {
  if (rejected.length === 0) return []
  const parsed = parseQuery(query, options)
  // Without what must be there nothing is found.
  const needed = (term: string) =>
    parsed.ok &&
    requires(
      parsed.query.root,
      (leaf) => leaf.kind === 'words' && foldWord(leaf.written) === foldWord(term.replaceAll('"', '')),
    )
  const likely = candidates(rejected, kept)
    .filter(({ term }) => !needed(term))
    .slice(0, TRIED)
  const asked = takenBy(likely, query, rejected, kept, options)
  return chosen(asked, rejected.length, kept.length)
}

function candidates(rejected: readonly Doc[], kept: readonly Doc[]): Candidate[] {
  const all = new Map<string, Candidate>()
  for (const [docs, of] of [
    [rejected, 'inRejected'],
    [kept, 'inKept'],
  ] as const) {
    for (const doc of docs) {
      for (const [key, feature] of featuresOf(doc)) {
        const one = all.get(key) ?? { ...feature, inRejected: 0, inKept: 0, z: 0 }
        one[of]++
        all.set(key, one)
      }
    }
  }
  const least = rejected.length < 4 ? 1 : 2
  return [...all.values()]
    .filter((one) => one.inRejected >= least && (kept.length === 0 || one.inKept / kept.length <= MOST_KEPT))
    .map((one) => ({ ...one, z: surprise(one, rejected.length, kept.length) }))
    .filter((one) => one.z >= SURE || rejected.length < 4)
    .sort((a, b) => b.z - a.z || simple(a) - simple(b))
}

/** Log-odds of being in a rejected post rather than in a kept one, over its standard error. */
export function surprise(
  { inRejected, inKept }: { inRejected: number; inKept: number },
  rejected: number,
  kept: number,
): number {
  const share = (inRejected + inKept + 0.5) / (rejected + kept + 1)
  const prior = PRIOR * share
  const odds = (count: number, size: number) =>
    Math.log((count + prior) / Math.max(size + PRIOR - count - prior, 1e-9))
  const error = Math.sqrt(1 / (inRejected + prior) + 1 / (inKept + prior))
  return (odds(inRejected, rejected) - odds(inKept, kept)) / error
}

/** Of two that are as good, the one that people read faster. */
function simple({ kind, term }: Feature): number {
  return (kind === 'phrase' ? 10 : kind === 'word' || kind === 'tag' ? 0 : 5) + term.length / 100
}

interface Asked extends Candidate {
  query: string
  ofRejected: Set<number>
  ofKept: Set<number>
}

/** What each would truly take away, as the matcher reads it; what makes no query is left out. */
function takenBy(
  likely: Candidate[],
  query: string,
  rejected: readonly Doc[],
  kept: readonly Doc[],
  options: ParseOptions,
): Asked[] {
  const matcher = createMatcher()
  const asked = new Map<string, Asked>()
  for (const one of likely) {
    const parsed = parseQuery(one.term, options)
    const without = exclude(query, one.term)
    if (!parsed.ok || !parseQuery(without, options).ok || asked.has(one.term)) continue
    matcher.add(one.term, parsed.query)
    asked.set(one.term, { ...one, query: without, ofRejected: new Set(), ofKept: new Set() })
  }
  for (const [i, doc] of rejected.entries())
    for (const id of matcher.match(doc)) asked.get(id)?.ofRejected.add(i)
  for (const [i, doc] of kept.entries()) for (const id of matcher.match(doc)) asked.get(id)?.ofKept.add(i)
  return [...asked.values()].filter(
    (one) => one.ofRejected.size > 0 && (kept.length === 0 || one.ofKept.size / kept.length <= MOST_KEPT),
  )
}

/** The best first, then what adds most to it: a post that is lost weighs as twice its share of those gained. */
function chosen(asked: Asked[], rejected: number, kept: number): Suggestion[] {
  const gone = new Set<number>()
  const left = new Set(asked)
  const out: Suggestion[] = []
  const gain = (one: Asked) => {
    const fresh = one.ofRejected.size - [...one.ofRejected].filter((i) => gone.has(i)).length
    return fresh / rejected - (kept === 0 ? 0 : (2 * one.ofKept.size) / kept)
  }
  while (out.length < SHOWN && left.size > 0) {
    const [best] = [...left].sort((a, b) => gain(b) - gain(a) || simple(a) - simple(b))
    if (!best || gain(best) <= 0.001) break
    left.delete(best)
    for (const i of best.ofRejected) gone.add(i)
    const { kind, term, z, query, ofRejected, ofKept } = best
    out.push({ kind, term, z, query, rejected: ofRejected.size, kept: ofKept.size })
  }
  return out
}

/** The query less what has `term`: a choice of alternatives is put in parentheses, or only its last would be held to it. */
export function exclude(query: string, term: string): string {
  const source = query.trim()
  return `${isChoice(source) ? `(${source})` : source} -${term}`
}

/** Whether alternatives stand outside of all parentheses: whatever the lists hold that it asks for. */
function isChoice(source: string): boolean {
  let depth = 0
  for (const { symbol } of lex(source)) {
    if (symbol === 'open') depth++
    else if (symbol === 'close') depth--
    else if (symbol === 'or' && depth <= 0) return true
  }
  return false
}
