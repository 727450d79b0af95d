import { z } from 'zod'

/** What narrows a list of conversations, in an address and in a view that is kept. */
export const filterFields = {
  status: z.enum(['open', 'snoozed', 'done']).optional(),
  assignee: z.union([z.literal('me'), z.literal('none'), z.uuid()]).optional(),
  channel: z.string().max(50).optional(),
  alert: z.uuid().optional(),
  sentiment: z.enum(['positive', 'neutral', 'negative']).optional(),
  lang: z.string().max(10).optional(),
  label: z.string().max(100).optional(),
  person: z.uuid().optional(),
  /** Of whoever wrote: a tier, or `none`. */
  tier: z.union([z.literal('none'), z.uuid()]).optional(),
  visibility: z.enum(['public', 'private']).optional(),
  review: z.enum(['yes', 'no']).optional(),
  /** Only those in which something is late, or due before an hour has gone. */
  due: z.enum(['late', 'hour']).optional(),
  /** Only those that a service has in hand. */
  service: z.enum(['yes', 'no']).optional(),
  /** Only those in which a note names you. */
  mentioned: z.enum(['yes', 'no']).optional(),
  q: z.string().trim().max(500).optional(),
}
export const filterSchema = z.strictObject(filterFields)
export type Filter = z.output<typeof filterSchema>
