export { diesAt, written } from './credential.ts'
export { giveCredential, keeperOf } from './keeper.ts'
export { noteProfile, noteQuota } from './standing.ts'
