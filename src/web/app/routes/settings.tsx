import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { words } from '../i18n.ts'
import * as search from '../search.ts'
import { app } from './base.tsx'

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  loader: () => words('settings', 'set-up'),
  component: lazyRouteComponent(() => import('../../settings/settings-page.tsx'), 'SettingsPage'),
})

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazyRouteComponent(() => import('../../settings/settings-page.tsx'), 'SettingsHome'),
})

const channels = createRoute({
  getParentRoute: () => settings,
  path: '/channels',
  validateSearch: search.channelsSearch,
  component: lazyRouteComponent(() => import('../../settings/channels/channels-page.tsx'), 'ChannelsPage'),
})

const newChannel = createRoute({
  getParentRoute: () => settings,
  path: '/channels/new/$kind',
  component: lazyRouteComponent(() => import('../../settings/channels/connect-page.tsx'), 'ConnectPage'),
})

const channel = createRoute({
  getParentRoute: () => settings,
  path: '/channels/$accountId',
  component: lazyRouteComponent(() => import('../../settings/channels/account-page.tsx'), 'AccountPage'),
})

const imports = createRoute({
  getParentRoute: () => settings,
  path: '/imports',
  component: lazyRouteComponent(() => import('../../settings/imports/imports-page.tsx'), 'ImportsPage'),
})

const oneImport = createRoute({
  getParentRoute: () => settings,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('../../settings/imports/import-page.tsx'), 'ImportPage'),
})

const team = createRoute({
  getParentRoute: () => settings,
  path: '/team',
  component: lazyRouteComponent(() => import('../../settings/team/team-page.tsx'), 'TeamPage'),
})

const keys = createRoute({
  getParentRoute: () => settings,
  path: '/keys',
  component: lazyRouteComponent(() => import('../../settings/keys/keys-page.tsx'), 'KeysPage'),
})

const privateLines = createRoute({
  getParentRoute: () => settings,
  path: '/private',
  loader: () => words('private'),
  component: lazyRouteComponent(() => import('../../private/lines-page.tsx'), 'LinesPage'),
})

const services = createRoute({
  getParentRoute: () => settings,
  path: '/services',
  loader: () => words('service'),
  component: lazyRouteComponent(() => import('../../settings/services/services-page.tsx'), 'ServicesPage'),
})

const service = createRoute({
  getParentRoute: () => settings,
  path: '/services/$serviceId',
  loader: () => words('service', 'hook'),
  component: lazyRouteComponent(() => import('../../settings/services/service-page.tsx'), 'ServicePage'),
})

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  loader: () => words('webhooks'),
  component: lazyRouteComponent(() => import('../../settings/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})

const webhook = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks/$webhookId',
  loader: () => words('webhooks'),
  component: lazyRouteComponent(() => import('../../settings/webhooks/webhook-page.tsx'), 'WebhookPage'),
})

const approval = createRoute({
  getParentRoute: () => settings,
  path: '/approval',
  loader: () => words('approval-rules', 'approval'),
  component: lazyRouteComponent(
    () => import('../../settings/approval/approval-rules-page.tsx'),
    'ApprovalRulesPage',
  ),
})

const assignment = createRoute({
  getParentRoute: () => settings,
  path: '/assignment',
  loader: () => words('assignment', 'reading'),
  component: lazyRouteComponent(
    () => import('../../settings/assignment/assignment-page.tsx'),
    'AssignmentPage',
  ),
})

const targets = createRoute({
  getParentRoute: () => settings,
  path: '/time-targets',
  loader: () => words('targets'),
  component: lazyRouteComponent(() => import('../../settings/targets/targets-page.tsx'), 'TargetsPage'),
})

const courtesy = createRoute({
  getParentRoute: () => settings,
  path: '/courtesy',
  loader: () => words('courtesy-settings'),
  component: lazyRouteComponent(
    () => import('../../settings/courtesy/courtesy-page.tsx'),
    'CourtesySettingsPage',
  ),
})

const noticeSettings = createRoute({
  getParentRoute: () => settings,
  path: '/notices',
  loader: () => words('notice'),
  component: lazyRouteComponent(
    () => import('../../settings/notices/notices-settings-page.tsx'),
    'NoticesSettingsPage',
  ),
})

const tiers = createRoute({
  getParentRoute: () => settings,
  path: '/tiers',
  loader: () => words('tiers'),
  component: lazyRouteComponent(() => import('../../settings/tiers/tiers-page.tsx'), 'TiersPage'),
})

const time = createRoute({
  getParentRoute: () => settings,
  path: '/time',
  loader: () => words('time'),
  component: lazyRouteComponent(() => import('../../time/time-page.tsx'), 'TimePage'),
})

const profile = createRoute({
  getParentRoute: () => settings,
  path: '/profile',
  component: lazyRouteComponent(() => import('../../settings/profile/profile-page.tsx'), 'ProfilePage'),
})

const workspace = createRoute({
  getParentRoute: () => settings,
  path: '/workspace',
  component: lazyRouteComponent(() => import('../../settings/workspace/workspace-page.tsx'), 'WorkspacePage'),
})

const understanding = createRoute({
  getParentRoute: () => settings,
  path: '/understanding',
  loader: () => words('reading'),
  component: lazyRouteComponent(
    () => import('../../settings/understanding/understanding-page.tsx'),
    'UnderstandingPage',
  ),
})

const answers = createRoute({
  getParentRoute: () => settings,
  path: '/answers',
  loader: () => words('answers'),
  component: lazyRouteComponent(() => import('../../settings/answers/answers-page.tsx'), 'AnswersPage'),
})

const answer = createRoute({
  getParentRoute: () => settings,
  path: '/answers/$answerId',
  loader: () => words('answers'),
  component: lazyRouteComponent(() => import('../../settings/answers/answer-page.tsx'), 'AnswerPage'),
})

const audit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  component: lazyRouteComponent(() => import('../../settings/audit/audit-page.tsx'), 'AuditPage'),
})

/** What one sets. */
export const settingsRoutes = settings.addChildren([
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
  approval,
  understanding,
  keys,
  services,
  privateLines,
  service,
  webhooks,
  webhook,
  noticeSettings,
  targets,
  courtesy,
  tiers,
  time,
  profile,
  workspace,
  audit,
])
