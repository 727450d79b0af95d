export { lookAtSites } from './jobs.ts'
export { siteRoutes } from './routes.ts'
export { showSite } from './show.ts'
export { forgetHours } from './store.ts'
