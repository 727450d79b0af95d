import { Button } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Service, ServiceProposal } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { servicesQuery } from '../../inbox/escalation/queries.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../settings.module.css'
import { ServiceForm } from './service-form.tsx'
import { blank, fromProposal, type Value } from './value.ts'

const proposalsQuery = queryOptions({
  queryKey: ['service-proposals'],
  queryFn: ({ signal }) => api.get<ServiceProposal[]>('/services/proposals', {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

function Row({ service }: { service: Service }) {
  const { t } = useTranslation('service')
  const { locale } = useFormat()
  const reasons = service.reasons.filter(({ off }) => !off).map(({ words }) => wordsIn(words, locale))
  return (
    <li className={classes.account}>
      <div className={classes.accountMain}>
        <h2 className={classes.address}>
          <Link to="/settings/services/$serviceId" params={{ serviceId: service.id }}>
            {service.name}
          </Link>
          {service.archived && <span className="tag">{t('set.archived')}</span>}
        </h2>
        <p className="hush small">{service.emails.join(', ')}</p>
        <p className="hush small">{reasons.join(' · ')}</p>
      </div>
    </li>
  )
}

function NewService() {
  const { t } = useTranslation('service')
  const { locale } = useFormat()
  const proposals = useQuery(proposalsQuery)
  const [value, setValue] = useState<Value | null>(null)
  const own = locale.startsWith('en') ? 'en' : 'fr'
  if (value) return <ServiceForm key="new" begun={value} onDone={() => setValue(null)} />
  return (
    <section className="sheet stack" aria-labelledby="new">
      <h2 id="new">{t('set.new')}</h2>
      <p className="hush small">{t('set.empty_text')}</p>
      <Loaded query={proposals} skeleton={<Rows count={1} />}>
        {(all) => (
          <div className="buttons-start">
            {all.map((one) => (
              <Button key={one.key} variant="default" onClick={() => setValue(fromProposal(one, own))}>
                {wordsIn(one.name, locale)}
              </Button>
            ))}
            {all[0] && (
              <Button
                variant="subtle"
                onClick={() => all[0] && setValue(blank(all[0], own, crypto.randomUUID()))}
              >
                {t('set.blank')}
              </Button>
            )}
          </div>
        )}
      </Loaded>
    </section>
  )
}

/** Services that answer without an account. */
export function ServicesPage() {
  const { t } = useTranslation('service')
  const query = useQuery(servicesQuery)
  const can = useCan('channels:manage')
  return (
    <div className="page page-narrow">
      <PageHeader title={t('set.title')} lead={t('set.lead')}>
        <Link to="/reports/escalations">{t('report.title')}</Link>
      </PageHeader>
      <div className="stack-l">
        <Loaded query={query} skeleton={<Rows count={2} height={84} />}>
          {(services) =>
            services.length === 0 ? (
              <EmptyState title={t('set.empty')}>{t(can ? 'none.manager' : 'none.agent')}</EmptyState>
            ) : (
              <ul className={classes.accounts}>
                {services.map((service) => (
                  <Row key={service.id} service={service} />
                ))}
              </ul>
            )
          }
        </Loaded>
        {can && <NewService />}
      </div>
    </div>
  )
}
