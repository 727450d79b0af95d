export { phraseRoutes } from './routes.ts'
