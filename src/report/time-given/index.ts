export { timeRoutes } from './routes.ts'
export { settleTime } from './settle.ts'
