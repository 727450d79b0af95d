/** What was decided of one in the list; the rest is read where it stands. */
export type Stage = 'queued' | 'decided' | 'refused' | 'cancelled' | 'joined' | 'erased'

/**
 * How it stands with somebody who is asked to go on in private: each is in exactly one of these at any time.
 * `queued` has its turn in the list to come; `waiting` is in the outbox; `unknown` may have left, and a person is asked; `sent`
 * is invited; `absent` has not come in time; `came`, `answered` and `closed` are in private.
 */
export const STATES = [
  'queued',
  'waiting',
  'unknown',
  'refused',
  'sent',
  'absent',
  'came',
  'answered',
  'closed',
  'joined',
  'erased',
  'cancelled',
] as const
export type State = (typeof STATES)[number]

export interface Standing {
  stage: Stage
  expires: Date | null
  revoked: Date | null
}

/** Where who came is: what the list needs of a conversation. */
export interface PrivateSide {
  status: 'open' | 'snoozed' | 'done'
  waiting_since: Date | null
}

/** How the outbox has what was decided. */
export type Left = 'waiting' | 'sent' | 'refused' | 'dropped' | 'unknown' | 'gone'

/**
 * @param left the line and, where there is one, the private message
 * @param there where they came; null where nobody has
 */
export function stateOf(row: Standing, left: readonly Left[], there: PrivateSide | null, now: Date): State {
  if (row.stage !== 'decided') return row.stage
  if (there) {
    if (there.status === 'done') return 'closed'
    return there.waiting_since ? 'came' : 'answered'
  }
  if (row.revoked) return 'cancelled'
  // Erased with what it answered: only that takes a delivery out of the outbox.
  if (left.length === 0 || left.includes('gone')) return 'erased'
  for (const [is, state] of LEFT) if (left.includes(is)) return state
  return row.expires && row.expires <= now ? 'absent' : 'sent'
}

/** What has gone worst tells. */
const LEFT: readonly [Left, State][] = [
  ['unknown', 'unknown'],
  ['refused', 'refused'],
  ['dropped', 'cancelled'],
  ['waiting', 'waiting'],
]

export type Sums = Record<State, number>

/** How many are in each state; all of them together are as many as there are. */
export function sumsOf(states: readonly State[]): Sums {
  const sums = Object.fromEntries(STATES.map((state) => [state, 0])) as Sums
  for (const state of states) sums[state]++
  return sums
}

/** Whether something is still to be done without anybody: what is left is for people. */
export function isUnderWay(sums: Sums): boolean {
  return sums.queued + sums.waiting > 0
}
