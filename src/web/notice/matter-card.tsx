import { useTranslation } from 'react-i18next'
import type { NoticeItem } from '../../server/api.ts'
import { LinkButton } from '../kit/link-button.tsx'

/** What concerns the reader alone, and where it leads. */
export function MatterCard({ matter }: { matter: NonNullable<NoticeItem['matter']> }) {
  const { t } = useTranslation('notice')
  return (
    <div className="sheet stack">
      <p>
        <strong>{matter.title}</strong>
      </p>
      <p>{matter.body}</p>
      {matter.conversationId && (
        <LinkButton to="/inbox/$conversationId" params={{ conversationId: matter.conversationId }}>
          {t('open_conversation')}
        </LinkButton>
      )}
    </div>
  )
}
