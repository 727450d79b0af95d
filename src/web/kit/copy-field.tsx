import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { IconCheck, IconCopy } from './icons.ts'

/** A text to take away: an address, a secret shown once. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  const clipboard = useClipboard({ timeout: 2000 })
  return (
    <div className="copy-field">
      <span className="copy-label">{label}</span>
      <div className="copy-line">
        <code>{value}</code>
        <Button
          size="compact-md"
          variant="default"
          aria-label={t('copy_what', { what: label })}
          leftSection={
            clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
          }
          onClick={() => clipboard.copy(value)}
        >
          {t(clipboard.copied ? 'copied' : 'copy')}
        </Button>
      </div>
    </div>
  )
}
