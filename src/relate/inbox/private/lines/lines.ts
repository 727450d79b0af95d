import { createHash } from 'node:crypto'
import { z } from 'zod'
import { blanksIn, fill, variablesIn } from '../../../../../lib/template/index.ts'
import { fold } from '../../saved/saved.ts'
import { type VariableId, variableOf } from '../../saved/variables.ts'
import type { Way } from '../tables.ts'

/** What is said around a move, by language: in public before it (by its way), in private first, and in public after it. */
export const KINDS = ['direct', 'link', 'mail', 'opening', 'closing'] as const
export type Kind = (typeof KINDS)[number]

const MOST_VARIANTS = 12
const LONGEST = 1_000
/** Many at once need so many: then one can be under way while another has just left, and no two alike follow each other. */
export const LEAST_VARIANTS = 3

const text = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST)
  .regex(/^[^\0\p{Cs}]*$/u)
const variants = z.array(text).max(MOST_VARIANTS)
/** By language (BCP 47, its first part), then by kind. */
export const linesSchema = z
  .record(
    z.string().regex(/^[a-z]{2,3}$/, 'saved_language_form'),
    z.strictObject({
      ...{ direct: variants, link: variants, opening: variants, closing: variants },
      mail: variants.default([]),
    }),
  )
  .refine((lines) => Object.keys(lines).length <= 20, 'saved_many_texts')
export type Lines = z.output<typeof linesSchema>

export const settingSchema = z.strictObject({
  lines: linesSchema,
  /** How long who is invited can come; then who invited them is told. */
  hours: z.int().min(1).max(720),
  /** The site whose chat a link leads to; null: the first that is connected. */
  siteId: z.uuid().nullable(),
  /** The mailbox that mails are asked to; null: the first that is connected. */
  mailId: z.uuid().nullable().default(null),
})
export type Setting = z.output<typeof settingSchema>

/** The variants of a kind in the language that is wanted, else in the next that has some. */
export function variantsIn(lines: Lines, kind: Kind, wanted: readonly string[]): string[] {
  for (const lang of [...wanted, ...Object.keys(lines).sort()]) {
    const found = Object.hasOwn(lines, lang) ? lines[lang]?.[kind] : undefined
    if (found && found.length > 0) return found
  }
  return []
}

const isLink = (name: string) => ['link', 'address'].includes(variableOf(name) ?? '')

/** Whether a text has a place for the link, or for the address to write to. */
export function hasLink(template: string): boolean {
  return variablesIn(template).some(({ name }) => isLink(name))
}

/** A text with its link or its address, the rest as it is. */
export function withLink(template: string, link: string): string {
  return fill(template, (name) => (isLink(name) ? link : undefined))
}

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

/** Hash of a line as it is read, whatever its link. */
export function wordsOf(line: string): string {
  const plain = fold(withLink(line, '·'))
    .replace(/[^\p{L}\p{N}·]+/gu, ' ')
    .trim()
  return createHash('sha256').update(plain).digest('base64url').slice(0, 22)
}

/**
 * The next line of a network: in turn, and none that reads as one which has just left there or may leave before it.
 * @param turn how many were decided before
 * @param taken `wordsOf` of those it must not repeat
 * @returns undefined where each would repeat one
 */
export function nextLine(
  lines: readonly string[],
  turn: number,
  taken: ReadonlySet<string>,
): string | undefined {
  for (let n = 0; n < lines.length; n++) {
    const line = lines[(turn + n) % lines.length]
    if (line !== undefined && !taken.has(wordsOf(line))) return line
  }
  return undefined
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
