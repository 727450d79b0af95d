import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { dayQuery } from '../../day/queries.ts'
import { words } from '../i18n.ts'
import { queryClient } from '../providers.tsx'
import * as search from '../search.ts'
import { app, root } from './base.tsx'
import { invitation, setUp, signIn, unsubscribe } from './front.tsx'
import { moderationRoutes } from './moderation.tsx'
import { reportsRoutes } from './reports.tsx'
import { settingsRoutes } from './settings.tsx'
import { watchRoutes } from './watch.tsx'

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/day', replace: true })
  },
})

const day = createRoute({
  getParentRoute: () => app,
  path: '/day',
  loader() {
    queryClient.prefetchQuery(dayQuery)
    return words('day', 'alarm', 'pages', 'sites')
  },
  component: lazyRouteComponent(() => import('../../day/day-page.tsx'), 'DayPage'),
})

const inbox = createRoute({
  getParentRoute: () => app,
  path: '/inbox',
  validateSearch: search.inboxSearch,
  loader: () => words('inbox', 'outbox', 'approval', 'person', 'together', 'service'),
  component: lazyRouteComponent(() => import('../../inbox/inbox-page.tsx'), 'InboxPage'),
})

const conversation = createRoute({
  getParentRoute: () => inbox,
  path: '/$conversationId',
  component: lazyRouteComponent(() => import('../../inbox/conversation-pane.tsx'), 'ConversationPane'),
})

const away = createRoute({
  getParentRoute: () => app,
  path: '/away',
  loader: () => words('together'),
  component: lazyRouteComponent(() => import('../../away/away-page.tsx'), 'AwayPage'),
})

const calls = createRoute({
  getParentRoute: () => app,
  path: '/calls',
  loader: () => words('own-site'),
  component: lazyRouteComponent(() => import('../../calls/calls-page.tsx'), 'CallsPage'),
})

const approvals = createRoute({
  getParentRoute: () => app,
  path: '/approvals',
  validateSearch: search.approvalsSearch,
  loader: () => words('approval'),
  component: lazyRouteComponent(() => import('../../approval/approvals-page.tsx'), 'ApprovalsPage'),
})

const outbox = createRoute({
  getParentRoute: () => app,
  path: '/outbox',
  validateSearch: search.outboxSearch,
  loader: () => words('outbox'),
  component: lazyRouteComponent(() => import('../../outbox/outbox-page.tsx'), 'OutboxPage'),
})

const privateMoves = createRoute({
  getParentRoute: () => app,
  path: '/private',
  loader: () => words('private'),
  component: lazyRouteComponent(() => import('../../private/moves-page.tsx'), 'MovesPage'),
})

const privateMove = createRoute({
  getParentRoute: () => app,
  path: '/private/$moveId',
  loader: () => words('private'),
  component: lazyRouteComponent(() => import('../../private/move-page.tsx'), 'MovePage'),
})

const notices = createRoute({
  getParentRoute: () => app,
  path: '/notices',
  validateSearch: search.noticesSearch,
  loader: () => words('notice'),
  component: lazyRouteComponent(() => import('../../notice/notices-page.tsx'), 'NoticesPage'),
})

const notice = createRoute({
  getParentRoute: () => app,
  path: '/notices/$noticeId',
  loader: () => words('notice', 'alarm'),
  component: lazyRouteComponent(() => import('../../notice/notice-page.tsx'), 'NoticePage'),
})

const person = createRoute({
  getParentRoute: () => app,
  path: '/people/$personId',
  loader: () => words('person'),
  component: lazyRouteComponent(() => import('../../person/person-page.tsx'), 'PersonPage'),
})

const start = createRoute({
  getParentRoute: () => app,
  path: '/start',
  loader: () => words('set-up', 'settings', 'watch'),
  component: lazyRouteComponent(() => import('../../set-up/sources-page.tsx'), 'SourcesPage'),
})

export const routeTree = root.addChildren([
  app.addChildren([
    home,
    day,
    inbox.addChildren([conversation]),
    away,
    calls,
    approvals,
    outbox,
    privateMoves,
    privateMove,
    notices,
    notice,
    reportsRoutes,
    watchRoutes,
    moderationRoutes,
    person,
    settingsRoutes,
    start,
  ]),
  signIn,
  setUp,
  invitation,
  unsubscribe,
])
