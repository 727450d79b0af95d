import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { MannersForm } from './manners-form.tsx'
import { PeopleChoice } from './people-choice.tsx'
import { mannersQuery } from './queries.ts'

/** How the house wants its answers. */
export function CourtesySettingsPage() {
  const { t } = useTranslation('courtesy-settings')
  const canManage = useCan('team:manage')
  const isOwner = useCan('workspace:manage')
  const query = useQuery(mannersQuery)
  return (
    <div className="page page-narrow">
      <PageHeader title={t('title')} lead={t('lead')} />
      <Loaded query={query}>
        {(kept) => (
          <div className="stack-l">
            <MannersForm key={kept.revision} kept={kept} readOnly={!canManage} />
            {isOwner && <PeopleChoice kept={kept} />}
          </div>
        )}
      </Loaded>
    </div>
  )
}
