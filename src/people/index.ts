export { allActors, attribute, met } from './attribute.ts'
export { peopleRoutes } from './routes.ts'
export { addPeople, findPeople, forgetPeople, getPerson, knowAs } from './store.ts'
export { tierRefusals } from './tier/file/report.ts'
export { type Checked as CheckedTiers, checkTierFile, takeTierFile } from './tier/file/take.ts'
export { setTiers, takeMoved, tiersOf, undoTiers } from './tier/standing.ts'
export {
  bears,
  listTiers,
  readTiersHeld,
  replaceTiers,
  versionOf as tiersVersion,
} from './tier/store.ts'
export { COLORS as TIER_COLORS, type Tier } from './tier/tier.ts'
