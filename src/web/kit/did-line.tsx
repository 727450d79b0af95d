import { useTranslation } from 'react-i18next'
import type { ActivityItem } from '../../server/api.ts'
import { money } from '../lib/money.ts'
import { useFormat } from '../lib/use-format.ts'

/** What was done, in a few words: "liked a post", "ordered … for 57.90 €". */
export function DidLine({ item }: { item: ActivityItem }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const key = i18n.exists(`did.${item.verb}`) ? `did.${item.verb}` : 'did.other'
  const amount = item.amount !== null && item.currency ? money(format.locale, item.amount, item.currency) : ''
  return <p className="post-did">{[t(key), item.title ?? item.text, amount].filter(Boolean).join(' ')}</p>
}
