import { type AccessParts, accessRoutes, type Route } from '../access/index.ts'
import { attachmentRoutes } from '../activity/index.ts'
import { CHANNELS } from '../channels/index.ts'
import {
  type DeliverRouteDeps,
  outboxRoutes,
  presented,
  stopRoutes,
  webhookRoutes,
} from '../deliver/index.ts'
import {
  type AccountRouteDeps,
  accountRoutes,
  type ImportRouteDeps,
  importRoutes,
  pageRoutes,
  siteRoutes,
} from '../ingest/index.ts'
import { type InterpretRouteDeps, interpretRoutes } from '../interpret/index.ts'
import { alarmRoutes, alertRoutes, noiseRoutes, termRoutes } from '../match/index.ts'
import { peopleRoutes } from '../people/index.ts'
import { answerRoutes, inboxRoutes } from '../relate/inbox/index.ts'
import { type NoticeWays, noticeRoutes } from '../relate/notice/index.ts'
import {
  competitorRoutes,
  dayRoutes,
  identityRoutes,
  phraseRoutes,
  readerRoutes,
  searchRoutes,
  streamRoutes,
} from '../report/index.ts'

export interface RouteParts {
  access: AccessParts
  accounts: AccountRouteDeps
  imports: ImportRouteDeps
  attachments: { maxBytes: number }
  deliver: DeliverRouteDeps
  notices: NoticeWays
  interpret: InterpretRouteDeps
}

/** Every route of the API; what it lists is documented, guarded and tested by role. */
export function allRoutes(parts: RouteParts): Route[] {
  return [
    ...accessRoutes(parts.access),
    ...accountRoutes(parts.accounts),
    ...attachmentRoutes(parts.attachments),
    ...outboxRoutes(parts.deliver),
    ...stopRoutes,
    ...webhookRoutes({ http: parts.accounts.runner.http, sealing: parts.accounts.runner.vault }),
    ...importRoutes(parts.imports),
    ...pageRoutes({ http: parts.accounts.runner.http }),
    ...siteRoutes({ http: parts.accounts.runner.http }),
    ...alertRoutes({ channels: CHANNELS.map((channel) => channel.id) }),
    ...noiseRoutes,
    ...termRoutes,
    ...alarmRoutes,
    ...inboxRoutes,
    ...answerRoutes({ shown: (context, id) => presented(parts.deliver, context, id) }),
    ...noticeRoutes(parts.notices),
    ...peopleRoutes,
    ...streamRoutes,
    ...phraseRoutes,
    ...interpretRoutes(parts.interpret),
    ...readerRoutes(readerParts(parts)),
    ...searchRoutes({ runner: parts.accounts.runner }),
    ...dayRoutes,
    ...identityRoutes,
    ...competitorRoutes,
  ]
}

function readerParts({ accounts: { runner, pullSoon } }: RouteParts) {
  return { http: runner.http, sealing: runner.vault, vault: runner.vault, pullSoon }
}
