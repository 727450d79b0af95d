import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../server/api.ts'
import classes from './alarm.module.css'

/** What an alarm is, in two words: never by colour alone. */
export function LevelTag({ alarm }: { alarm: Pick<Alarm, 'kind' | 'level' | 'ended'> }) {
  const { t } = useTranslation('alarm')
  const words = alarm.kind === 'crisis' ? t(`level.${alarm.level}`) : t(`kind.${alarm.kind}`)
  return (
    <span className={classes.level} data-level={alarm.ended ? 0 : alarm.level}>
      {words}
    </span>
  )
}
