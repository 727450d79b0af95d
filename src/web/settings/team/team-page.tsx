import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.ts'
import { membersQuery } from '../../inbox/queries.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Invitations } from './invitations.tsx'
import { Members } from './members.tsx'
import { Roles } from './roles.tsx'

/** Who is here, what each may do, and who is being waited for. */
export function TeamPage() {
  const { t } = useTranslation('settings')
  const query = useQuery(membersQuery)
  const canManage = useCan('team:manage')
  return (
    <div className="page page-narrow">
      <PageHeader title={t('section.team')} lead={t('section_lead.team')} />
      <div className="stack-l">
        <Loaded query={query} skeleton={<Rows count={3} height={60} />}>
          {(members) => <Members members={members} canManage={canManage} />}
        </Loaded>
        {canManage && <Invitations />}
        <Roles />
      </div>
    </div>
  )
}
