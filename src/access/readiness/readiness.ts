import { z } from 'zod'

const line = z.string().trim().min(1).max(200)
const paragraph = z.string().trim().max(2000)
const locale = z.enum(['fr', 'en'])

export const INDICATORS = ['reply-time', 'answered-share', 'sentiment', 'mentions', 'custom'] as const
export type Indicator = (typeof INDICATORS)[number]

/** What each indicator is counted in; a `custom` one says so in its label. */
export const UNITS: Record<Indicator, string> = {
  'reply-time': 'h',
  'answered-share': '%',
  sentiment: 'net',
  mentions: 'week',
  custom: '',
}

export const objectiveSchema = z
  .strictObject({
    indicator: z.enum(INDICATORS),
    label: line,
    target: z.number().min(-1e9).max(1e9),
    /** A day (2026-06-30) or words; empty when none was set. */
    by: z.string().trim().max(60),
    agreedWith: z.string().trim().max(200),
  })
  .meta({ id: 'Objective' })
export type Objective = z.output<typeof objectiveSchema>

/** The questions to answer before starting: who speaks, to whom, how fast, and towards what. */
export const readinessSchema = z
  .strictObject({
    brand: z.strictObject({
      names: z.array(line).min(1).max(30),
      site: z.string().trim().max(500),
      competitors: z.array(line).max(50),
      languages: z.array(locale).max(2),
      identity: z.array(line).max(50),
    }),
    people: z.strictObject({
      who: paragraph,
      answersWithinHours: z.number().min(0).max(8760),
      outOfHours: paragraph,
      approves: paragraph,
    }),
    objectives: z.array(objectiveSchema).max(30),
  })
  .meta({ id: 'Readiness' })
export type Readiness = z.output<typeof readinessSchema>
