import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Service } from '../../../server/api.ts'
import { MissingPage } from '../../app/error-page.tsx'
import { sayProblem } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { servicesQuery } from '../../inbox/escalation/queries.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { HookPanel } from './hook/hook-panel.tsx'
import { ServiceForm } from './service-form.tsx'
import { bodyOf, fromService } from './value.ts'

function Try({ service }: { service: Service }) {
  const { t } = useTranslation('service')
  const test = useMutation({
    mutationFn: () => api.post<{ ok: boolean; words: string }>(`/services/${service.id}/test`),
  })
  return (
    <div className="stack">
      <div className="buttons-start">
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {t('set.test')}
        </Button>
      </div>
      <div role="status">
        {test.data && (
          <p className="notice" data-tone={test.data.ok ? 'good' : 'bad'}>
            {test.data.words}
          </p>
        )}
      </div>
      <ProblemNotice error={test.error} />
    </div>
  )
}

function One({ service }: { service: Service }) {
  const { t } = useTranslation('service')
  const client = useQueryClient()
  const can = useCan('channels:manage')
  const archive = useMutation({
    mutationFn: () =>
      api.put(`/services/${service.id}`, { ...bodyOf(fromService(service)), archived: !service.archived }),
    onSuccess: () => client.invalidateQueries(servicesQuery),
    onError: sayProblem,
  })
  return (
    <>
      <PageHeader title={service.name} lead={service.emails.join(', ')}>
        {can && (
          <Button variant="default" loading={archive.isPending} onClick={() => archive.mutate()}>
            {t(service.archived ? 'set.restore' : 'set.archive')}
          </Button>
        )}
      </PageHeader>
      {can && (
        <div className="stack-l">
          <ServiceForm begun={fromService(service)} service={service} />
          {service.tool && service.hasToken && <Try service={service} />}
          {service.tool && service.hasToken && <HookPanel service={service} tool={service.tool} />}
        </div>
      )}
    </>
  )
}

/** One service: who answers, why it is asked, its form, its plan and its tool. */
export function ServicePage() {
  const { serviceId } = useParams({ strict: false })
  const services = useQuery(servicesQuery)
  return (
    <div className="page page-narrow">
      <Loaded query={services}>
        {(all) => {
          const service = all.find(({ id }) => id === serviceId)
          return service ? <One key={service.id} service={service} /> : <MissingPage />
        }}
      </Loaded>
    </div>
  )
}
