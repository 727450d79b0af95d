export { type Live, type LiveItem, type Subscription, startLive } from './live.ts'
