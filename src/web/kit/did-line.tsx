import { useTranslation } from 'react-i18next'
import type { ActivityItem } from '../../server/api.ts'
import { money } from '../lib/money.ts'
import { useFormat } from '../lib/use-format.ts'

/** Verbs that say something; the others are told in a line. */
const SPOKEN = new Set(['Create', 'Question', 'Review', 'Announce'])

/** Whether an item is an act (a like, an order, a subscription) rather than words. */
export function isAct(item: ActivityItem): boolean {
  return !SPOKEN.has(item.verb) || (item.verb === 'Announce' && !item.text && !item.title)
}

/** What was done, in a few words: "liked a post", "ordered … for 57.90 €". */
export function DidLine({ item }: { item: ActivityItem }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const key = i18n.exists(`did.${item.verb}`) ? `did.${item.verb}` : 'did.other'
  const amount = item.amount !== null && item.currency ? money(format.locale, item.amount, item.currency) : ''
  return <p className="post-did">{[t(key), item.title ?? item.text, amount].filter(Boolean).join(' ')}</p>
}
