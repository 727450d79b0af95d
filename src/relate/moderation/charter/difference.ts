import type { Charter, Rule } from './charter.ts'

export interface Difference {
  /** What stands around the rules has changed. */
  around: ('title' | 'intro' | 'appealDays' | 'archiveDays' | 'summary')[]
  added: string[]
  removed: string[]
  /** In both, with what changed in them. */
  changed: { id: string; fields: Exclude<keyof Rule, 'id'>[] }[]
  /** The rules of both stand in another order. */
  moved: boolean
}

const AROUND = ['title', 'intro', 'appealDays', 'archiveDays', 'summary'] as const
const FIELDS = ['title', 'explanation', 'examples', 'sanctions', 'fits'] as const

/** What one version says and the other does not, by rule. */
export function differenceOf(before: Charter, after: Charter): Difference {
  const [was, is] = [new Map(before.rules.map(byId)), new Map(after.rules.map(byId))]
  const kept = after.rules.filter(({ id }) => was.has(id))
  const order = before.rules.filter(({ id }) => is.has(id)).map(({ id }) => id)
  return {
    around: AROUND.filter((key) => !same(before[key], after[key])),
    added: after.rules.filter(({ id }) => !was.has(id)).map(({ id }) => id),
    removed: before.rules.filter(({ id }) => !is.has(id)).map(({ id }) => id),
    changed: kept.flatMap((rule) => {
      const old = was.get(rule.id)
      const fields = FIELDS.filter((key) => !same(old?.[key], rule[key]))
      return fields.length > 0 ? [{ id: rule.id, fields }] : []
    }),
    moved: kept.some(({ id }, i) => order[i] !== id),
  }
}

function byId(rule: Rule): [string, Rule] {
  return [rule.id, rule]
}

/** The schema gives every object its keys in one order. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
