import { createHash } from 'node:crypto'
import { FACTS, type FactKind } from '../../../../lib/mask/index.ts'
import { isToxic, type StoredActivity } from '../../../activity/index.ts'
import { understandAll } from '../../../interpret/index.ts'
import type { Mark } from '../act/act.ts'
import type { Fit } from '../charter/charter.ts'

/** `second`: a colleague was asked; `split`: two judged it and do not agree. */
export const ITEM_STATES = ['waiting', 'second', 'split', 'settled'] as const
export type ItemState = (typeof ITEM_STATES)[number]

export const VERDICTS = ['act', 'leave', 'answer', 'second'] as const
export type Verdict = (typeof VERDICTS)[number]

/** What hurts people comes before what only bothers. */
export const SEVERITY: Record<Fit, number> = {
  threat: 6,
  hate: 5,
  sexual: 4,
  private: 3,
  insult: 2,
  spam: 1,
}

/** A word or a fact that made it so. */
export interface Spot extends Mark {
  effect: string
  weight: number
}

/** What in a post a person should look at. */
export interface Found {
  kind: Fit
  /** How likely, 0 to 1. */
  p: number
  spots: Spot[]
}

type Words = Pick<StoredActivity, 'text' | 'title' | 'lang' | 'toxicity' | 'ours' | 'visibility' | 'deleted'>

/** The gravest of what stands in a post that others read; null where nothing does, or it is ours or gone. */
export function whatStands(post: Words): Found | null {
  if (post.ours || post.deleted || post.visibility !== 'public') return null
  const all = [offenceIn(post), factsIn(post)].filter((one) => one !== null)
  return all.sort((a, b) => SEVERITY[b.kind] - SEVERITY[a.kind])[0] ?? null
}

/** Under this, a text without a word of the lists is more often harmless: too many to be looked at one by one. */
const UNNAMED = 0.85
const CLASSES = ['insult', 'hate', 'threat', 'sexual'] as const

function offenceIn(post: Words): Found | null {
  if (!isToxic(post)) return null
  const read = understandAll({
    text: post.text ?? '',
    ...(post.title !== null && { title: post.title }),
    lang: post.lang,
  }).toxicity
  const p = (post.toxicity ?? 0) / 1000
  const isNamed = read?.why.some((one) => CLASSES.some((named) => named === one.kind))
  if (!isNamed && p < UNNAMED) return null
  const kind = read
    ? [...CLASSES].sort((a, b) => read[b] - read[a] || SEVERITY[b] - SEVERITY[a])[0]
    : undefined
  const spots = (read?.why ?? []).map(({ start, end, kind: effect, weight, in: place }) => ({
    ...{ in: place ?? ('text' as const), start, end, effect, weight },
  }))
  return { kind: kind ?? 'insult', p, spots }
}

/** How sure one is that the world should not read it; a number of an order tells the world nothing. */
const SURE: Partial<Record<FactKind, number>> = {
  iban: 0.98,
  card: 0.98,
  social: 0.95,
  phone: 0.85,
  address: 0.75,
  mail: 0.7,
}

/** Longer texts are read so far. */
const READ = 20_000

function factsIn(post: Words): Found | null {
  const spots: Spot[] = []
  let p = 0
  for (const place of ['title', 'text'] as const) {
    const text = (post[place] ?? '').slice(0, READ)
    for (const { kind, pattern, holds } of FACTS) {
      const sure = SURE[kind]
      if (sure === undefined) continue
      for (const { 0: found, index } of text.matchAll(pattern)) {
        if (!found || (holds && !holds(found)) || isPublic(text, kind, { found, at: index })) continue
        if (spots.some((one) => one.in === place && index < one.end && one.start < index + found.length))
          continue
        spots.push({ in: place, start: index, end: index + found.length, effect: 'private', weight: sure })
        p = Math.max(p, sure)
      }
    }
  }
  return spots.length > 0 ? { kind: 'private', p, spots } : null
}

/** Addresses of a house, which it wants known. */
const OF_A_HOUSE =
  /^(?:contact|info|infos|bonjour|hello|support|sav|service|services|serviceclient|client|clients|presse|press|aide|help|boutique|shop|accueil|commande|commandes|orders|sales|ventes|team|equipe|privacy|dpo|rgpd|noreply|no-reply)@/i

/** The name of an account (`@ana@masto.example`) looks like an address of mail; that, and those of a house, are public. */
function isPublic(text: string, kind: FactKind, { found, at }: { found: string; at: number }): boolean {
  return kind === 'mail' && (text[at - 1] === '@' || OF_A_HOUSE.test(found))
}

/** In thousandths: the nearer to as likely as not, the more. */
export function doubtOf(p: number): number {
  return Math.round(1000 * (1 - Math.abs(2 * p - 1)))
}

/** What words are, for telling whether their author says something else now. */
export function wordsOf({ title, text }: Pick<StoredActivity, 'title' | 'text'>): string {
  return createHash('sha256')
    .update(JSON.stringify([title, text]))
    .digest('base64url')
    .slice(0, 22)
}

/** Whether an item is given to two: the same answer whoever asks, so that one killed half way draws the same. */
export function isBlind(activityId: string, share: number): boolean {
  return Number.parseInt(activityId.slice(-8), 16) % 100 < share
}

const SENTENCES = new Intl.Segmenter('fr', { granularity: 'sentence' })

/**
 * The sentence that the heaviest word of what was found stands in, without the space around it; of a post without one, the
 * first.
 */
export function sentenceOf(
  { title, text }: Pick<StoredActivity, 'title' | 'text'>,
  found: Pick<Found, 'kind' | 'spots'> | null,
): Mark | null {
  const spots = found?.spots ?? []
  const ofKind = spots.filter(({ effect }) => effect === found?.kind)
  const [heaviest] = (ofKind.length > 0 ? ofKind : [...spots]).sort(
    (a, b) => Math.abs(b.weight) - Math.abs(a.weight),
  )
  const place = heaviest?.in ?? (text?.trim() ? 'text' : 'title')
  const whole = (place === 'title' ? title : text) ?? ''
  let first: Mark | null = null
  for (const { segment, index } of SENTENCES.segment(whole)) {
    const start = index + (segment.length - segment.trimStart().length)
    const end = index + segment.trimEnd().length
    if (end <= start) continue
    const mark = { in: place, start, end }
    first ??= mark
    if (!heaviest) return mark
    if (heaviest.start < end && start < heaviest.end) {
      // What runs over the end of a sentence is marked whole.
      return { in: place, start: Math.min(start, heaviest.start), end: Math.max(end, heaviest.end) }
    }
  }
  return first
}

export interface Given {
  verdict: Verdict
  ruleId: string | null
}

/** By what two agree or not: the rule that is broken, or that none is. */
export function labelOf({ verdict, ruleId }: Given): string | null {
  if (verdict === 'second') return null
  return verdict === 'act' ? (ruleId ?? null) : 'none'
}

/**
 * How an item stands after one more verdict, and whether what was said is now done. `before` are those it has;
 * `alone`: nobody else may judge.
 */
export function afterVerdict(
  item: { state: ItemState; blind: boolean },
  before: readonly Given[],
  given: Given,
  alone: boolean,
): { state: ItemState; acts: boolean } {
  const acts = given.verdict === 'act'
  const pairs = item.blind && !alone && item.state === 'waiting'
  if (given.verdict === 'second')
    return { state: pairs && before.length > 0 ? 'split' : 'second', acts: false }
  if (!pairs) return { state: 'settled', acts }
  const [first] = before
  if (!first) return { state: 'waiting', acts: false }
  const agree = labelOf(first) === labelOf(given)
  return { state: agree ? 'settled' : 'split', acts: agree && acts }
}
