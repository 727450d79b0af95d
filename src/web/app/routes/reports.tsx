import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { ReportsFrame } from '../../reports/reports-frame.tsx'
import { words } from '../i18n.ts'
import * as search from '../search.ts'
import { app } from './base.tsx'

const reports = createRoute({ getParentRoute: () => app, path: '/reports', component: ReportsFrame })

const first = createRoute({
  getParentRoute: () => reports,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/reports/service', replace: true })
  },
})

const service = createRoute({
  getParentRoute: () => reports,
  path: '/service',
  validateSearch: search.serviceReportSearch,
  loader: () => words('service-report'),
  component: lazyRouteComponent(() => import('../../reports/service-page.tsx'), 'ServiceReportPage'),
})

const courtesy = createRoute({
  getParentRoute: () => reports,
  path: '/courtesy',
  validateSearch: search.courtesyReportSearch,
  loader: () => words('courtesy-report', 'courtesy-settings'),
  component: lazyRouteComponent(
    () => import('../../reports/courtesy/courtesy-page.tsx'),
    'CourtesyReportPage',
  ),
})

const escalations = createRoute({
  getParentRoute: () => reports,
  path: '/escalations',
  validateSearch: search.serviceReportSearch,
  loader: () => words('service'),
  component: lazyRouteComponent(
    () => import('../../reports/services/escalations-page.tsx'),
    'EscalationsReportPage',
  ),
})

export const reportsRoutes = reports.addChildren([first, service, courtesy, escalations])
