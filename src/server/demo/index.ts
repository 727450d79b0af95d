export { type Demo, type DemoBatch, generateDemo, PEOPLE, TOTAL } from './demo.ts'
export type { DemoState } from './outcome.ts'
export type { DemoAlert } from './team.ts'
