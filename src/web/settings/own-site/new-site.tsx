import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../kit/page-header.tsx'
import { SiteEditor } from './site-editor.tsx'

/** A site of ours begins with its name and where it may stand. */
export function NewSite() {
  const { t } = useTranslation('own-site')
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title={t('new')} lead={t('new_lead')} />
      <SiteEditor
        onDone={(made) => navigate({ to: '/settings/channels/$accountId', params: { accountId: made.id } })}
      />
    </>
  )
}
