export { ownAddresses } from './answer/courtesy.ts'
export { answerRoutes } from './answer/routes.ts'
export {
  approvalFor,
  approvalPages,
  approvalRoutes,
  approveAnswer,
  editAnswer,
  enclosedFor,
  judgeAnswer,
  keepApprovalRules,
  refuseAnswer,
  stepApprovals,
} from './approval/index.ts'
export { assignRoutes } from './assign/routes.ts'
export { giveWhatWaits } from './assign/run.ts'
export { replaceRules, versionOf as rulesVersion } from './assign/store.ts'
export { awayRoutes } from './away/routes.ts'
export { callRoutes } from './call/routes.ts'
export { logExchange } from './call/store.ts'
export { changeConversations, changeEach, type Step, wakeSnoozed } from './change.ts'
export { isSpoken, SPOKEN } from './conversation.ts'
export { deskRoutes } from './desk/routes.ts'
export { keepProfile, listGroups, replaceGroups } from './desk/store.ts'
export { draftRoutes } from './draft/routes.ts'
export { forgetDrafts } from './draft/store.ts'
export {
  actOnEscalation,
  type Comment,
  createService,
  type Deed,
  type EscalationWays,
  escalationMatter,
  escalationRoutes,
  isOpenState,
  itemsOf,
  linkIssue,
  type Measured,
  MOST_MEASURED,
  measuredEscalations,
  raiseEscalation,
  readyMade,
  sealedHooks,
  sealedServices,
  seenInTool,
  servicePages,
  startEscalations,
  startFollowing,
  stepEscalations,
} from './escalation/index.ts'
export { forgetActivities } from './forget.ts'
export { forgetHandOvers, leaveDesk } from './hand/hand.ts'
export { handRoutes } from './hand/routes.ts'
export { inboxIntake } from './intake.ts'
export { labelsOf } from './label/labels.ts'
export { mentionRoutes } from './mention/routes.ts'
export { writeNote } from './mention/store.ts'
export { mergeRoutes } from './merge/routes.ts'
export { addNote } from './note.ts'
export { conversationReply, presentConversation } from './present.ts'
export { invitationRoutes } from './private/invitation/routes.ts'
export { privateSettingRoutes } from './private/lines/routes.ts'
export { moveRoutes } from './private/move/routes.ts'
export { stepPrivate } from './private/move/step.ts'
export { privatePages } from './private/page/routes.ts'
export { concernedBy, conversationsOf } from './revise.ts'
export { inboxRoutes } from './routes.ts'
export { ratingPages } from './satisfaction/page.ts'
export { satisfactionRoutes } from './satisfaction/routes.ts'
export { askCustomers } from './satisfaction/send.ts'
export { type RatingGroup, ratings, satisfactionSetting } from './satisfaction/store.ts'
export { savedRoutes } from './saved/routes.ts'
export { approveSaved, createSaved } from './saved/store.ts'
export { searchInboxRoutes } from './search/routes.ts'
export { catchUpTime } from './service-level/catch-up.ts'
export { type SpanFigures, spanFigures } from './service-level/figures.ts'
export { proposal } from './service-level/policy.ts'
export { serviceRoutes } from './service-level/routes.ts'
export { keepSettings, serviceSettings } from './service-level/settings.ts'
export { dueMatter } from './service-level/steps/matter.ts'
export { runSteps, type StepWays } from './service-level/steps/run.ts'
export { answerFigures, getConversations, listConversations, waitingCounts } from './store.ts'
export { suggestIntake } from './suggest/intake.ts'
export { takenBy } from './suggest/pair.ts'
export { suggestRoutes } from './suggest/routes.ts'
export { followTiers } from './tier/follow.ts'
export { forgetLooks } from './together/presence.ts'
export { togetherRoutes } from './together/routes.ts'
export { viewRoutes } from './view/routes.ts'
export { writerRoutes } from './writer/routes.ts'
