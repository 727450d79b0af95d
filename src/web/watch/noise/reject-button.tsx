import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { IconX } from '../../kit/icons.ts'

/** One post said to be beside the point. */
export function RejectButton({ rejected, onToggle }: { rejected: boolean; onToggle(): void }) {
  const { t } = useTranslation('watch')
  return (
    <Button
      size="compact-xs"
      variant={rejected ? 'light' : 'subtle'}
      color="gray"
      aria-pressed={rejected}
      aria-keyshortcuts="x"
      leftSection={<IconX size={14} aria-hidden />}
      onClick={onToggle}
    >
      {t('noise.beside')}
    </Button>
  )
}
