import type { Role } from '../../../../access/index.ts'
import { moneyIn } from './money.ts'

export const KINDS = ['newcomer', 'alarm', 'place', 'money', 'model', 'key', 'all'] as const
export type Kind = (typeof KINDS)[number]

/** Which answers wait, for whom, and for how long. */
export interface Rule {
  id: string
  name: string
  enabled: boolean
  kind: Kind
  /** `newcomer`: these members always, and everybody for so many first answers. */
  members: string[]
  first: number
  /** `place`: on these channels, in conversations that bear one of these labels or that one of these alerts found. */
  channels: string[]
  labels: string[]
  alerts: string[]
  /** Members who approve, and whoever has one of these roles when it is asked about; none of either: whoever may. */
  approvers: string[]
  roles: Role[]
  /** Without a decision it goes back to its author after so many. */
  hours: number
  /** Who changes the words may also approve of them. */
  editorMay: boolean
}

/** What rules look at. */
export interface Facts {
  text: string
  /** Member who decided it; null: a program of ours. */
  by: string | null
  /** It came with an API key. */
  key: boolean
  /** Answers of theirs that have left before. */
  sent: number
  /** An alarm is open. */
  alarm: boolean
  channel: string
  labels: readonly string[]
  alerts: readonly string[]
  /** An outside model drafted an answer here that may be in it. */
  model: boolean
}

/** Why something waits: the rule by its name then, and what it found. */
export interface Reason {
  rule: string
  name: string
  kind: Kind
  found: string[]
}

export interface Verdict {
  reasons: Reason[]
  approvers: string[]
  roles: Role[]
  hours: number
  editorMay: boolean
}

/** What a rule found; undefined where it does not concern this one. */
export function foundBy(rule: Rule, facts: Facts): string[] | undefined {
  if (!rule.enabled) return undefined
  const when = (holds: boolean): string[] | undefined => (holds ? [] : undefined)
  switch (rule.kind) {
    case 'newcomer':
      return when(facts.by !== null && (rule.members.includes(facts.by) || facts.sent < rule.first))
    case 'alarm':
      return when(facts.alarm)
    case 'place':
      return when(
        rule.channels.includes(facts.channel) ||
          rule.labels.some((label) => facts.labels.includes(label)) ||
          rule.alerts.some((alert) => facts.alerts.includes(alert)),
      )
    case 'money': {
      const words = moneyIn(facts.text)
      return words.length > 0 ? words.slice(0, 5).map((word) => word.slice(0, 60)) : undefined
    }
    case 'model':
      return when(facts.model)
    case 'key':
      return when(facts.key)
    case 'all':
      return []
  }
}

/** Whether an answer has to wait. All rules that ask for it are named; the first of them says who approves, and by when. */
export function verdictOn(rules: readonly Rule[], facts: Facts): Verdict | undefined {
  const asking = rules.flatMap((rule) => {
    const found = foundBy(rule, facts)
    return found ? [{ rule, found }] : []
  })
  const [first] = asking
  if (!first) return undefined
  const { approvers, roles, hours, editorMay } = first.rule
  const reasons = asking.map(({ rule: { id, name, kind }, found }) => ({ rule: id, name, kind, found }))
  return { reasons, approvers, roles, hours, editorMay }
}

/** Members whom a rule names, one by one or by their roles. */
export function namedBy(
  { approvers, roles }: Pick<Verdict, 'approvers' | 'roles'>,
  members: readonly { memberId: string; role: Role }[],
): string[] {
  const byRole = members.filter(({ role }) => roles.includes(role)).map(({ memberId }) => memberId)
  return [...new Set([...approvers, ...byRole])]
}

interface Asked {
  approvers: readonly string[]
  assigned: string | null
  by_member: string | null
  editor: string | null
  editor_may: boolean
}

/**
 * Who may decide, of those who may approve at all: never the author, nor who wrote in it last unless the rule says so. Where
 * nobody that the rule names is left, anybody else who may: what waits for nobody would only run out.
 */
export function deciders(asked: Asked, able: readonly string[]): string[] {
  const others = able.filter((one) => one !== asked.by_member && (asked.editor_may || one !== asked.editor))
  if (asked.approvers.length === 0) return others
  const named = others.filter((one) => asked.approvers.includes(one) || one === asked.assigned)
  return named.length > 0 ? named : others
}

const HOUR = 3_600_000

/** When it runs out, and when those who approve are reminded: three quarters of the way. */
export function timesOf(asked: Date, hours: number): { expires: Date; remindAt: Date } {
  const after = (share: number) => new Date(asked.getTime() + share * hours * HOUR)
  return { expires: after(1), remindAt: after(0.75) }
}
