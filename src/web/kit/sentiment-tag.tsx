import { useTranslation } from 'react-i18next'
import type { Sentiment } from '../../server/api.ts'

const SIGNS: Record<Sentiment, string> = { positive: '+', neutral: '=', negative: '−' }

/** Told by a sign and a word; the colour only helps. */
export function SentimentTag({ sentiment, brief }: { sentiment: Sentiment; brief?: boolean }) {
  const { t } = useTranslation()
  const word = t(`sentiment.${sentiment}`)
  return (
    <span className="tag" data-sentiment={sentiment} title={brief ? word : undefined}>
      <span aria-hidden className="tag-sign">
        {SIGNS[sentiment]}
      </span>
      <span className={brief ? 'hidden-visually' : undefined}>{word}</span>
    </span>
  )
}
