export { goOnRereading } from './correction/rereading.ts'
export { type InterpretRouteDeps, interpretRoutes } from './correction/routes.ts'
export { deltasOf } from './correction/teaching.ts'
export {
  ADVICE,
  type Advice,
  COURTESY_RULES,
  type Courtesy,
  courtesyOf,
  ELEMENTS,
  type Situation,
  sbamFilter,
} from './courtesy/index.ts'
export type { Delta } from './delta/index.ts'
export { understandFilter } from './filter.ts'
export { harmOf } from './harm.ts'
export { learnFilter } from './learn/index.ts'
export { houseOn, mannersOf, mannersRoutes } from './manners/index.ts'
export { decodeModel } from './model/index.ts'
export {
  type Message,
  type OutsideDeps,
  type OutsideModel,
  type Request as WritingRequest,
  type Written,
  writingModel,
} from './opinion/outside/outside.ts'
export { opinionRoutes } from './opinion/routes.ts'
export { sealedAnalysers } from './opinion/sealed.ts'
export type { OpinionDeps } from './opinion/seek.ts'
export { type Reading, SENTIMENTS, type Sentiment, type Why } from './reading.ts'
export { TOPIC_IDS, TOPICS, type TopicId } from './topics/index.ts'
export { type Said, understand, understandAll, understandForStream } from './understand.ts'
