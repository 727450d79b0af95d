export { forgetSignIns } from './pending.ts'
export { signInRoutes } from './routes.ts'
