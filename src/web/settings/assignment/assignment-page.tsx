import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.ts'
import { assignmentTeamQuery } from '../../away/queries.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Groups } from './groups.tsx'
import { rulesQuery } from './queries.ts'
import { Rules } from './rules.tsx'
import { Team } from './team.tsx'

/** For who does not set rules: what they are called, in their order. */
function ReadRules({ names }: { names: string[] }) {
  const { t } = useTranslation('assignment')
  return (
    <section className="sheet" aria-labelledby="rules">
      <h2 id="rules">{t('rules.title')}</h2>
      {names.length === 0 ? (
        <p>{t('rules.none')}</p>
      ) : (
        <ol>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** Who is given what as it comes in, by which rules. */
export function AssignmentPage() {
  const { t } = useTranslation('assignment')
  const canManage = useCan('team:manage')
  const team = useQuery(assignmentTeamQuery)
  const rules = useQuery(rulesQuery)
  return (
    <div className="page page-narrow">
      <PageHeader title={t('title')} lead={t('lead')}>
        <Link to="/away">{t('to_leave')}</Link>
      </PageHeader>
      <div className="stack-l">
        <Loaded query={team} skeleton={<Rows count={3} height={120} />}>
          {(people) => (
            <>
              <Loaded query={rules}>
                {(kept) =>
                  canManage ? (
                    <Rules kept={kept} team={people} />
                  ) : (
                    <ReadRules names={kept.rules.filter((rule) => rule.enabled).map((rule) => rule.name)} />
                  )
                }
              </Loaded>
              <Team team={people} />
              {canManage && <Groups team={people} />}
            </>
          )}
        </Loaded>
      </div>
    </div>
  )
}
