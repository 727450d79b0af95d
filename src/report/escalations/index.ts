export { escalationReportRoutes } from './routes.ts'
