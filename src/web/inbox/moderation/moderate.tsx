import { Button } from '@mantine/core'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.ts'
import { IconShield } from '../../kit/icons.ts'
import { ModerateDialog } from './lazy.ts'

/** Opens what can be done about a message by the charter. */
export function Moderate({ activityId }: { activityId: string }) {
  const { t } = useTranslation('inbox')
  const may = useCan('moderation:act')
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        leftSection={<IconShield size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('moderate')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ModerateDialog activityId={activityId} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
