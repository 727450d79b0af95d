import { blanksIn, fill, variablesIn } from '../../../../../lib/template/index.ts'
import { fold } from '../../saved/saved.ts'
import { type VariableId, variableOf } from '../../saved/variables.ts'
import type { Way } from '../tables.ts'
import { LEAST_VARIANTS } from './lines.ts'
import { hasLink } from './link.ts'

/** Names in a text that may be left to a person to fill: many have no name that one could greet. */
export function openIn(template: string): string[] {
  const sure: readonly (VariableId | undefined)[] = ['agent', 'brand', 'channel', 'link', 'address']
  return variablesIn(template).flatMap(({ name, fallback }) =>
    fallback === null && !sure.includes(variableOf(name)) ? [name] : [],
  )
}

/** What stands between variables, told apart by its letters: two texts that differ only in names are one to a reader. */
export function skeletonOf(template: string): string {
  return fold(fill(template, () => '·'))
    .replace(/[^\p{L}\p{N}·]+/gu, ' ')
    .trim()
}

export type Wrong = 'few' | 'alike' | 'no_link' | 'open' | 'broken'

/** What keeps variants from being said to many at once. */
export function wrongFor(way: Way, lines: readonly string[]): Wrong | undefined {
  if (lines.length < LEAST_VARIANTS) return 'few'
  if (new Set(lines.map(skeletonOf)).size < lines.length) return 'alike'
  if (way !== 'direct' && !lines.every(hasLink)) return 'no_link'
  if (lines.some((line) => openIn(line).length > 0)) return 'open'
  return lines.some((line) => blanksIn(line).length > variablesIn(line).length) ? 'broken' : undefined
}
