import { useTranslation } from 'react-i18next'
import { useCan } from '../app/session.ts'
import { EmptyState } from '../kit/empty-state.tsx'
import { LinkButton } from '../kit/link-button.tsx'

export function FirstSteps() {
  const { t } = useTranslation('day')
  const canConnect = useCan('channels:manage')
  return (
    <EmptyState
      title={t('first.title')}
      action={canConnect && <LinkButton to="/start">{t('first.action')}</LinkButton>}
    >
      {t(canConnect ? 'first.text' : 'first.text_reader')}
    </EmptyState>
  )
}
