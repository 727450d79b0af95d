export { type Live, type LiveItem, type LiveOptions, type Subscription, startLive } from './live.ts'
