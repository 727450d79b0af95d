import { queryOptions } from '@tanstack/react-query'
import type { OwnSite, SiteForm } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

export const ownSitesQuery = queryOptions({
  queryKey: ['own-sites'],
  queryFn: ({ signal }) => api.get<OwnSite[]>('/own-sites', {}, signal),
})

export const siteFormsQuery = queryOptions({
  queryKey: ['site-forms'],
  queryFn: ({ signal }) => api.get<SiteForm[]>('/site-forms', {}, signal),
})
