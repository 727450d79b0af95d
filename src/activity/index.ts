export type { Activity, ActivityObject, Actor, Media, ObjectType, Verb } from './activity.ts'
export { NOBODY, OBJECT_TYPES, VERBS } from './activity.ts'
export { adopt, type Claim } from './adopt.ts'
export { append } from './append.ts'
export {
  attachmentBytes,
  attachmentRoutes,
  attachmentsOf,
  examine as examineFile,
  forgetUnused,
  headersOf as attachmentHeaders,
  holdAttachments,
  idOf as attachmentIdOf,
  isShown as isShownFile,
  keepFile,
  refuseUnfit,
  releaseAttachments,
} from './attachment/index.ts'
export { type Consumer, consume, consumerLags } from './consumer.ts'
export {
  type Answering,
  answeredFor,
  MARKED,
  type Marked,
  type Marks,
  type Remark,
  remark,
} from './correct.ts'
export { type Echo, echoesOf } from './echo.ts'
export { type Appended, type Entry, isToxic } from './entry.ts'
export { harmIn, harmOf } from './harm.ts'
export { newGeneration, readGeneration } from './head.ts'
export { counterId, isCounter, publishedOf } from './id.ts'
export {
  allKeys,
  idsWhere,
  keysSince,
  placesWhere,
  type Stretch,
  saidBy,
  seenKeys,
  streamPosition,
} from './key.ts'
export { ensureMonthsAhead, ensurePartitions } from './partition.ts'
export { activityReply, presentActivity } from './present.ts'
export {
  type ActivityFilter,
  countPosts,
  dailyCounts,
  getActivities,
  getByExternalId,
  readActivities,
  type StoredActivity,
  searchActivities,
} from './read.ts'
export { recut } from './recut.ts'
export { relink, unlink } from './relink.ts'
export {
  alertCounters,
  DIMENSIONS,
  SAID,
  series,
} from './series.ts'
export { allSigned, type Signs, type SignsOn, signed, standingReply } from './sign.ts'
export { ordersOf, tallyOf } from './tally.ts'
export { actorsOf, unheard, withdraw } from './withdraw.ts'
