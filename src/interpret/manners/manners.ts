import { z } from 'zod'
import { ADVICE, type House } from '../courtesy/index.ts'

const tone = z.enum(['sober', 'usual', 'warm'])
const address = z.enum(['tu', 'vous'])
const words = z.array(z.string().trim().min(1).max(80)).max(20)
const own = z.strictObject({ fr: words, en: words })

/** How a workspace wants its answers. What a channel leaves null is as everywhere. */
export const mannersShape = z.strictObject({
  tone,
  emoji: z.boolean(),
  /** Null: as each answer does. */
  address: address.nullable(),
  signature: z.boolean(),
  /** Proposed where an answer lacks its signature; may be empty. */
  signatureWords: z.string().trim().max(120),
  channels: z
    .array(
      z.strictObject({
        channel: z.string().regex(/^[a-z0-9-]{1,40}$/),
        tone: tone.nullable(),
        emoji: z.boolean().nullable(),
        address: address.nullable(),
        signature: z.boolean().nullable(),
      }),
    )
    .max(40)
    .refine((list) => new Set(list.map((one) => one.channel)).size === list.length, 'twice'),
  /** Addresses, telephone numbers and domains that are the brand's own, and so may stand in public. */
  own: z.array(z.string().trim().min(1).max(200)).max(50),
  greetings: own,
  farewells: own,
  /** Advice that is not wanted. */
  off: z.array(z.enum(ADVICE)).max(ADVICE.length),
})
export type Manners = z.output<typeof mannersShape>

/** The trade's own: a smile asked for, and nothing of the house beside. */
export const TRADE: Manners = {
  tone: 'warm',
  emoji: true,
  address: null,
  signature: false,
  signatureWords: '',
  channels: [],
  own: [],
  greetings: { fr: [], en: [] },
  farewells: { fr: [], en: [] },
  off: [],
}

/** The manner of the house on a channel. */
export function houseOn(manners: Manners, channel: string): House {
  const here = manners.channels.find((one) => one.channel === channel)
  const signature = here?.signature ?? manners.signature
  return {
    tone: here?.tone ?? manners.tone,
    emoji: here?.emoji ?? manners.emoji,
    address: here?.address ?? manners.address,
    signature: signature ? { words: manners.signatureWords } : null,
    greetings: manners.greetings,
    farewells: manners.farewells,
    off: manners.off,
  }
}

/** What differs, name by name, for the journal: as it was and as it is. */
export function changesOf(before: Manners, after: Manners): Record<string, { from: unknown; to: unknown }> {
  const names = Object.keys(mannersShape.shape) as (keyof Manners)[]
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, { from: before[name], to: after[name] }]),
  )
}
