export { attribute } from './attribute.ts'
export { peopleRoutes } from './routes.ts'
export { addPeople, findPeople, getPerson, type NewPerson } from './store.ts'
export type { PeopleTables } from './tables.ts'
