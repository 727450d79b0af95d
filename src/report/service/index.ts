export { serviceReportRoutes } from './routes.ts'
