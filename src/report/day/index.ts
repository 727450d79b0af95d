export { measureIndicators } from './compose.ts'
export { dayRoutes } from './routes.ts'
