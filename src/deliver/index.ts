export {
  type Delivery,
  errandOf,
  referenceOf,
  type WrittenDraft,
  type WrittenMedia,
} from './outbox/delivery.ts'
export { enqueue, type Order } from './outbox/enqueue.ts'
export { deliveriesOf } from './outbox/store.ts'
export type { Blocked, DeliverDeps, OpenedAccount, SenderOptions, SentItem } from './sender/deps.ts'
export { type Sender, startSender } from './sender/sender.ts'
export { EVERYWHERE, findStop, resumeSending, stopSending } from './stop/store.ts'
