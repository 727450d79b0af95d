import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { MissingPage } from '../../app/error-page.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { alertsQuery } from '../queries.ts'
import { AlertForm } from './alert-form.tsx'

const newRoute = getRouteApi('/app/watch/new')
const editRoute = getRouteApi('/app/watch/$alertId/edit')

export function NewAlertPage() {
  const { t } = useTranslation('watch')
  const { query = '', name = '', kind = 'topic', folder = null } = newRoute.useSearch()
  return (
    <div className="page">
      <PageHeader title={t('new')} lead={t('new_lead')} />
      <AlertForm start={{ name, query, kind, inbox: false, folder }} />
    </div>
  )
}

/** With a query in the address, that one is proposed in the place of the one that is kept. */
export function EditAlertPage() {
  const { t } = useTranslation('watch')
  const { alertId } = useParams({ strict: false })
  const { query } = editRoute.useSearch()
  const alerts = useQuery(alertsQuery)
  return (
    <div className="page">
      <Loaded query={alerts}>
        {(all) => {
          const alert = all.find((one) => one.id === alertId)
          if (!alert) return <MissingPage />
          return (
            <>
              <PageHeader title={t('edit_title', { name: alert.name })} />
              <AlertForm id={alert.id} start={{ ...alert, query: query ?? alert.query }} kept={alert.query} />
            </>
          )
        }}
      </Loaded>
    </div>
  )
}
