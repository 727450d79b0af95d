import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { IconAlertTriangle } from '../kit/icons.ts'
import { When } from '../kit/when.tsx'
import { AlarmActions } from './actions.tsx'
import classes from './alarm.module.css'
import { LevelTag } from './level.tsx'
import { openAlarmsQuery } from './queries.ts'
import { PostsOf } from './watched.tsx'

/** Where an alarm is looked at. */
function SubjectLink({ alarm: { subject, kind } }: { alarm: Alarm }) {
  const { t } = useTranslation('alarm')
  const words = t(subject.kind === 'channel' && kind !== 'quiet' ? 'see.posts' : `see.${subject.kind}`)
  if (subject.kind === 'alert') {
    return (
      <Link to="/watch/$alertId" params={{ alertId: subject.id }} search={{ range: '7d' }}>
        {words}
      </Link>
    )
  }
  if (subject.kind === 'topic' || (subject.kind === 'channel' && kind !== 'quiet'))
    return <PostsOf kind={subject.kind} id={subject.id} words={words} />
  return <Link to="/settings/channels">{words}</Link>
}

function OpenAlarm({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('alarm')
  const [first, ...more] = alarm.verdict
  return (
    <li className="notice" data-tone={alarm.level > 1 ? 'bad' : 'warm'}>
      <IconAlertTriangle size={20} aria-hidden />
      <div className={classes.told}>
        <p>
          <LevelTag alarm={alarm} /> <strong>{first}</strong>
        </p>
        {more.length > 0 && <p>{more.join(' ')}</p>}
        <p className="small hush">
          {t('since')} <When at={alarm.opened} />
        </p>
        <p>
          <SubjectLink alarm={alarm} />
        </p>
        <AlarmActions alarm={alarm} />
      </div>
    </li>
  )
}

/** What is out of the ordinary now, the gravest first; nothing at all while nothing is. */
export function OpenAlarms({ className }: { className?: string | undefined }) {
  const { t } = useTranslation('alarm')
  const canRead = useCan('alerts:read')
  const alarms = useQuery({ ...openAlarmsQuery, enabled: canRead }).data ?? []
  if (alarms.length === 0) return null
  return (
    <section className={className} aria-label={t('open')}>
      <ul className={classes.list}>
        {alarms
          .toSorted((a, b) => b.level - a.level || b.index - a.index)
          .map((alarm) => (
            <OpenAlarm key={alarm.id} alarm={alarm} />
          ))}
      </ul>
    </section>
  )
}
