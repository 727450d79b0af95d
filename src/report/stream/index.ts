export { streamRoutes } from './routes.ts'
