export { competitorRoutes } from './routes.ts'
export { setAccounts } from './store.ts'
