export { houseOn } from './manners.ts'
export { mannersRoutes } from './routes.ts'
export { mannersOf } from './store.ts'
