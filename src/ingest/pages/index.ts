export { pageReader } from './jobs.ts'
export { pageRoutes } from './routes.ts'
export { showPage } from './show.ts'
