export type { Vault } from './config.ts'
export { forgetDeliveries } from './delivery.ts'
export { healthOf } from './health.ts'
export { hookUrl } from './present.ts'
export { type AccountRouteDeps, accountRoutes } from './routes.ts'
export { listenAccount, pullAccount, type RunnerDeps } from './runner.ts'
export {
  accountsOf,
  askForPull,
  createAccount,
  createShownAccount,
  dueAccounts,
  getAccount,
  listAccounts,
} from './store.ts'
