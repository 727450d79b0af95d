export type { Vault } from './config.ts'
export { sealedAccounts } from './credential/index.ts'
export { forgetDeliveries } from './delivery.ts'
export type { AccountRouteDeps } from './door.ts'
export { healthOf, noteFailure } from './health.ts'
export { failureText, hookUrl, limitsOf, limitsReply } from './present.ts'
export { accountRoutes } from './routes.ts'
export {
  failureOf,
  listenAccount,
  openAccount,
  pullAccount,
  type RunnerDeps,
} from './runner.ts'
export { forgetSignIns } from './sign-in/index.ts'
export {
  type AccountRow,
  accountsOf,
  actingChannel,
  askForPull,
  createAccount,
  createShownAccount,
  dueAccounts,
  getAccount,
  listAccounts,
} from './store.ts'
