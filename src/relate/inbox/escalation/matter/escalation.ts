import type { EntryKind } from '../tables.ts'

export type State =
  | 'sent'
  | 'seen'
  | 'answered'
  | 'asked_back'
  | 'solved'
  | 'refused'
  | 'withdrawn'
  | 'expired'

/** What is not over: somebody has still to do something. */
export const OPEN = ['sent', 'seen', 'answered', 'asked_back', 'expired'] as const satisfies State[]
/** What the service has still to answer: reminders go on, and links run out. */
export const WAITING = ['sent', 'seen'] as const satisfies State[]

export type Side = 'service' | 'member' | 'tool' | 'clock'

/** Who may do what, while it stands where, and where it stands then. */
const MOVES: Partial<Record<EntryKind, { by: Side[]; from: readonly State[]; to: State | 'same' }>> = {
  seen: { by: ['service'], from: ['sent'], to: 'seen' },
  answer: {
    by: ['service', 'tool'],
    from: ['sent', 'seen', 'answered', 'asked_back', 'expired'],
    to: 'answered',
  },
  question: {
    by: ['service'],
    from: ['sent', 'seen', 'answered', 'asked_back', 'expired'],
    to: 'asked_back',
  },
  handed: { by: ['service'], from: ['sent', 'seen', 'answered', 'asked_back'], to: 'same' },
  solved: { by: ['service', 'member', 'tool'], from: OPEN, to: 'solved' },
  refused: { by: ['service', 'tool'], from: OPEN, to: 'refused' },
  reply: { by: ['member'], from: OPEN, to: 'sent' },
  withdrawn: { by: ['member'], from: OPEN, to: 'withdrawn' },
  reopened: { by: ['member', 'tool'], from: ['solved', 'refused', 'withdrawn'], to: 'sent' },
  told: { by: ['member'], from: [...OPEN, 'solved', 'refused', 'withdrawn'], to: 'same' },
  expired: { by: ['clock'], from: WAITING, to: 'expired' },
  reminded: { by: ['clock'], from: WAITING, to: 'same' },
  manager: { by: ['clock'], from: WAITING, to: 'same' },
}

/** Where it stands after that; undefined where it cannot be done. */
export function moved(state: State, kind: EntryKind, by: Side): State | undefined {
  // What a service still says once it is over, by its page or in its tool, is kept, and changes nothing.
  if (kind === 'answer' && (by === 'service' || by === 'tool') && !isOpen(state)) return state
  const move = MOVES[kind]
  if (!move?.by.includes(by) || !move.from.includes(state)) return undefined
  return move.to === 'same' ? state : move.to
}

export function isOpen(state: State): boolean {
  return (OPEN as readonly State[]).includes(state)
}

export function isWaiting(state: State): boolean {
  return (WAITING as readonly State[]).includes(state)
}

/** Texts that a reason is asked for with: a service that refuses says why. */
export function needsWords(kind: EntryKind): boolean {
  return ['answer', 'question', 'reply', 'refused'].includes(kind)
}

/** As much of a name as a service needs to find an order: `Inès B.`; of one word, the word. */
export function shortName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/)
  const last = rest.at(-1)
  return last ? `${first} ${[...last][0]?.toUpperCase()}.` : first
}
