import { z } from 'zod'

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
