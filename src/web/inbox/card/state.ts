import type { LinkCard, MessageLimits } from '../../../server/api.ts'
import type { Draft } from '../answer/draft.ts'

/** Where the card of a link stands: `theirs` is made by the network, `off` was taken off, `beside` gives way to files. */
export type CardState = 'none' | 'theirs' | 'off' | 'beside' | 'asked' | 'shown' | 'nothing'

export function stateOf(
  draft: Pick<Draft, 'media' | 'bare'>,
  limits: Pick<MessageLimits, 'card'> | undefined,
  link: string | undefined,
  asked: { data?: LinkCard | null | undefined; isError: boolean },
): CardState {
  if (!link || !limits?.card) return 'none'
  if (limits.card === 'network') return 'theirs'
  if (draft.media.length > 0) return 'beside'
  if (draft.bare === link) return 'off'
  if (asked.data) return 'shown'
  return asked.data === null || asked.isError ? 'nothing' : 'asked'
}

/** As a reply takes it. */
export function cardBody(card: LinkCard | undefined) {
  if (!card) return {}
  const { url, title, description, thumb } = card
  return { card: { url, title, description, ...(thumb ? { thumb } : {}) } }
}
