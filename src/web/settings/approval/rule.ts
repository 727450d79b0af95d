import type { ApprovalKind, ApprovalRule, ApprovalRules } from '../../../server/api.ts'

export const KINDS = [
  'newcomer',
  'alarm',
  'place',
  'money',
  'model',
  'key',
  'all',
] as const satisfies ApprovalKind[]

/** A rule as it is begun: on, for whoever may approve, for a working day. */
export function newRule(id: string, kind: ApprovalKind, name: string): ApprovalRule {
  const empty = { members: [], channels: [], labels: [], alerts: [], approvers: [], roles: [] }
  return {
    ...empty,
    id,
    name,
    kind,
    enabled: true,
    first: kind === 'newcomer' ? 5 : 0,
    hours: 8,
    editorMay: false,
  }
}

/** It concerns somebody or something, and has a name. */
export function isWhole({ name, kind, first, members, channels, labels, alerts }: ApprovalRule): boolean {
  if (name.trim() === '') return false
  if (kind === 'newcomer') return first > 0 || members.length > 0
  if (kind === 'place') return channels.length + labels.length + alerts.length > 0
  return true
}

/** Whom a rule names of those who may approve today; undefined where it names nobody. */
export function namedIn(
  { approvers, roles }: Pick<ApprovalRule, 'approvers' | 'roles'>,
  able: ApprovalRules['approvers'],
): ApprovalRules['approvers'] | undefined {
  if (approvers.length + roles.length === 0) return undefined
  return able.filter(({ id, role }) => approvers.includes(id) || roles.includes(role))
}

/** It names somebody, and nobody of them may approve today: they have left, or nobody has the role. */
export function isVacant(rule: ApprovalRule, able: ApprovalRules['approvers']): boolean {
  return namedIn(rule, able)?.length === 0
}

/** The same, with one a place higher or lower; it stays where there is no such place. */
export function moved<T extends { id: string }>(rules: readonly T[], id: string, by: -1 | 1): T[] {
  const from = rules.findIndex((one) => one.id === id)
  const to = from + by
  const [one, other] = [rules[from], rules[to]]
  if (!one || !other) return [...rules]
  return rules.map((it, at) => (at === from ? other : at === to ? one : it))
}

interface Names {
  member(id: string): string
  channel(id: string): string
  alert(id: string): string
  role(role: string): string
}

/** What a sentence about a rule holds: a key of `rules.says`, and its values. */
export function saysOf(rule: ApprovalRule, names: Names) {
  const { kind, first, members, channels, labels, alerts, approvers, roles, hours } = rule
  const who = members.map(names.member)
  const where = [...channels.map(names.channel), ...labels, ...alerts.map(names.alert)]
  const key =
    kind === 'newcomer'
      ? first > 0 && who.length > 0
        ? 'newcomer_both'
        : first > 0
          ? 'newcomer_first'
          : 'newcomer'
      : kind
  return {
    key,
    count: first,
    who,
    where,
    approvers: [...roles.map(names.role), ...approvers.map(names.member)],
    hours,
  }
}
