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

/** A rule that asks for approval, and what it found. */
export interface Asking {
  rule: Rule
  found: string[]
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

/** All rules that ask for approval, in their order. */
export function askingOf(rules: readonly Rule[], facts: Facts): Asking[] {
  return rules.flatMap((rule) => {
    const found = foundBy(rule, facts)
    return found ? [{ rule, found }] : []
  })
}

export function reasonOf({ rule: { id, name, kind }, found }: Asking): Reason {
  return { rule: id, name, kind, found }
}

/** Whether an answer has to wait. All rules that ask for it are named; the first of them says who approves, and by when. */
export function verdictOn(rules: readonly Rule[], facts: Facts): Verdict | undefined {
  const asking = askingOf(rules, facts)
  const [first] = asking
  if (!first) return undefined
  const { approvers, roles, hours, editorMay } = first.rule
  return { reasons: asking.map(reasonOf), approvers, roles, hours, editorMay }
}

/** Who is asked: whom a rule names, of those who are there; `named` also where nobody of them is. */
export interface Named {
  named: boolean
  approvers: string[]
}

/** Members whom a rule names, one by one or by their roles. */
export function namedBy(
  { approvers, roles }: Pick<Verdict, 'approvers' | 'roles'>,
  members: readonly { memberId: string; role: Role }[],
): Named {
  const byRole = members.filter(({ role }) => roles.includes(role)).map(({ memberId }) => memberId)
  return { named: approvers.length + roles.length > 0, approvers: [...new Set([...approvers, ...byRole])] }
}

/**
 * Who is asked once the words meet a further rule: whom both name; where there is nobody, whom the further one names; where
 * nobody of these is left either, who was asked before.
 * @param left who may still decide
 */
export function narrowed(standing: Named, further: Named, left: readonly string[]): Named {
  if (!further.named || !standing.named) return further.named ? further : standing
  const isLeft = (all: readonly string[]) => all.some((one) => left.includes(one))
  const both = standing.approvers.filter((one) => further.approvers.includes(one))
  if (isLeft(both)) return { named: true, approvers: both }
  return isLeft(further.approvers) ? further : standing
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
  const others = othersThan(asked, able)
  if (asked.approvers.length === 0) return others
  const named = namedOf(asked, others)
  return named.length > 0 ? named : others
}

/** Whether others stand in for those whom the rule names: nobody of them can decide today. */
export function standIn(asked: Asked & Pick<Named, 'named'>, able: readonly string[]): boolean {
  return asked.named && namedOf(asked, othersThan(asked, able)).length === 0
}

/** Of those who may approve: neither the author nor, unless the rule says so, who wrote in it last. */
export function othersThan(
  { by_member, editor, editor_may }: Pick<Asked, 'by_member' | 'editor' | 'editor_may'>,
  able: readonly string[],
): string[] {
  return able.filter((one) => one !== by_member && (editor_may || one !== editor))
}

function namedOf({ approvers, assigned }: Asked, others: readonly string[]): string[] {
  return others.filter((one) => approvers.includes(one) || one === assigned)
}

const HOUR = 3_600_000

/** When it runs out, and when those who approve are reminded: three quarters of the way. */
export function timesOf(asked: Date, hours: number): { expires: Date; remindAt: Date } {
  const after = (share: number) => new Date(asked.getTime() + share * hours * HOUR)
  return { expires: after(1), remindAt: after(0.75) }
}
