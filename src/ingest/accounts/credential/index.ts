export { diesAt, written } from './credential.ts'
export { giveCredential, keeperOf } from './keeper.ts'
export { sealedAccounts } from './sealed.ts'
export { noteProfile, noteQuota } from './standing.ts'
