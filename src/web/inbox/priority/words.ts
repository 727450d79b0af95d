import { useTranslation } from 'react-i18next'
import type { Conversation, PriorityReason } from '../../../server/api.ts'
import { useFormat } from '../../lib/use-format.ts'

/** Points that an hour of waiting brings, as the server counts. */
const POINTS_AN_HOUR = 5

/** What a reason is called, and what it weighs. */
export interface Told {
  words: string
  weight: number
}

/** Whole points that the wait has brought by now. */
export function waitWeight(waitingSince: string | null, now: number): number {
  if (!waitingSince) return 0
  return Math.max(0, Math.floor(((now - Date.parse(waitingSince)) / 3_600_000) * POINTS_AN_HOUR))
}

/** The reasons for which a conversation presses, the weightiest first; the wait apart, as it goes on. */
export function usePriorityWords(): (talk: Conversation) => Told[] {
  const { t, i18n } = useTranslation('inbox')
  const format = useFormat()
  const wordsOf = ({ reason, amount, name }: PriorityReason) => {
    if (name) return t(`why_named.${reason}`, { name, defaultValue: name })
    const key = i18n.exists(`inbox:why.${reason}`) || amount !== undefined ? `why.${reason}` : undefined
    if (!key) return reason.replaceAll(/[._-]/g, ' ')
    const options = (amount ?? 0) >= 10_000 ? ({ notation: 'compact' } as const) : {}
    return t(key, { count: amount ?? 1, number: format.number(amount ?? 1, options) })
  }
  return (talk) => talk.priorityWhy.map((one) => ({ words: wordsOf(one), weight: one.weight }))
}
