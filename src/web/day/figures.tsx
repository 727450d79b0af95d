import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../server/api.ts'
import { IconArrowDown, IconArrowUp } from '../kit/icons.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './day.module.css'
import { behind, comparedOf } from './figure.ts'

type Figure = Day['figures'][number]

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
  const list = behind(figure.key, date)
  if (!list) return <div className={className}>{children}</div>
  return (
    <Link {...list} className={className}>
      {children}
    </Link>
  )
}

function Comparison({ figure }: { figure: Figure }) {
  const { t } = useTranslation('day')
  const format = useFormat()
  const value = useValue()
  const compared = comparedOf(figure)
  if (figure.usual === null) return <span className="hush small">{t('figure.no_usual')}</span>
  const usual = (
    <span className="hush small">{t('figure.usual', { usual: value(figure, figure.usual) })}</span>
  )
  if (compared === 'none') return usual
  const Arrow = compared === 'up' ? IconArrowUp : IconArrowDown
  return (
    <span className={`small ${classes.comparison}`}>
      {compared === 'usual' ? (
        <strong>{t('figure.as_usual')}</strong>
      ) : (
        <strong className="with-icon">
          <Arrow size={14} aria-hidden />
          {format.change(figure.value, figure.usual)}
        </strong>
      )}
      {usual}
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
