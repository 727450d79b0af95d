import { z } from 'zod'
import { ACT_STATES } from '../act/act.ts'
import { SANCTIONS } from '../charter/charter.ts'

const MOST_ABOUT = 100

/** What a list of acts may be narrowed to, as an address carries it. */
export const filterQuery = {
  state: z.enum(ACT_STATES).optional(),
  appealed: z.enum(['yes']).optional().describe('Only those with an appeal that waits'),
  rule: z.string().min(1).max(60).refine(keepable).optional().describe('Id of a rule of the charter'),
  kind: z.enum(SANCTIONS).optional(),
  channel: z.string().min(1).max(60).refine(keepable).optional(),
  by: z.uuid().optional().describe('Member who proposed, decided, restored or answered the appeal'),
}

/** Ids of posts with commas between, a hundred at most are looked at. */
export const aboutQuery = z
  .string()
  .max(4_000)
  .transform((ids) => ids.split(',').slice(0, MOST_ABOUT))
  .pipe(z.array(z.uuid()))
  .optional()
  .describe('Ids of activities, with commas between')

export type ActFilter = z.output<z.ZodObject<typeof filterQuery>>

/** No column keeps a NUL or half a sign. */
function keepable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
