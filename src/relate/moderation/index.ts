import type { Route } from '../../access/index.ts'
import type { ModerationDeps } from './act/deps.ts'
import { actRoutes } from './act/routes.ts'
import { appealPages } from './appeal/page.ts'
import { appealRoutes } from './appeal/routes.ts'
import { archiveRoutes } from './archive/routes.ts'
import { charterPages } from './charter/page.ts'
import { charterRoutes } from './charter/routes.ts'
import { actListRoutes } from './list/routes.ts'
import { removalRoutes } from './report/routes.ts'

export type { ModerationDeps } from './act/deps.ts'
export { agreementRoutes } from './agreement/routes.ts'
export { sealedModeration } from './archive/sealed.ts'
export { forgetArchives, forgetModerated } from './archive/store.ts'
export { readyCharter } from './charter/ready.ts'
export { keepDraft as keepCharter, publish as publishCharter } from './charter/store.ts'
export { moderationIntake } from './queue/intake.ts'
export { queueRoutes } from './queue/routes.ts'
export { forgetQueued } from './queue/store.ts'
export { signsOn, withSigns } from './sign/sign.ts'
export { type Turn, tellActs } from './story/story.ts'

export function moderationRoutes(deps: ModerationDeps): Route[] {
  return [
    ...charterRoutes,
    ...actListRoutes,
    ...actRoutes(deps),
    ...appealRoutes(deps),
    ...archiveRoutes(deps),
    ...removalRoutes,
  ]
}

/** For people without an account: the charter, and the way to contest what was done. */
export function moderationPages(deps: Pick<ModerationDeps, 'sealing'>): Route[] {
  return [...charterPages, ...appealPages(deps)]
}
