export { accountKind } from './account.ts'
export { listen } from './listen.ts'
export { PACE, type Pace } from './pace.ts'
export { watchKind } from './watch.ts'
