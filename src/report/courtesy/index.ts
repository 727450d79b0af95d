export { courtesyIntake, recountCourtesy } from './intake.ts'
export { courtesyReportRoutes } from './routes.ts'
export { forgetTold } from './store.ts'
