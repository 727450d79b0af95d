import { isToxic, type StoredActivity } from '../../../activity/index.ts'
import type { Sanction } from '../charter/charter.ts'

/**
 * `proposed` waits for a second person; `done` stands; `refused` by the second person, or `withdrawn` by who proposed it,
 * before anything happened; `restored` after.
 */
export const ACT_STATES = ['proposed', 'done', 'refused', 'withdrawn', 'restored'] as const
export type ActState = (typeof ACT_STATES)[number]

/** On the network, or in Veillée alone where the network has nothing of the kind. */
export const SCOPES = ['network', 'here'] as const
export type Scope = (typeof SCOPES)[number]

/** `later`: once it is decided; `sent`: in the outbox; `unreachable`: nobody can be told by that channel. */
export const NOTICE_STATES = ['later', 'sent', 'unreachable'] as const
export type NoticeState = (typeof NOTICE_STATES)[number]

/** Why a second person is asked. */
export const CRITICAL = ['negative', 'low-rating', 'corrected', 'unread', 'person'] as const
export type Critical = (typeof CRITICAL)[number]

type Judged = Pick<StoredActivity, 'sentiment' | 'toxicity' | 'rating' | 'corrected'>

/** Stars at which a review is a criticism. */
const LOW = 3

/**
 * Why nobody does this alone, if so: it speaks ill of the brand and offends nobody, or nobody can tell, or it silences a
 * person. What a person has corrected is judged by a second one as well, or a verdict could be turned first and the post
 * removed after (T25).
 */
export function criticalOf(activity: Judged, kind: Sanction): Critical | null {
  if (kind === 'mute' || kind === 'block') return 'person'
  if (activity.corrected?.some((one) => one === 'sentiment' || one === 'toxicity')) return 'corrected'
  if (activity.toxicity === null) return 'unread'
  if (isToxic(activity)) return null
  if (activity.sentiment === 'negative') return 'negative'
  return activity.rating !== null && activity.rating <= LOW ? 'low-rating' : null
}

export interface Mark {
  in: 'text' | 'title'
  start: number
  end: number
}

/** The words at stake; undefined where the mark holds none of them, or cuts a letter in two. */
export function markedWords(
  { text, title }: Pick<StoredActivity, 'text' | 'title'>,
  mark: Mark,
): string | undefined {
  const whole = (mark.in === 'title' ? title : text) ?? ''
  const { start, end } = mark
  if (start < 0 || end > whole.length || start >= end) return undefined
  const words = whole.slice(start, end)
  const cuts = splits(whole, start) || splits(whole, end)
  return cuts || words.trim() === '' ? undefined : words
}

function splits(text: string, at: number): boolean {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)]
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}

/** What takes it back on a network. */
export const UNDO = { hide: 'unhide', mute: 'unmute', block: 'unblock' } as const

export type NetworkAct = keyof typeof UNDO

/** What a network can be asked; to blur is nobody's business but ours. */
export function isNetworkAct(kind: Sanction): kind is NetworkAct {
  return kind in UNDO
}

/** Who may judge an appeal: nobody who had a part in the act. */
export function hadPart(act: { proposed_by: string; decided_by: string | null }, memberId: string): boolean {
  return act.proposed_by === memberId || act.decided_by === memberId
}
