import type { CharterRule } from '../../../server/api.ts'

const EMPTY = { fr: '', en: '' }

/** An id that no rule has yet, and that says nothing but that it is one. */
export function newRule(rules: readonly Pick<CharterRule, 'id'>[]): CharterRule {
  const taken = new Set(rules.map(({ id }) => id))
  let n = rules.length + 1
  while (taken.has(`regle-${n}`)) n++
  return {
    ...{ id: `regle-${n}`, title: EMPTY, explanation: EMPTY, examples: [] },
    ...{ sanctions: ['hide'], fits: [] },
  }
}

export function replaced<T>(all: readonly T[], at: number, one: T): T[] {
  return all.map((each, i) => (i === at ? one : each))
}

/** One place up or down; at the ends nothing moves. */
export function movedBy<T>(all: readonly T[], at: number, step: -1 | 1): T[] {
  const [one, other] = [all[at], all[at + step]]
  if (one === undefined || other === undefined) return [...all]
  return replaced(replaced(all, at, other), at + step, one)
}

/** In the order in which they are offered. */
export function toggled<T>(all: readonly T[], offered: readonly T[], one: T): T[] {
  const wanted = new Set(all.includes(one) ? all.filter((each) => each !== one) : [...all, one])
  return offered.filter((each) => wanted.has(each))
}
