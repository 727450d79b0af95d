import type { AssignmentGive, AssignmentRule, AssignmentWhen } from '../../../server/api.ts'

/** A rule as it is edited: with a key of its own, as new ones have no id yet. */
export interface EditedRule extends AssignmentRule {
  key: string
}

export type Taker = 'member' | 'owner' | 'load' | 'turn'

export const NOBODY: AssignmentGive = {
  ...{ to: 'pool', groupId: null, skill: null, language: false, onCall: false, by: 'load' },
}

export function newRule(key: string, name: string): EditedRule {
  return { key, name, enabled: true, when: {}, give: NOBODY }
}

export function edited(rules: readonly AssignmentRule[]): EditedRule[] {
  return rules.map((rule, n) => ({ ...rule, key: rule.id ?? `new-${n}` }))
}

/** As the API takes it: what is not asked for is not said. */
export function bodyOf({ key: _, when, name, ...rule }: EditedRule): AssignmentRule {
  const said = Object.entries(when).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value))
  return { ...rule, name: name.trim(), when: Object.fromEntries(said) as AssignmentWhen }
}

export function takerOf(give: AssignmentGive): Taker {
  return give.to === 'pool' ? give.by : give.to
}

/** Another kind of taker; what it has in common with the one before stays. */
export function givenTo(taker: Taker, give: AssignmentGive, firstMember: string): AssignmentGive {
  if (taker === 'owner') return { to: 'owner' }
  if (taker === 'member') return give.to === 'member' ? give : { to: 'member', memberId: firstMember }
  const pool = give.to === 'pool' ? give : NOBODY
  return pool.to === 'pool' ? { ...pool, by: taker } : pool
}

export function isWhole({ name, give }: EditedRule): boolean {
  return name.trim() !== '' && (give.to !== 'member' || give.memberId !== '')
}

/** The rules with one of them a place up or down; as they are at the ends. */
export function moved<R extends { key: string }>(rules: readonly R[], key: string, by: -1 | 1): R[] {
  const at = rules.findIndex((rule) => rule.key === key)
  const to = at + by
  const next = [...rules]
  const [one, other] = [rules[at], rules[to]]
  if (!one || !other) return next
  next[at] = other
  next[to] = one
  return next
}
