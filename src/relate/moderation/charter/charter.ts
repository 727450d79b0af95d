import { z } from 'zod'

/**
 * What the charter can have done, the mildest first. Nothing here destroys: no network lets a brand delete what somebody
 * else wrote, and what is hidden can come back.
 */
export const SANCTIONS = ['blur', 'hide', 'mute', 'block'] as const
export type Sanction = (typeof SANCTIONS)[number]

/** What a rule is proposed for. */
export const FITS = ['insult', 'hate', 'threat', 'sexual', 'spam', 'private'] as const
export type Fit = (typeof FITS)[number]

const words = (most: number) =>
  z.strictObject({ fr: z.string().trim().max(most).default(''), en: z.string().trim().max(most).default('') })

export const ruleSchema = z.strictObject({
  /** Stays the same from version to version, so that acts of years can be counted by it. */
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  title: words(120),
  explanation: words(3_000),
  examples: z.array(words(400)).max(12),
  sanctions: z
    .array(z.enum(SANCTIONS))
    .min(1)
    .max(SANCTIONS.length)
    .refine((all) => new Set(all).size === all.length, 'charter_twice'),
  fits: z.array(z.enum(FITS)).max(FITS.length).default([]),
})

export const charterSchema = z.strictObject({
  title: words(120),
  intro: words(3_000),
  rules: z
    .array(ruleSchema)
    .max(40)
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'charter_twice'),
  /** Days in which an author can appeal. */
  appealDays: z.number().int().min(7).max(365),
  /** Days for which what was taken away is kept sealed. */
  archiveDays: z.number().int().min(30).max(1_825),
  /** Figures of what was removed stand on the public page. */
  summary: z.boolean(),
})

export type Rule = z.output<typeof ruleSchema>
export type Charter = z.output<typeof charterSchema>
export type Words = Rule['title']

export const MOST_CHARTER = 300_000

/** In one of the two languages, or in the other where it says nothing. */
export function inLang({ fr, en }: Words, lang: 'fr' | 'en'): string {
  return lang === 'fr' ? fr || en : en || fr
}

export function ruleOf({ rules }: Charter, id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id)
}

/** The rule that a kind of offence is proposed under: the first that names it. */
export function ruleFor({ rules }: Charter, fit: Fit): Rule | undefined {
  return rules.find(({ fits }) => fits.includes(fit))
}
