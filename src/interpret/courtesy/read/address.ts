import { type Line, lineOf } from './line.ts'
import { type Found, findAll } from './pattern.ts'
import type { Turns } from './turns.ts'

export type Address = 'tu' | 'vous'

export interface Addressed {
  tu: Found[]
  vous: Found[]
  /** The one that prevails; null where nobody is spoken to. */
  form: Address | null
}

/** How a French text speaks to its reader. « S’il vous plaît » and « rendez-vous » are of any manner. */
export function addressOf(line: Line, turns: Turns): Addressed {
  const fixed = / (?:rendez|sauve qui|garde a|s' il|plait) $/u
  const spoken = (found: Found[]) =>
    found.filter(({ at }) => !fixed.test(line.said.slice(Math.max(0, at - 20), at)))
  const tu = spoken(findAll(line, turns.tu))
  const vous = spoken(findAll(line, turns.vous))
  const form = tu.length + vous.length === 0 ? null : tu.length > vous.length ? 'tu' : 'vous'
  return { tu, vous, form }
}

/** How the thread spoke last, of texts oldest first; null where it spoke to nobody. */
export function spokenBefore(before: readonly string[], turns: Turns): Address | null {
  return before.map((text) => addressOf(lineOf(text), turns).form).findLast((form) => form !== null) ?? null
}
