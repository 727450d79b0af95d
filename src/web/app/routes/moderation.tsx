import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ModerationFrame } from '../../moderation/frame/moderation-frame.tsx'
import { words } from '../i18n.ts'
import * as search from '../search.ts'
import { app } from './base.tsx'

const moderation = createRoute({
  getParentRoute: () => app,
  path: '/moderation',
  loader: () => words('queue'),
  component: ModerationFrame,
})

const queue = createRoute({
  getParentRoute: () => moderation,
  path: '/',
  validateSearch: search.queueSearch,
  component: lazyRouteComponent(() => import('../../moderation/queue/queue-page.tsx'), 'QueuePage'),
})

const agreement = createRoute({
  getParentRoute: () => moderation,
  path: '/agreement',
  validateSearch: search.agreementSearch,
  component: lazyRouteComponent(
    () => import('../../moderation/agreement/agreement-page.tsx'),
    'AgreementPage',
  ),
})

const acts = createRoute({
  getParentRoute: () => moderation,
  path: '/acts',
  validateSearch: search.actsSearch,
  loader: () => words('moderation', 'outbox'),
  component: lazyRouteComponent(() => import('../../moderation/list/acts-page.tsx'), 'ActsPage'),
})

const charter = createRoute({
  getParentRoute: () => moderation,
  path: '/charter',
  loader: () => words('moderation'),
  component: lazyRouteComponent(() => import('../../moderation/charter/charter-page.tsx'), 'CharterPage'),
})

const removals = createRoute({
  getParentRoute: () => moderation,
  path: '/removals',
  validateSearch: search.removalsSearch,
  loader: () => words('moderation'),
  component: lazyRouteComponent(() => import('../../moderation/report/removals-page.tsx'), 'RemovalsPage'),
})

export const moderationRoutes = moderation.addChildren([queue, agreement, acts, charter, removals])
