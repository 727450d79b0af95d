import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { IconCheck, IconEye } from '../kit/icons.ts'
import { When } from '../kit/when.tsx'
import classes from './alarm.module.css'
import { useAct } from './queries.ts'

/** Who is at it, and the buttons to say so and to close it. */
export function AlarmActions({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('alarm')
  const canAct = useCan('inbox:write')
  const acknowledge = useAct(alarm.id, 'acknowledge')
  const close = useAct(alarm.id, 'close')
  return (
    <div className={classes.actions}>
      {alarm.acknowledged && (
        <span className="small hush">
          {t('taken', { name: alarm.acknowledged.by ?? t('somebody') })} <When at={alarm.acknowledged.at} />
        </span>
      )}
      {canAct && !alarm.ended && (
        <>
          {!alarm.acknowledged && (
            <Button
              size="compact-md"
              variant="light"
              leftSection={<IconEye size={16} aria-hidden />}
              loading={acknowledge.isPending}
              onClick={() => acknowledge.mutate(undefined)}
            >
              {t('take')}
            </Button>
          )}
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconCheck size={16} aria-hidden />}
            loading={close.isPending}
            onClick={() => close.mutate(undefined)}
          >
            {t('close')}
          </Button>
        </>
      )}
    </div>
  )
}
