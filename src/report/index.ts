export { dayRoutes, measureIndicators } from './day/index.ts'
export { changeTrait, createTrait, type Declared, identityRoutes } from './identity/index.ts'
export { searchRoutes } from './search/index.ts'
export { streamRoutes } from './stream/index.ts'
