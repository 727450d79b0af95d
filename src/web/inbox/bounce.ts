import type { ConversationEntry } from '../../server/api.ts'

export type Happening = Extract<ConversationEntry, { kind: 'event' }>

/** What is told under an answer that a server did not hand over, or has not yet. */
export interface Bounce {
  late: boolean
  to: string
  /** Key of what its status means. */
  meaning: string
  status: string | null
  words: string | null
}

/** Enhanced statuses (RFC 3463) by what a person can do about them; the first that fits. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  // 7 to 9 are about the sender's address.
  [/^[45]\.1\.([0-6]|10)$/, 'address'],
  [/^[45]\.2\.1$/, 'closed'],
  [/^[45]\.2\.2$/, 'full'],
  [/^[45]\.(2\.3|3\.4)$/, 'large'],
  [/^[45]\.4\.[0-9]+$/, 'unreachable'],
  [/^[45]\.7\.[0-9]+$/, 'unwanted'],
]

export function meaningOf(status: string | null): string {
  return MEANINGS.find(([form]) => form.test(status ?? ''))?.[1] ?? 'other'
}

/** The last that was told of a message: what came back for good stays so, whatever is told later of its delay. */
export function bounceOf(messageId: string, events: Happening[]): Bounce | undefined {
  const told = events.filter(({ about }) => about === messageId)
  const last = told.findLast(({ what }) => what === 'undelivered') ?? told.at(-1)
  if (!last) return undefined
  const { status = null, words = null } = last.detail ?? {}
  return { late: last.what === 'delayed', to: last.to ?? '', meaning: meaningOf(status), status, words }
}
