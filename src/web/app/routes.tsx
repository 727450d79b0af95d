import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { dayQuery } from '../day/queries.ts'
import { WatchFrame } from '../watch/frame/watch-frame.tsx'
import { words } from './i18n.ts'
import { queryClient } from './providers.tsx'
import * as search from './search.ts'
import { requireMember } from './session.ts'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Outlet })

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  validateSearch: search.appSearch,
  beforeLoad: ({ location }) => requireMember(queryClient, location.href),
  component: Shell,
})

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
  component: lazyRouteComponent(() => import('../day/day-page.tsx'), 'DayPage'),
})

const inbox = createRoute({
  getParentRoute: () => app,
  path: '/inbox',
  validateSearch: search.inboxSearch,
  loader: () => words('inbox', 'outbox', 'person', 'together', 'service'),
  component: lazyRouteComponent(() => import('../inbox/inbox-page.tsx'), 'InboxPage'),
})

const conversation = createRoute({
  getParentRoute: () => inbox,
  path: '/$conversationId',
  component: lazyRouteComponent(() => import('../inbox/conversation-pane.tsx'), 'ConversationPane'),
})

const away = createRoute({
  getParentRoute: () => app,
  path: '/away',
  loader: () => words('together'),
  component: lazyRouteComponent(() => import('../away/away-page.tsx'), 'AwayPage'),
})

const calls = createRoute({
  getParentRoute: () => app,
  path: '/calls',
  loader: () => words('own-site'),
  component: lazyRouteComponent(() => import('../calls/calls-page.tsx'), 'CallsPage'),
})

const outbox = createRoute({
  getParentRoute: () => app,
  path: '/outbox',
  validateSearch: search.outboxSearch,
  loader: () => words('outbox'),
  component: lazyRouteComponent(() => import('../outbox/outbox-page.tsx'), 'OutboxPage'),
})

const notices = createRoute({
  getParentRoute: () => app,
  path: '/notices',
  validateSearch: search.noticesSearch,
  loader: () => words('notice'),
  component: lazyRouteComponent(() => import('../notice/notices-page.tsx'), 'NoticesPage'),
})

const notice = createRoute({
  getParentRoute: () => app,
  path: '/notices/$noticeId',
  loader: () => words('notice', 'alarm'),
  component: lazyRouteComponent(() => import('../notice/notice-page.tsx'), 'NoticePage'),
})

const watch = createRoute({
  getParentRoute: () => app,
  path: '/watch',
  loader: () => words('watch', 'alarm'),
  component: WatchFrame,
})

const alerts = createRoute({
  getParentRoute: () => watch,
  path: '/',
  component: lazyRouteComponent(() => import('../watch/alerts/alerts-page.tsx'), 'AlertsPage'),
})

const newAlert = createRoute({
  getParentRoute: () => watch,
  path: '/new',
  validateSearch: search.newAlertSearch,
  component: lazyRouteComponent(() => import('../watch/alerts/edit-page.tsx'), 'NewAlertPage'),
})

const posts = createRoute({
  getParentRoute: () => watch,
  path: '/posts',
  validateSearch: search.streamSearch,
  component: lazyRouteComponent(() => import('../watch/stream/posts-page.tsx'), 'PostsPage'),
})

const everywhere = createRoute({
  getParentRoute: () => watch,
  path: '/search',
  validateSearch: search.everywhereSearch,
  component: lazyRouteComponent(() => import('../watch/search/search-page.tsx'), 'SearchPage'),
})

const identity = createRoute({
  getParentRoute: () => watch,
  path: '/identity',
  validateSearch: search.identitySearch,
  loader: () => words('identity'),
  component: lazyRouteComponent(() => import('../watch/identity/identity-page.tsx'), 'IdentityPage'),
})

const lists = createRoute({
  getParentRoute: () => watch,
  path: '/lists',
  component: lazyRouteComponent(() => import('../watch/lists/lists-page.tsx'), 'ListsPage'),
})

const importAlerts = createRoute({
  getParentRoute: () => watch,
  path: '/import',
  component: lazyRouteComponent(() => import('../watch/alerts/import-page.tsx'), 'ImportAlertsPage'),
})

const pages = createRoute({
  getParentRoute: () => watch,
  path: '/pages',
  loader: () => words('pages'),
  component: lazyRouteComponent(() => import('../watch/pages/pages-page.tsx'), 'PagesPage'),
})

const page = createRoute({
  getParentRoute: () => watch,
  path: '/pages/$pageId',
  validateSearch: search.comparisonSearch,
  loader: () => words('pages'),
  component: lazyRouteComponent(() => import('../watch/pages/page-page.tsx'), 'PagePage'),
})

const sites = createRoute({
  getParentRoute: () => watch,
  path: '/sites',
  loader: () => words('sites'),
  component: lazyRouteComponent(() => import('../watch/sites/sites-page.tsx'), 'SitesPage'),
})

const site = createRoute({
  getParentRoute: () => watch,
  path: '/sites/$siteId',
  loader: () => words('sites'),
  component: lazyRouteComponent(() => import('../watch/sites/site-page.tsx'), 'SitePage'),
})

const reader = createRoute({
  getParentRoute: () => watch,
  path: '/reader',
  validateSearch: search.readerSearch,
  loader: () => words('reader'),
  component: lazyRouteComponent(() => import('../watch/reader/reader-page.tsx'), 'ReaderPage'),
})

const competitors = createRoute({
  getParentRoute: () => watch,
  path: '/competitors',
  validateSearch: search.competitorsSearch,
  loader: () => words('competitors', 'identity'),
  component: lazyRouteComponent(() => import('../watch/competitors/competitors-page.tsx'), 'CompetitorsPage'),
})

const alert = createRoute({
  getParentRoute: () => watch,
  path: '/$alertId',
  validateSearch: search.streamSearch,
  loader: () => words('notice'),
  component: lazyRouteComponent(() => import('../watch/alerts/alert-page.tsx'), 'AlertPage'),
})

const editAlert = createRoute({
  getParentRoute: () => watch,
  path: '/$alertId/edit',
  validateSearch: search.editAlertSearch,
  component: lazyRouteComponent(() => import('../watch/alerts/edit-page.tsx'), 'EditAlertPage'),
})

const person = createRoute({
  getParentRoute: () => app,
  path: '/people/$personId',
  loader: () => words('person'),
  component: lazyRouteComponent(() => import('../person/person-page.tsx'), 'PersonPage'),
})

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  loader: () => words('settings', 'set-up'),
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
})

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsHome'),
})

const channels = createRoute({
  getParentRoute: () => settings,
  path: '/channels',
  validateSearch: search.channelsSearch,
  component: lazyRouteComponent(() => import('../settings/channels/channels-page.tsx'), 'ChannelsPage'),
})

const newChannel = createRoute({
  getParentRoute: () => settings,
  path: '/channels/new/$kind',
  component: lazyRouteComponent(() => import('../settings/channels/connect-page.tsx'), 'ConnectPage'),
})

const channel = createRoute({
  getParentRoute: () => settings,
  path: '/channels/$accountId',
  component: lazyRouteComponent(() => import('../settings/channels/account-page.tsx'), 'AccountPage'),
})

const imports = createRoute({
  getParentRoute: () => settings,
  path: '/imports',
  component: lazyRouteComponent(() => import('../settings/imports/imports-page.tsx'), 'ImportsPage'),
})

const oneImport = createRoute({
  getParentRoute: () => settings,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('../settings/imports/import-page.tsx'), 'ImportPage'),
})

const team = createRoute({
  getParentRoute: () => settings,
  path: '/team',
  component: lazyRouteComponent(() => import('../settings/team/team-page.tsx'), 'TeamPage'),
})

const keys = createRoute({
  getParentRoute: () => settings,
  path: '/keys',
  component: lazyRouteComponent(() => import('../settings/keys/keys-page.tsx'), 'KeysPage'),
})

const services = createRoute({
  getParentRoute: () => settings,
  path: '/services',
  loader: () => words('service'),
  component: lazyRouteComponent(() => import('../settings/services/services-page.tsx'), 'ServicesPage'),
})

const service = createRoute({
  getParentRoute: () => settings,
  path: '/services/$serviceId',
  loader: () => words('service'),
  component: lazyRouteComponent(() => import('../settings/services/service-page.tsx'), 'ServicePage'),
})

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  loader: () => words('webhooks'),
  component: lazyRouteComponent(() => import('../settings/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})

const webhook = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks/$webhookId',
  loader: () => words('webhooks'),
  component: lazyRouteComponent(() => import('../settings/webhooks/webhook-page.tsx'), 'WebhookPage'),
})

const assignment = createRoute({
  getParentRoute: () => settings,
  path: '/assignment',
  loader: () => words('assignment', 'reading'),
  component: lazyRouteComponent(() => import('../settings/assignment/assignment-page.tsx'), 'AssignmentPage'),
})

const targets = createRoute({
  getParentRoute: () => settings,
  path: '/time-targets',
  loader: () => words('targets'),
  component: lazyRouteComponent(() => import('../settings/targets/targets-page.tsx'), 'TargetsPage'),
})

const serviceReport = createRoute({
  getParentRoute: () => app,
  path: '/reports/service',
  validateSearch: search.serviceReportSearch,
  loader: () => words('service-report'),
  component: lazyRouteComponent(() => import('../reports/service-page.tsx'), 'ServiceReportPage'),
})

const escalationReport = createRoute({
  getParentRoute: () => app,
  path: '/reports/escalations',
  validateSearch: search.serviceReportSearch,
  loader: () => words('service'),
  component: lazyRouteComponent(
    () => import('../reports/services/escalations-page.tsx'),
    'EscalationsReportPage',
  ),
})

const noticeSettings = createRoute({
  getParentRoute: () => settings,
  path: '/notices',
  loader: () => words('notice'),
  component: lazyRouteComponent(
    () => import('../settings/notices/notices-settings-page.tsx'),
    'NoticesSettingsPage',
  ),
})

const time = createRoute({
  getParentRoute: () => settings,
  path: '/time',
  loader: () => words('time'),
  component: lazyRouteComponent(() => import('../time/time-page.tsx'), 'TimePage'),
})

const profile = createRoute({
  getParentRoute: () => settings,
  path: '/profile',
  component: lazyRouteComponent(() => import('../settings/profile/profile-page.tsx'), 'ProfilePage'),
})

const workspace = createRoute({
  getParentRoute: () => settings,
  path: '/workspace',
  component: lazyRouteComponent(() => import('../settings/workspace/workspace-page.tsx'), 'WorkspacePage'),
})

const understanding = createRoute({
  getParentRoute: () => settings,
  path: '/understanding',
  loader: () => words('reading'),
  component: lazyRouteComponent(
    () => import('../settings/understanding/understanding-page.tsx'),
    'UnderstandingPage',
  ),
})

const answers = createRoute({
  getParentRoute: () => settings,
  path: '/answers',
  loader: () => words('answers'),
  component: lazyRouteComponent(() => import('../settings/answers/answers-page.tsx'), 'AnswersPage'),
})

const answer = createRoute({
  getParentRoute: () => settings,
  path: '/answers/$answerId',
  loader: () => words('answers'),
  component: lazyRouteComponent(() => import('../settings/answers/answer-page.tsx'), 'AnswerPage'),
})

const audit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  component: lazyRouteComponent(() => import('../settings/audit/audit-page.tsx'), 'AuditPage'),
})

const start = createRoute({
  getParentRoute: () => app,
  path: '/start',
  loader: () => words('set-up', 'settings', 'watch'),
  component: lazyRouteComponent(() => import('../set-up/sources-page.tsx'), 'SourcesPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: search.signInSearch,
  loader: () => words('sign-in'),
  component: lazyRouteComponent(() => import('../sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  loader: () => words('set-up'),
  component: lazyRouteComponent(() => import('../set-up/set-up-page.tsx'), 'SetUpPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  loader: () => words('sign-in'),
  component: lazyRouteComponent(() => import('../sign-in/invitation-page.tsx'), 'InvitationPage'),
})

const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe',
  loader: () => words('sign-in'),
  component: lazyRouteComponent(() => import('../sign-in/unsubscribe-page.tsx'), 'UnsubscribePage'),
})

export const routeTree = root.addChildren([
  app.addChildren([
    home,
    day,
    inbox.addChildren([conversation]),
    away,
    calls,
    outbox,
    notices,
    notice,
    serviceReport,
    escalationReport,
    watch.addChildren([
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
    ]),
    person,
    settings.addChildren([
      settingsHome,
      answers,
      answer,
      channels,
      newChannel,
      channel,
      imports,
      oneImport,
      team,
      assignment,
      understanding,
      keys,
      services,
      service,
      webhooks,
      webhook,
      noticeSettings,
      targets,
      time,
      profile,
      workspace,
      audit,
    ]),
    start,
  ]),
  signIn,
  setUp,
  invitation,
  unsubscribe,
])
