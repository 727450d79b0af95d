export { parseConfig, type Vault } from './config.ts'
export { healthOf } from './health.ts'
export { hookUrl } from './present.ts'
export { type AccountRouteDeps, accountRoutes } from './routes.ts'
export { listenAccount, pullAccount, type RunnerDeps, receiveHook } from './runner.ts'
export {
  type AccountRow,
  accountsOf,
  createAccount,
  createShownAccount,
  dueAccounts,
  forgetDeliveries,
  getAccount,
  listAccounts,
} from './store.ts'
export type { AccountTables } from './tables.ts'
