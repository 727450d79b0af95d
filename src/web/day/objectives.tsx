import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ObjectiveState } from '../../server/api.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './day.module.css'
import { isReached } from './objective.ts'

function Objective({ objective }: { objective: ObjectiveState }) {
  const { t } = useTranslation('day')
  const format = useFormat()
  const done = isReached(objective)
  const amount = (value: number) =>
    t(`unit.${objective.indicator}`, {
      value: format.number(value, { maximumFractionDigits: 1 }),
      defaultValue: '{{value}}',
    })
  return (
    <li className={classes.objective}>
      <div>
        <strong>{objective.label || t(`indicator.${objective.indicator}`)}</strong>
        <p className="hush small">
          {t('objectives.target', {
            target: amount(objective.target),
            by: objective.by
              ? format.day(objective.by, { day: 'numeric', month: 'short', year: 'numeric' })
              : '—',
          })}
          {objective.agreedWith && ` ${t('objectives.agreed', { who: objective.agreedWith })}`}
        </p>
      </div>
      <div className={classes.objectiveValue}>
        <span className={classes.figureSmall}>
          {objective.value === null ? t('objectives.unknown') : amount(objective.value)}
        </span>
        {done !== null && (
          <span className="tag" data-tone={done ? 'good' : 'warm'}>
            {t(done ? 'objectives.reached' : 'objectives.not_yet')}
          </span>
        )}
      </div>
    </li>
  )
}

export function Objectives({ objectives }: { objectives: ObjectiveState[] }) {
  const { t } = useTranslation('day')
  return (
    <section className={`sheet ${classes.wide}`} aria-labelledby="objectives">
      <h2 id="objectives">{t('objectives.title')}</h2>
      {objectives.length === 0 ? (
        <p className="hush">
          {t('objectives.none')} <Link to="/settings/workspace">{t('objectives.set')}</Link>
        </p>
      ) : (
        <ul className={classes.objectives}>
          {objectives.map((objective) => (
            <Objective key={objective.id} objective={objective} />
          ))}
        </ul>
      )}
    </section>
  )
}
