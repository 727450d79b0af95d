import { systemClock } from '../../lib/clock/index.ts'
import { type AccessParts, accessRoutes, type Context, type Route } from '../access/index.ts'
import { attachmentRoutes } from '../activity/index.ts'
import { CHANNELS } from '../channels/index.ts'
import {
  cardRoutes,
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
import {
  type InterpretRouteDeps,
  interpretRoutes,
  mannersRoutes,
  type OpinionDeps,
  opinionRoutes,
} from '../interpret/index.ts'
import { alarmRoutes, alertRoutes, noiseRoutes, termRoutes } from '../match/index.ts'
import { getPerson, peopleRoutes } from '../people/index.ts'
import {
  answerRoutes,
  approvalRoutes,
  assignRoutes,
  awayRoutes,
  callRoutes,
  deskRoutes,
  draftRoutes,
  escalationRoutes,
  handRoutes,
  inboxRoutes,
  invitationRoutes,
  leaveDesk,
  mentionRoutes,
  mergeRoutes,
  moveRoutes,
  privateSettingRoutes,
  satisfactionRoutes,
  savedRoutes,
  searchInboxRoutes,
  serviceRoutes,
  suggestRoutes,
  togetherRoutes,
  viewRoutes,
  writerRoutes,
} from '../relate/inbox/index.ts'
import { agreementRoutes, moderationRoutes, queueRoutes, signsOn } from '../relate/moderation/index.ts'
import { type NoticeWays, noticeRoutes, tellMembers } from '../relate/notice/index.ts'
import { type SiteDeps, siteDoorRoutes } from '../relate/site/index.ts'
import {
  competitorRoutes,
  courtesyReportRoutes,
  dayRoutes,
  escalationReportRoutes,
  identityRoutes,
  phraseRoutes,
  readerRoutes,
  searchRoutes,
  serviceReportRoutes,
  streamRoutes,
  timeRoutes,
} from '../report/index.ts'

export interface RouteParts {
  access: AccessParts
  accounts: AccountRouteDeps
  imports: ImportRouteDeps
  attachments: { maxBytes: number }
  deliver: DeliverRouteDeps
  notices: NoticeWays
  interpret: InterpretRouteDeps
  sites: SiteDeps
}

/** Every route of the API; what it lists is documented, guarded and tested by role. */
export function allRoutes(parts: RouteParts): Route[] {
  return [
    ...accessRoutes({ ...parts.access, leaving }),
    ...accountRoutes(parts.accounts),
    ...attachmentRoutes(parts.attachments),
    ...outboxRoutes(parts.deliver),
    ...cardRoutes({ http: parts.accounts.runner.http }),
    ...stopRoutes,
    ...webhookRoutes({ http: parts.accounts.runner.http, sealing: parts.accounts.runner.vault }),
    ...importRoutes(parts.imports),
    ...pageRoutes({ http: parts.accounts.runner.http }),
    ...siteRoutes({ http: parts.accounts.runner.http }),
    ...alertRoutes({ channels: CHANNELS.map((channel) => channel.id) }),
    ...noiseRoutes,
    ...termRoutes,
    ...alarmRoutes,
    ...togetherRoutes,
    ...searchInboxRoutes({ signsOn }),
    ...inboxRoutes({ signsOn }),
    ...serviceRoutes,
    ...satisfactionRoutes,
    ...mergeRoutes({ signsOn }),
    ...invitationRoutes,
    ...moveRoutes,
    ...privateSettingRoutes,
    ...viewRoutes,
    ...escalationRoutes({ http: parts.accounts.runner.http, sealing: parts.accounts.runner.vault }),
    ...draftRoutes,
    ...assignRoutes,
    ...awayRoutes,
    ...deskRoutes,
    ...handRoutes,
    ...mentionRoutes({ told: tellMentioned }),
    ...answerRoutes({ shown: (context, id) => presented(parts.deliver, context, id) }),
    ...approvalRoutes({ limitsOf: (context, id) => limitsOf(parts.deliver, context, id) }),
    ...savedRoutes,
    ...suggestRoutes(opinionParts(parts)),
    ...writerRoutes(writerParts(parts)),
    ...moderationRoutes(moderationParts(parts)),
    ...siteDoorRoutes(parts.sites),
    ...callRoutes({ pipeline: parts.accounts.runner.pipeline }),
    ...queueRoutes(moderationParts(parts)),
    ...agreementRoutes,
    ...noticeRoutes(parts.notices),
    ...peopleRoutes,
    ...streamRoutes,
    ...phraseRoutes,
    ...interpretRoutes(parts.interpret),
    ...opinionRoutes(opinionParts(parts)),
    ...mannersRoutes,
    ...readerRoutes(readerParts(parts)),
    ...searchRoutes({ runner: parts.accounts.runner }),
    ...dayRoutes,
    ...escalationReportRoutes,
    ...serviceReportRoutes,
    ...courtesyReportRoutes,
    ...identityRoutes,
    ...competitorRoutes,
    ...timeRoutes,
  ]
}

/** An outside model must not learn any name that the author of a post is known by. */
function opinionParts({ accounts: { runner } }: RouteParts): OpinionDeps {
  const { db, http, vault } = runner
  return {
    ...{ db, http, sealing: vault },
    async namesOf(workspaceId, { person_id, actor_name, actor_handle, actor_id }) {
      const named = [actor_name, actor_handle, actor_id].filter((name) => name !== null)
      if (!person_id) return named
      const person = await getPerson(db, workspaceId, person_id).catch(() => undefined)
      return [...named, ...(person ? [person.name, ...person.handles.map(({ handle }) => handle)] : [])]
    },
  }
}

/** The inbox and what moderates it are strangers to one another. */
function moderationParts({ accounts: { runner }, sites }: RouteParts) {
  const { publicUrl, conversationsOf } = sites
  return { sealing: runner.vault, publicUrl, conversationsOf }
}

/** What a model drafts is looked after by the process that was asked for it. */
function writerParts(parts: RouteParts) {
  const { log } = parts.accounts.runner
  const failed = (err: unknown) => log.error({ err }, 'a draft was not written to its end')
  return { ...opinionParts(parts), now: systemClock.now, failed }
}

function readerParts({ accounts: { runner, pullSoon } }: RouteParts) {
  return { http: runner.http, sealing: runner.vault, vault: runner.vault, pullSoon }
}

/** What was a member's goes on with somebody else. */
const leaving: AccessParts['leaving'] = async (tx, workspaceId, memberId, heir) => {
  await leaveDesk(tx, workspaceId, memberId, heir, systemClock.now())
}

/** What an account may send, for who changes the words of what waits. */
async function limitsOf(deps: DeliverRouteDeps, { db, workspaceId }: Context, accountId: string) {
  return (await deps.accounts(db, workspaceId)).find(({ id }) => id === accountId)?.limits
}

/** Notes and notices are strangers to one another: who is named is told here. */
const tellMentioned: Parameters<typeof mentionRoutes>[0]['told'] = (tx, workspaceId, mention, now) => {
  const { noteId, conversationId, by, members } = mention
  const telling = {
    key: `mention:${noteId}`,
    what: 'mention',
    members,
    conversationId,
    facts: { member: by },
  }
  return tellMembers(tx, workspaceId, [telling], now)
}
