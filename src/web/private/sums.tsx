import { useTranslation } from 'react-i18next'
import type { PrivateMove } from '../../server/api.ts'
import { ORDER, toneOf } from '../inbox/private/tone.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './private.module.css'

/** How many are in each state, and that together they are as many as at the start. */
export function Sums({ move }: { move: PrivateMove }) {
  const { t } = useTranslation('private')
  const { number } = useFormat()
  const there = ORDER.filter((state) => move.sums[state] > 0)
  const sum = there.reduce((total, state) => total + move.sums[state], 0)
  return (
    <p className={classes.sums}>
      {there.map((state) => (
        <span key={state} className="tag" data-tone={toneOf(state)}>
          {t(`state.${state}`)} {number(move.sums[state])}
        </span>
      ))}
      <span className="hush small">{t('move.sum', { sum, total: move.total })}</span>
    </p>
  )
}
