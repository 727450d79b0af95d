import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../server/api.ts'
import { IconArrowDown, IconArrowUp } from '../kit/icons.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './day.module.css'

type Figure = Day['figures'][number]

/** Less than a tenth away from the usual is the usual. */
const QUIET = 0.1

function useValue(): (figure: Pick<Figure, 'value' | 'unit'>, value?: number) => string {
  const format = useFormat()
  return ({ value, unit }, other = value) => {
    if (unit === 'percent' || unit === '%') return format.percent(other / 100)
    return format.number(other, other >= 10_000 ? { notation: 'compact', maximumFractionDigits: 1 } : {})
  }
}

/** The list behind a figure, for the day it tells of. */
function FigureLink({ figure, date, children }: { figure: Figure; date: string; children: ReactNode }) {
  const className = classes.figureLink ?? ''
  const day = { from: date, to: date }
  if (figure.key === 'messages')
    return (
      <Link to="/inbox" className={className}>
        {children}
      </Link>
    )
  if (figure.key === 'answered') {
    return (
      <Link to="/inbox" search={{ view: 'waiting' }} className={className}>
        {children}
      </Link>
    )
  }
  if (figure.key === 'positive' || figure.key === 'negative') {
    return (
      <Link to="/watch/posts" search={{ ...day, sentiment: figure.key }} className={className}>
        {children}
      </Link>
    )
  }
  if (figure.key === 'mentions') {
    return (
      <Link to="/watch/posts" search={day} className={className}>
        {children}
      </Link>
    )
  }
  return <div className={className}>{children}</div>
}

function Comparison({ figure }: { figure: Figure }) {
  const { t } = useTranslation('day')
  const format = useFormat()
  const value = useValue()
  if (figure.usual === null) return <span className="hush small">{t('figure.no_usual')}</span>
  if (figure.usual === 0)
    return <span className="hush small">{t('figure.usual', { usual: value(figure, 0) })}</span>
  const share = (figure.value - figure.usual) / figure.usual
  const Arrow = share > 0 ? IconArrowUp : IconArrowDown
  return (
    <span className={`small ${classes.comparison}`}>
      {Math.abs(share) >= QUIET ? (
        <strong className="with-icon">
          <Arrow size={14} aria-hidden />
          {format.change(figure.value, figure.usual)}
        </strong>
      ) : (
        <strong>{t('figure.as_usual')}</strong>
      )}
      <span className="hush">{t('figure.usual', { usual: value(figure, figure.usual) })}</span>
    </span>
  )
}

export function Figures({ figures, date }: { figures: Figure[]; date: string }) {
  const { t } = useTranslation('day')
  const format = useFormat()
  const value = useValue()
  const day = format.day(date, { weekday: 'long', day: 'numeric', month: 'long' })
  const weekday = format.day(date, { weekday: 'long' })
  return (
    <section className={`sheet sheet-flush ${classes.wide}`} aria-labelledby="yesterday">
      <header className={classes.sectionHead}>
        <h2 id="yesterday">{t('figure.title', { day })}</h2>
        <p className="hush small">{t('figure.explain', { weekday })}</p>
      </header>
      <ul className={classes.figures}>
        {figures.map((figure) => (
          <li key={figure.key}>
            <FigureLink figure={figure} date={date}>
              <span className={classes.figureName}>{t(`figure.${figure.key}`)}</span>
              <span className={classes.figureValue}>{value(figure)}</span>
              <Comparison figure={figure} />
            </FigureLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
