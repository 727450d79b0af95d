export { identityRoutes } from './routes.ts'
export { changeTrait, createTrait } from './store.ts'
export type { Declared } from './trait.ts'
