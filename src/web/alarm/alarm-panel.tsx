import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Alarm, AlarmDetail } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { safeUrl } from '../kit/address.ts'
import { IconExternalLink } from '../kit/icons.ts'
import { actorName, PostBody } from '../kit/post-card.tsx'
import { When } from '../kit/when.tsx'
import { useFormat } from '../lib/use-format.ts'
import { AlarmActions } from './actions.tsx'
import classes from './alarm.module.css'
import { BaselineChart } from './baseline-chart.tsx'
import { LevelTag } from './level.tsx'
import { Notes } from './notes.tsx'
import { alarmQuery, alarmsOfQuery } from './queries.ts'

const FACTORS = ['volume', 'negativity', 'speed', 'diversity', 'influence'] as const

function Severity({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('alarm')
  const format = useFormat()
  return (
    <div>
      <h3>{t('severity', { index: alarm.index })}</h3>
      <dl className={classes.factors}>
        {FACTORS.map((key) => (
          <div key={key}>
            <dt>{t(`factor.${key}`)}</dt>
            <dd>
              <span className={classes.track} aria-hidden>
                <span style={{ inlineSize: `${alarm.factors[key] * 100}%` }} />
              </span>
              {format.percent(alarm.factors[key])}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function OnNetwork({ url }: { url: string | null }) {
  const { t } = useTranslation()
  const safe = safeUrl(url)
  if (!safe) return null
  return (
    <a href={safe} target="_blank" rel="noreferrer noopener nofollow" className="with-icon small">
      <IconExternalLink size={14} aria-hidden /> {t('post.open')}
    </a>
  )
}

function Drivers({ alarm }: { alarm: AlarmDetail }) {
  const { t } = useTranslation('alarm')
  if (alarm.drivers.length === 0) return null
  return (
    <div>
      <h3>{t('drivers')}</h3>
      <ul className="stack">
        {alarm.drivers.map(({ activity, told }) => (
          <li key={activity.id} className={classes.post}>
            <p className="small">
              <strong>{actorName(activity.actor, t('somebody'))}</strong> <When at={activity.published} />
              {told > 1 && <> · {t('told', { count: told })}</>}
            </p>
            <PostBody item={activity} why={false} brief />
            <OnNetwork url={activity.url} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Amplifiers({ alarm }: { alarm: AlarmDetail }) {
  const { t } = useTranslation('alarm')
  if (alarm.amplifiers.length === 0) return null
  return (
    <div>
      <h3>{t('amplifiers')}</h3>
      <ul className={classes.people}>
        {alarm.amplifiers.map(({ activity, posts, reposts, passedOn, followers }) => (
          <li key={activity.id}>
            <strong>{actorName(activity.actor, t('somebody'))}</strong>{' '}
            <span className="small hush">
              {posts > reposts && t('carries', { count: posts - reposts })}
              {posts > reposts && reposts > 0 && ' · '}
              {reposts > 0 && t('passes', { count: reposts })}
              {passedOn > 0 && <> · {t('passed_on', { count: passedOn })}</>}
              {followers > 0 && <> · {t('followers', { count: followers })}</>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Whole({ id }: { id: string }) {
  const { t } = useTranslation('alarm')
  const alarm = useQuery(alarmQuery(id)).data
  if (!alarm) return null
  const [first, ...more] = alarm.verdict
  return (
    <section className={`sheet ${classes.panel}`} aria-label={t('panel')} data-level={alarm.level}>
      <header>
        <h2>
          <LevelTag alarm={alarm} /> {first}
        </h2>
        <p>{more.join(' ')}</p>
        <p className="small hush">
          {t('since')} <When at={alarm.opened} />
          {alarm.calm && <> · {t('calming')}</>}
        </p>
        <AlarmActions alarm={alarm} />
      </header>
      <div className={classes.columns}>
        <div className={classes.column}>
          {alarm.kind !== 'drift' && <Severity alarm={alarm} />}
          <Amplifiers alarm={alarm} />
          <Notes alarm={alarm} />
        </div>
        <Drivers alarm={alarm} />
      </div>
    </section>
  )
}

function Past({ alarms }: { alarms: Alarm[] }) {
  const { t } = useTranslation('alarm')
  if (alarms.length === 0) return null
  return (
    <details className={classes.past}>
      <summary>{t('past', { count: alarms.length })}</summary>
      <ul className="stack">
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <LevelTag alarm={alarm} /> {alarm.verdict[0]}{' '}
            <span className="small hush">
              <When at={alarm.opened} />
              {alarm.how && <> · {t(`how.${alarm.how}`, { name: alarm.endedBy ?? t('somebody') })}</>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function useAlarmsOf(alertId: string): Alarm[] | undefined {
  const canRead = useCan('alerts:read')
  return useQuery({ ...alarmsOfQuery(alertId), enabled: canRead }).data
}

/** The alarm of an alert that goes on; nothing while nothing does. */
export function OpenAlarm({ alertId }: { alertId: string }) {
  const open = useAlarmsOf(alertId)?.find((alarm) => alarm.ended === null)
  return open ? <Whole id={open.id} /> : null
}

/** What is usual of an alert, and its alarms of before. */
export function Usual({ alertId }: { alertId: string }) {
  const { t } = useTranslation('alarm')
  const past = useAlarmsOf(alertId)?.filter((alarm) => alarm.ended !== null) ?? []
  return (
    <section className={`sheet ${classes.usual}`} aria-label={t('baseline.label')}>
      <BaselineChart alertId={alertId} />
      <Past alarms={past} />
    </section>
  )
}
