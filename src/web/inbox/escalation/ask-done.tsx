import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface Props {
  onPick(escalations: 'keep' | 'withdraw'): void
  onClose(): void
}

/** A service has still something in hand: nobody closes over it without saying what becomes of it. */
export function AskDone({ onPick, onClose }: Props) {
  const { t } = useTranslation('service')
  const { t: common } = useTranslation()
  return (
    <div className="stack">
      <p>{t('closing.lead')}</p>
      <Button data-autofocus fullWidth onClick={() => onPick('keep')}>
        {t('closing.keep')}
      </Button>
      <p className="hush small">{t('closing.keep_help')}</p>
      <Button variant="default" fullWidth onClick={() => onPick('withdraw')}>
        {t('closing.withdraw')}
      </Button>
      <p className="hush small">{t('closing.withdraw_help')}</p>
      <Button variant="subtle" onClick={onClose}>
        {common('cancel')}
      </Button>
    </div>
  )
}
