import { useTranslation } from 'react-i18next'
import { IconAlertTriangle, IconClock } from '../kit/icons.ts'
import type { Bounce } from './bounce.ts'
import classes from './inbox.module.css'

/** Under the answer that was read by nobody: why, in our words and in the other server's. */
export function BounceNote({ bounce }: { bounce: Bounce }) {
  const { t } = useTranslation('inbox')
  const { late, to, meaning, status, words } = bounce
  const Icon = late ? IconClock : IconAlertTriangle
  const said = [status, words].filter(Boolean).join(' · ')
  return (
    <div className={classes.bounce} data-late={late || undefined}>
      <p className="with-icon">
        <Icon size={16} aria-hidden />{' '}
        {t(late ? 'bounce.late' : 'bounce.back', { to: to || t('bounce.them') })}
      </p>
      <p>{t(late ? 'bounce.tries' : `bounce.${meaning}`)}</p>
      {said && <p className="small">{t('bounce.said', { said })}</p>}
    </div>
  )
}
