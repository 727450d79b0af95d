export { FACTS, type FactKind } from './facts.ts'
export { type Masked, maskAll, unmask } from './mask.ts'
