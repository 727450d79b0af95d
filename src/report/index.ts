export { dayRoutes, measureIndicators } from './day/index.ts'
export { searchRoutes } from './search/index.ts'
export { streamRoutes } from './stream/index.ts'
