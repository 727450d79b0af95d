import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../server/api.ts'
import { words } from '../app/i18n.ts'
import { closes } from '../app/say.ts'
import { useCan } from '../app/session.ts'
import { newlyRaised } from './news.ts'
import { openAlarmsQuery } from './queries.ts'

/** Notices are drawn outside the router: where to go is handed to them. */
function Message({ alarm, onSee }: { alarm: Alarm; onSee(): void }) {
  const { t } = useTranslation('alarm')
  return (
    <>
      <p>{alarm.verdict.slice(0, 2).join(' ')}</p>
      <button type="button" className="link-button" onClick={onSee}>
        {t('see.day')}
      </button>
    </>
  )
}

/**
 * Says on every page, and until it is put away, that an alarm was raised or has become graver while the page was open.
 * Its words are asked for only then: the first screen of every page carries this.
 */
export function AlarmNotices() {
  const { i18n } = useTranslation()
  const canRead = useCan('alerts:read')
  const alarms = useQuery({ ...openAlarmsQuery, enabled: canRead }).data
  const navigate = useNavigate()
  const known = useRef<Alarm[]>(undefined)
  useEffect(() => {
    if (!alarms) return
    const fresh = newlyRaised(known.current, alarms)
    known.current = alarms
    if (fresh.length === 0) return
    const see = (id: string) => {
      notifications.hide(id)
      void navigate({ to: '/day' })
    }
    void words('alarm').then(() => {
      const t = i18n.getFixedT(null, 'alarm')
      for (const alarm of fresh) {
        notifications.show({
          id: alarm.id,
          title: alarm.kind === 'crisis' ? t(`level.${alarm.level}`) : t(`kind.${alarm.kind}`),
          message: <Message alarm={alarm} onSee={() => see(alarm.id)} />,
          color: alarm.level > 1 ? 'ember' : 'gray',
          autoClose: alarm.level > 1 ? false : 12_000,
          withCloseButton: true,
          closeButtonProps: closes(),
        })
      }
    })
  }, [alarms, i18n, navigate])
  return null
}
