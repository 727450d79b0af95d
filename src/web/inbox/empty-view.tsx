import { useTranslation } from 'react-i18next'
import { useCan } from '../app/session.ts'
import { EmptyState } from '../kit/empty-state.tsx'
import { LinkButton } from '../kit/link-button.tsx'
import { useInbox } from './inbox-state.ts'

export function EmptyView() {
  const { t } = useTranslation('inbox')
  const { search } = useInbox()
  const canConnect = useCan('channels:manage')
  const { view = 'open', ...filters } = search
  if (Object.values(filters).some(Boolean)) {
    return (
      <EmptyState
        title={t('empty.filtered')}
        action={
          <LinkButton to="/inbox" search={{ view }} variant="light">
            {t('filter.clear')}
          </LinkButton>
        }
      />
    )
  }
  return (
    <EmptyState
      title={t(`empty.${view}`)}
      action={
        view === 'open' && canConnect ? (
          <LinkButton to="/settings/channels" variant="light">
            {t('empty.connect')}
          </LinkButton>
        ) : undefined
      }
    >
      {t(`empty.${view}_text`)}
    </EmptyState>
  )
}
