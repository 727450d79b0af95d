export { lookAtSites } from './jobs.ts'
export { siteRoutes } from './routes.ts'
export { forgetHours } from './store.ts'
