export { dayRoutes, measureIndicators } from './day/index.ts'
export { streamRoutes } from './stream/index.ts'
