export { acctOf, actorOf, isMine, type Reader } from './actor.ts'
export { Memory } from './memory.ts'
export { isSaid, noticeOf, reactionId } from './notification.ts'
export { activitiesOf, deletionOf, goneOf, textOf, updateOf } from './status.ts'
