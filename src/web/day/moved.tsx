import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../server/api.ts'
import { IconArrowDown, IconArrowUp } from '../kit/icons.ts'
import { SentimentTag } from '../kit/sentiment-tag.tsx'
import { VeiledWords } from '../kit/veil/veiled-words.tsx'
import { useFormat } from '../lib/use-format.ts'
import classes from './day.module.css'

function Move({ move }: { move: Day['moved'][number] }) {
  const { t } = useTranslation('day')
  const format = useFormat()
  const Arrow = move.direction === 'up' ? IconArrowUp : IconArrowDown
  return (
    <li className={classes.move}>
      <p>
        <Link to="/watch/$alertId" params={{ alertId: move.alertId }} search={{ range: '7d' }}>
          <strong>{move.name}</strong>
        </Link>{' '}
        <span className="with-icon">
          <Arrow size={15} aria-hidden />
          {t(`moved.${move.direction}`, {
            value: format.number(move.value),
            usual: format.number(move.usual),
          })}
        </span>
      </p>
      {move.sample?.text && (
        <blockquote className={classes.quote} lang={move.sample.lang}>
          <VeiledWords toxicity={move.sample.toxicity}>{move.sample.text}</VeiledWords>{' '}
          <SentimentTag sentiment={move.sample.sentiment} brief />
        </blockquote>
      )}
    </li>
  )
}

/** Alerts whose yesterday stands apart from their usual weekday, with the figures that show it. */
export function Moved({ moved }: { moved: Day['moved'] }) {
  const { t } = useTranslation('day')
  return (
    <section className="sheet" aria-labelledby="moved">
      <h2 id="moved">{t('moved.title')}</h2>
      {moved.length === 0 ? (
        <p className="hush">{t('moved.none')}</p>
      ) : (
        <ul className="stack">
          {moved.map((move) => (
            <Move key={move.alertId} move={move} />
          ))}
        </ul>
      )}
    </section>
  )
}
