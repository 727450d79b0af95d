import { useNetwork } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconCloudOff } from '../kit/icons.ts'
import { useLiveState } from './live.ts'
import classes from './shell.module.css'

const GRACE_MS = 4_000

/** Said only when the silence lasts: a reconnection of a second is nobody's concern. */
export function OfflineNotice() {
  const { t } = useTranslation()
  const { online } = useNetwork()
  const live = useLiveState()
  const cut = !online || live === 'lost'
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!cut) return setShown(false)
    const timer = setTimeout(() => setShown(true), GRACE_MS)
    return () => clearTimeout(timer)
  }, [cut])
  return (
    <div role="status">
      {shown && (
        <p className={classes.offline}>
          <IconCloudOff size={18} aria-hidden />
          {t(online ? 'shell.live_lost' : 'shell.offline')}
        </p>
      )}
    </div>
  )
}
