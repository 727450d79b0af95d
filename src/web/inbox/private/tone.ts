import type { PrivateState } from '../../../server/api.ts'

const TONES: Partial<Record<PrivateState, string>> = {
  refused: 'bad',
  unknown: 'warm',
  absent: 'warm',
  came: 'info',
  answered: 'good',
  closed: 'good',
}

/** How a state is coloured; its word says the same. */
export function toneOf(state: PrivateState): string | undefined {
  return TONES[state]
}

/** The order in which a list is told: what asks for somebody first. */
export const ORDER: readonly PrivateState[] = [
  'refused',
  'unknown',
  'absent',
  'came',
  'queued',
  'waiting',
  'sent',
  'answered',
  'closed',
  'joined',
  'erased',
  'cancelled',
]
