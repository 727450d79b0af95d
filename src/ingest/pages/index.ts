export { pageReader } from './jobs.ts'
export { pageRoutes } from './routes.ts'
