export type { Vault } from './config.ts'
export { forgetDeliveries } from './delivery.ts'
export type { AccountRouteDeps } from './door.ts'
export { type Health, healthOf, noteExchange, noteFailure, noteSent } from './health.ts'
export { failureText, hookUrl, limitsOf } from './present.ts'
export { accountRoutes } from './routes.ts'
export {
  hostFor,
  listenAccount,
  type OpenAccount,
  openAccount,
  pullAccount,
  type RunnerDeps,
} from './runner.ts'
export { forgetSignIns } from './sign-in/index.ts'
export {
  type AccountRow,
  accountsOf,
  askForPull,
  createAccount,
  createShownAccount,
  dueAccounts,
  getAccount,
  listAccounts,
} from './store.ts'
