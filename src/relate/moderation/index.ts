export { criticalOf, type Mark, markedWords } from './act/act.ts'
export { decide, type Proposal, propose, restore } from './act/decide.ts'
export type { ModerationDeps } from './act/deps.ts'
export { type Act, actsOn, listActs } from './act/store.ts'
export { forgetArchives, forgetModerated, sealedModeration } from './archive/store.ts'
export {
  type Charter,
  FITS,
  type Fit,
  type Rule,
  ruleFor,
  ruleOf,
  SANCTIONS,
  type Sanction,
} from './charter/charter.ts'
export { publishedCharter } from './charter/store.ts'
