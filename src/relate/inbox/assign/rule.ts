import { baseOf, isThere, type Mate } from '../desk/desk.ts'

/** What a conversation must be for a rule to fit; what is not said, or empty, is not asked for. */
export interface When {
  channels?: string[] | undefined
  alerts?: string[] | undefined
  labels?: string[] | undefined
  langs?: string[] | undefined
  visibility?: 'public' | 'private' | undefined
  topics?: string[] | undefined
  intents?: string[] | undefined
  /** Of whoever wrote. */
  tiers?: string[] | undefined
  /** At least so urgent. */
  urgency?: number | undefined
  /** In the query language; of the message that came in. */
  query?: string | undefined
}

/**
 * Whom a rule gives to: a member; whoever is in charge of the customer; of those who have all that is asked for, the one
 * with the least on their desk, or each in turn.
 */
export type Give =
  | { to: 'member'; memberId: string }
  | { to: 'owner' }
  | {
      to: 'pool'
      groupId: string | null
      skill: string | null
      /** Only who speaks the customer's language. */
      language: boolean
      onCall: boolean
      by: 'load' | 'turn'
    }

export interface Rule {
  id: string
  name: string
  enabled: boolean
  when: When
  give: Give
}

/** A conversation as rules look at it. */
export interface Candidate {
  id: string
  channel: string
  alerts: readonly string[]
  labels: readonly string[]
  lang: string
  visibility: 'public' | 'private'
  topics: readonly string[]
  intent: string | null
  urgency: number
  /** Rules whose query the message answers. */
  answers: ReadonlySet<string>
  ownerId: string | null
  /** The tier of whoever wrote. */
  tier: string | null
}

/** The team at a moment; what is given moves it on. */
export interface Desk {
  mates: readonly Mate[]
  onCall: ReadonlySet<string>
  /** By rule, then member: the turn that they had last. */
  turns: Map<string, Map<string, number>>
}

/** A rule that fits and found somebody; without a member, the first that fits and found nobody. */
export interface Given {
  rule: Rule
  memberId: string | null
}

/**
 * Goes down the rules: the first that fits and finds somebody who is there and has room gives the conversation to them, and
 * the desk is told. Undefined: no rule fits.
 */
export function decide(
  rules: readonly Rule[],
  candidate: Candidate,
  desk: Desk,
  at: Date,
): Given | undefined {
  let waits: Given | undefined
  for (const rule of rules) {
    if (!rule.enabled || !fits(rule, candidate)) continue
    const mate = mateFor(rule, candidate, desk, at)
    if (mate) {
      mate.open++
      takeTurn(desk, rule.id, mate.memberId)
      return { rule, memberId: mate.memberId }
    }
    waits ??= { rule, memberId: null }
  }
  return waits
}

export function fits({ id, when }: Rule, candidate: Candidate): boolean {
  const asks = (wanted: readonly string[] | undefined, has: (value: string) => boolean) =>
    !wanted || wanted.length === 0 || wanted.some(has)
  return (
    asks(when.channels, (one) => one === candidate.channel) &&
    asks(when.alerts, (one) => candidate.alerts.includes(one)) &&
    asks(when.labels, (one) => candidate.labels.some((label) => label.toLowerCase() === one.toLowerCase())) &&
    asks(when.langs, (one) => baseOf(one) === baseOf(candidate.lang)) &&
    asks(when.topics, (one) => candidate.topics.includes(one)) &&
    asks(when.intents, (one) => one === candidate.intent) &&
    asks(when.tiers, (one) => one === candidate.tier) &&
    (!when.visibility || when.visibility === candidate.visibility) &&
    (!when.urgency || candidate.urgency >= when.urgency) &&
    (!when.query || candidate.answers.has(id))
  )
}

function mateFor({ id, give }: Rule, candidate: Candidate, desk: Desk, at: Date): Mate | undefined {
  const able = desk.mates.filter(
    (mate) =>
      isThere(mate, at, desk.onCall.has(mate.memberId)) &&
      (mate.capacity === null || mate.open < mate.capacity),
  )
  if (give.to === 'member') return able.find(({ memberId }) => memberId === give.memberId)
  if (give.to === 'owner') return able.find(({ memberId }) => memberId === candidate.ownerId)
  const { groupId, skill, language, onCall, by } = give
  const pool = able.filter(
    (mate) =>
      (!groupId || mate.groups.has(groupId)) &&
      (!skill || mate.skills.some((one) => one.toLowerCase() === skill.toLowerCase())) &&
      (!language || mate.langs.some((one) => baseOf(one) === baseOf(candidate.lang))) &&
      (!onCall || desk.onCall.has(mate.memberId)),
  )
  const turn = (mate: Mate) => desk.turns.get(id)?.get(mate.memberId) ?? 0
  const order = (mate: Mate): [number, number] => (by === 'turn' ? [turn(mate), 0] : [mate.open, turn(mate)])
  return least(pool, order)
}

/** Of several that are alike, the first by id: the same desk gives the same answer. */
function least(mates: readonly Mate[], order: (mate: Mate) => [number, number]): Mate | undefined {
  let best: Mate | undefined
  for (const mate of mates) if (!best || comes(mate, best, order)) best = mate
  return best
}

function comes(a: Mate, b: Mate, order: (mate: Mate) => [number, number]): boolean {
  const [a1, a2] = order(a)
  const [b1, b2] = order(b)
  if (a1 !== b1) return a1 < b1
  return a2 !== b2 ? a2 < b2 : a.memberId < b.memberId
}

function takeTurn({ turns }: Desk, ruleId: string, memberId: string): void {
  const ofRule = turns.get(ruleId) ?? new Map<string, number>()
  turns.set(ruleId, ofRule.set(memberId, Math.max(0, ...ofRule.values()) + 1))
}
