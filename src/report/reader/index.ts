export { readerIntake } from './intake.ts'
export { readerRoutes } from './routes.ts'
