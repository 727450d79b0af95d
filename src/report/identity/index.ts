export { identityRoutes } from './routes.ts'
export { changeTrait, createTrait } from './store.ts'
