import { useTranslation } from 'react-i18next'
import type { Person } from '../../server/api.ts'
import { SENTIMENTS } from '../app/search.ts'
import { SentimentTag } from '../kit/sentiment-tag.tsx'
import { useFormat } from '../lib/use-format.ts'
import classes from './person.module.css'

/** How this person has spoken so far, in counts and in a bar. */
export function SentimentShare({ sentiment }: Pick<Person, 'sentiment'>) {
  const { t } = useTranslation('person')
  const format = useFormat()
  const total = sentiment.positive + sentiment.neutral + sentiment.negative
  if (total === 0) return null
  return (
    <div>
      <h3>{t('tone', { count: total })}</h3>
      <div className={classes.share} aria-hidden>
        {SENTIMENTS.map((key) => (
          <span key={key} data-sentiment={key} style={{ flexGrow: sentiment[key] }} />
        ))}
      </div>
      <ul className={classes.shareKey}>
        {SENTIMENTS.map((key) => (
          <li key={key}>
            <SentimentTag sentiment={key} /> {format.number(sentiment[key])}
          </li>
        ))}
      </ul>
    </div>
  )
}
