import { useTranslation } from 'react-i18next'
import type { TimeByArea } from '../../server/api.ts'
import { useFormat } from '../lib/use-format.ts'
import { AREAS } from './area.ts'
import { useDuration } from './duration.ts'
import classes from './time.module.css'

interface Props {
  minutes: TimeByArea | null
  shares: TimeByArea
  reference: TimeByArea
}

/** Each kind of work: a bar as long as its share, a mark where the reference stands, and both in words. */
export function Split({ minutes, shares, reference }: Props) {
  const { t } = useTranslation('time')
  const { percent } = useFormat()
  const duration = useDuration()
  const top = Math.max(40, ...AREAS.map((area) => Math.max(shares[area], reference[area])))
  return (
    <ul className={classes.split}>
      {AREAS.map((area) => (
        <li key={area}>
          <span className={classes.area}>
            <strong>{t(`area.${area}`)}</strong>
            <span className="small hush">{t(`where.${area}`)}</span>
          </span>
          <span className={classes.track} aria-hidden>
            <span className={classes.fill} style={{ width: `${(100 * shares[area]) / top}%` }} />
            <span
              className={classes.mark}
              style={{ insetInlineStart: `${(100 * reference[area]) / top}%` }}
            />
          </span>
          <span className={classes.words}>
            <strong className="number">{percent(shares[area] / 100)}</strong>{' '}
            <span className="small hush">
              {minutes
                ? t('beside', { time: duration(minutes[area]), share: percent(reference[area] / 100) })
                : t('reference', { share: percent(reference[area] / 100) })}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
