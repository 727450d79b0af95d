export { allActors, attribute, met } from './attribute.ts'
export { peopleRoutes } from './routes.ts'
export { addPeople, findPeople, forgetPeople, getPerson, knowAs } from './store.ts'
export { setTiers, takeMoved, tiersOf } from './tier/standing.ts'
export {
  bears,
  listTiers,
  readTiersHeld,
  replaceTiers,
  versionOf as tiersVersion,
} from './tier/store.ts'
export { COLORS as TIER_COLORS, type Tier } from './tier/tier.ts'
