export { allActors, attribute, met } from './attribute.ts'
export { peopleRoutes } from './routes.ts'
export { addPeople, findPeople, forgetPeople, getPerson, knowAs } from './store.ts'
