import type { Audience, ConversationDetail } from '../../../server/api.ts'

/** `alike`: whoever could read what is answered, where that is not one person for certain. */
export type Heard = Audience | 'alike'

/** Who will read an answer: as chosen, else as the message that it answers, and never fewer than will. */
export function heardBy(
  visibility: ConversationDetail['visibility'],
  chosen: Audience | undefined,
  offered: readonly Audience[] = [],
): Heard {
  if (chosen) return chosen
  if (visibility === 'public') return 'public'
  return offered.includes('followers') ? 'alike' : 'direct'
}
