import { ELEMENTS } from '../../interpret/index.ts'
import { type Interval, knownShare, shareOf } from '../figure/interval.ts'

export type Element = (typeof ELEMENTS)[number]

/** From here a score is a good one. */
export const GOOD = 75
const Z = 1.959964
/** Fewer scores have no mean worth saying. */
const LEAST_SCORES = 5

/** What adds up of some answers. */
export interface Sums {
  answers: number
  /** Of a language that is read. */
  judged: number
  /** Sum of the scores, and of their squares. */
  score: number
  squares: number
  /** By element: in how many it was asked for, and in how many of those it was. */
  asked: number[]
  present: number[]
  /** Below a good score, and from it on: after how many they wrote again, and in how many of those they thanked. */
  followed: [below: number, good: number]
  thanked: [below: number, good: number]
}

export function nothing(): Sums {
  const none = ELEMENTS.map(() => 0)
  return {
    ...{ answers: 0, judged: 0, score: 0, squares: 0, asked: none, present: none },
    ...{ followed: [0, 0], thanked: [0, 0] },
  }
}

export function together(list: readonly Sums[]): Sums {
  return list.reduce(
    (a, b) => ({
      answers: a.answers + b.answers,
      judged: a.judged + b.judged,
      score: a.score + b.score,
      squares: a.squares + b.squares,
      asked: a.asked.map((n, i) => n + (b.asked[i] ?? 0)),
      present: a.present.map((n, i) => n + (b.present[i] ?? 0)),
      followed: [a.followed[0] + b.followed[0], a.followed[1] + b.followed[1]],
      thanked: [a.thanked[0] + b.thanked[0], a.thanked[1] + b.thanked[1]],
    }),
    nothing(),
  )
}

export interface Line {
  key: string
  answers: number
  judged: number
  /** Mean of the scores, 0 to 100. */
  score: Interval | null
  elements: { element: Element; asked: number; share: Interval | null }[]
}

/** Mean of scores from 0 to 100, by the normal interval over their own spread; none of fewer than five. */
export function meanScore({ judged, score, squares }: Sums): Interval | null {
  if (judged < LEAST_SCORES) return null
  const value = score / judged
  const spread = Math.max(0, (squares - judged * value * value) / (judged - 1))
  const half = Z * Math.sqrt(spread / judged)
  return { value, low: Math.max(0, value - half), high: Math.min(100, value + half) }
}

export function lineOf(key: string, sums: Sums): Line {
  return {
    key,
    answers: sums.answers,
    judged: sums.judged,
    score: meanScore(sums),
    elements: ELEMENTS.map((element, i) => {
      const asked = sums.asked[i] ?? 0
      return { element, asked, share: shareOf(sums.present[i] ?? 0, asked) }
    }),
  }
}

export interface Effect {
  /** Whether the score was a good one. */
  good: boolean
  /** After how many they wrote again within a week. */
  followed: number
  /** Of these, the share in which they thanked or were glad. */
  thanked: Interval | null
}

/** How the next message took it, after good scores and after others: what goes together, not what causes what. */
export function effectOf({ followed, thanked }: Sums): Effect[] {
  return [1, 0].map((i) => ({
    good: i === 1,
    followed: followed[i] ?? 0,
    thanked: knownShare(thanked[i] ?? 0, followed[i] ?? 0),
  }))
}

/** Fewer writers than these are persons, not a team. */
const LEAST_WRITERS = 2

/** Sums of members folded by the groups that they are in; a group of which fewer than two wrote is left out. */
export function byGroup(
  members: ReadonlyMap<string, Sums>,
  groups: readonly { id: string; name: string; members: readonly string[] }[],
): { id: string; name: string; sums: Sums }[] {
  return groups.flatMap(({ id, name, members: of }) => {
    const wrote = of.flatMap((member) => members.get(member) ?? [])
    return wrote.length < LEAST_WRITERS ? [] : [{ id, name, sums: together(wrote) }]
  })
}

/** Sums of conversations folded by the labels that they have. */
export function byLabel(
  conversations: ReadonlyMap<string, Sums>,
  labels: ReadonlyMap<string, readonly string[]>,
): Map<string, Sums> {
  const lists = new Map<string, Sums[]>()
  for (const [id, sums] of conversations)
    for (const label of new Set(labels.get(id))) lists.set(label, [...(lists.get(label) ?? []), sums])
  return new Map([...lists].map(([label, list]) => [label, together(list)]))
}
