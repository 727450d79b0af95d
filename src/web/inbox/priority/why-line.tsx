import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../server/api.ts'
import { useNow } from '../../lib/clock.ts'
import classes from '../inbox.module.css'
import { usePriorityWords, waitWeight } from './words.ts'

/** Why a conversation comes where it does: each reason, and on hover what it weighs. */
export function WhyLine({ talk }: { talk: Conversation }) {
  const { t } = useTranslation('inbox')
  const wordsOf = usePriorityWords()
  const now = useNow()
  const why = wordsOf(talk)
  if (why.length === 0) return null
  const waited = talk.status === 'open' ? waitWeight(talk.waitingSince, now) : 0
  const weights = [
    ...why.map(({ words, weight }) => t('weights', { words, weight })),
    ...(waited > 0 ? [t('weight_wait', { weight: waited })] : []),
  ]
  return (
    <span
      className={`hush ${classes.whyLine}`}
      title={[t('weight_title', { priority: talk.priority }), ...weights].join('\n')}
    >
      {t('priority', { why: why.map(({ words }) => words).join(' · ') })}
      <span className="hidden-visually"> {weights.join(', ')}</span>
    </span>
  )
}
