import type { Route } from '../../access/index.ts'
import { choiceRoutes } from './choice/routes.ts'
import { listRoutes } from './letter/routes.ts'
import { mailRoutes } from './mail/routes.ts'
import { deviceRoutes } from './push/routes.ts'
import type { NoticeWays } from './sender/deps.ts'

export { type AlarmCall, tellAlarms } from './decide/alarms.ts'
export { noticeIntake } from './decide/intake.ts'
export { matterOf } from './decide/matter.ts'
export { tellMembers } from './decide/members.ts'
export { forgetNotices } from './letter/store.ts'
export { sealedNotices } from './push/device.ts'
export { vapidOf } from './push/vapid.ts'
export type { MailWay, NoticeWays } from './sender/deps.ts'
export { startNotices } from './sender/sender.ts'
export { forgetStoryKeys } from './story/store.ts'

export function noticeRoutes(ways: NoticeWays): Route[] {
  return [...choiceRoutes(ways), ...deviceRoutes(ways), ...mailRoutes(ways), ...listRoutes]
}
