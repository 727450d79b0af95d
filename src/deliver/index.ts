export { cardRoutes } from './card/routes.ts'
export {
  answersSentBy,
  digestOf,
  heldBack,
  lastDrafts,
  letThrough,
  setGate,
} from './gate/gate.ts'
export {
  type AnswerGiven,
  answersIn,
  answersSince,
  lastAnswerers,
} from './outbox/answered.ts'
export { drop as dropDelivery, retry as retryDelivery, rewrite as rewriteDelivery } from './outbox/change.ts'
export { type Delivery, referenceOf } from './outbox/delivery.ts'
export type { WrittenDraft } from './outbox/draft.ts'
export { enqueue, type Order } from './outbox/enqueue.ts'
export { requireFit } from './outbox/fit.ts'
export { deliveryReply, words as failureWords } from './outbox/present.ts'
export { type DeliverRouteDeps, outboxRoutes, presented } from './outbox/routes.ts'
export { recordShown, sayShownSent } from './outbox/shown.ts'
export { deliveriesOf, forgetSent, getDelivery, outcomesOf } from './outbox/store.ts'
export { type DraftBody, draftFields, writtenDraft } from './outbox/write.ts'
export type { Blocked, DeliverDeps, OpenedAccount, SenderOptions } from './sender/deps.ts'
export { watchOutbox } from './sender/metrics.ts'
export { startSender } from './sender/sender.ts'
export { publishedBy, repliedBy, standingOf } from './standing/standing.ts'
export { stopRoutes } from './stop/routes.ts'
export { countHeld, EVERYWHERE, findStop, resumeSending, stopSending } from './stop/store.ts'
export {
  forgetMessages,
  type Matter,
  sealedWebhooks,
  startWebhooks,
  tellMatters,
  type WebhookDeps,
  webhookIntake,
  webhookRoutes,
} from './webhook/index.ts'
export { type Writer, writersOf } from './writer/writer.ts'
