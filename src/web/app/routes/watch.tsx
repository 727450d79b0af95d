import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { WatchFrame } from '../../watch/frame/watch-frame.tsx'
import { words } from '../i18n.ts'
import * as search from '../search.ts'
import { app } from './base.tsx'

const watch = createRoute({
  getParentRoute: () => app,
  path: '/watch',
  loader: () => words('watch', 'alarm'),
  component: WatchFrame,
})

const alerts = createRoute({
  getParentRoute: () => watch,
  path: '/',
  component: lazyRouteComponent(() => import('../../watch/alerts/alerts-page.tsx'), 'AlertsPage'),
})

const newAlert = createRoute({
  getParentRoute: () => watch,
  path: '/new',
  validateSearch: search.newAlertSearch,
  component: lazyRouteComponent(() => import('../../watch/alerts/edit-page.tsx'), 'NewAlertPage'),
})

const posts = createRoute({
  getParentRoute: () => watch,
  path: '/posts',
  validateSearch: search.streamSearch,
  component: lazyRouteComponent(() => import('../../watch/stream/posts-page.tsx'), 'PostsPage'),
})

const everywhere = createRoute({
  getParentRoute: () => watch,
  path: '/search',
  validateSearch: search.everywhereSearch,
  component: lazyRouteComponent(() => import('../../watch/search/search-page.tsx'), 'SearchPage'),
})

const identity = createRoute({
  getParentRoute: () => watch,
  path: '/identity',
  validateSearch: search.identitySearch,
  loader: () => words('identity'),
  component: lazyRouteComponent(() => import('../../watch/identity/identity-page.tsx'), 'IdentityPage'),
})

const lists = createRoute({
  getParentRoute: () => watch,
  path: '/lists',
  component: lazyRouteComponent(() => import('../../watch/lists/lists-page.tsx'), 'ListsPage'),
})

const importAlerts = createRoute({
  getParentRoute: () => watch,
  path: '/import',
  component: lazyRouteComponent(() => import('../../watch/alerts/import-page.tsx'), 'ImportAlertsPage'),
})

const pages = createRoute({
  getParentRoute: () => watch,
  path: '/pages',
  loader: () => words('pages'),
  component: lazyRouteComponent(() => import('../../watch/pages/pages-page.tsx'), 'PagesPage'),
})

const page = createRoute({
  getParentRoute: () => watch,
  path: '/pages/$pageId',
  validateSearch: search.comparisonSearch,
  loader: () => words('pages'),
  component: lazyRouteComponent(() => import('../../watch/pages/page-page.tsx'), 'PagePage'),
})

const sites = createRoute({
  getParentRoute: () => watch,
  path: '/sites',
  loader: () => words('sites'),
  component: lazyRouteComponent(() => import('../../watch/sites/sites-page.tsx'), 'SitesPage'),
})

const site = createRoute({
  getParentRoute: () => watch,
  path: '/sites/$siteId',
  loader: () => words('sites'),
  component: lazyRouteComponent(() => import('../../watch/sites/site-page.tsx'), 'SitePage'),
})

const reader = createRoute({
  getParentRoute: () => watch,
  path: '/reader',
  validateSearch: search.readerSearch,
  loader: () => words('reader'),
  component: lazyRouteComponent(() => import('../../watch/reader/reader-page.tsx'), 'ReaderPage'),
})

const competitors = createRoute({
  getParentRoute: () => watch,
  path: '/competitors',
  validateSearch: search.competitorsSearch,
  loader: () => words('competitors', 'identity'),
  component: lazyRouteComponent(
    () => import('../../watch/competitors/competitors-page.tsx'),
    'CompetitorsPage',
  ),
})

const alert = createRoute({
  getParentRoute: () => watch,
  path: '/$alertId',
  validateSearch: search.streamSearch,
  loader: () => words('notice'),
  component: lazyRouteComponent(() => import('../../watch/alerts/alert-page.tsx'), 'AlertPage'),
})

const editAlert = createRoute({
  getParentRoute: () => watch,
  path: '/$alertId/edit',
  validateSearch: search.editAlertSearch,
  component: lazyRouteComponent(() => import('../../watch/alerts/edit-page.tsx'), 'EditAlertPage'),
})

/** What there is to watch. */
export const watchRoutes = watch.addChildren([
  competitors,
  alerts,
  newAlert,
  posts,
  everywhere,
  lists,
  importAlerts,
  identity,
  reader,
  pages,
  page,
  sites,
  site,
  alert,
  editAlert,
])
