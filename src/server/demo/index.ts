export { type Demo, generateDemo, PEOPLE, TOTAL } from './demo.ts'
export type { DemoState } from './team/outcome.ts'
