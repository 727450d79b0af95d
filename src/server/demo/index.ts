export { type Demo, generateDemo, PEOPLE, TOTAL } from './demo.ts'
export { OFFENCES } from './team/acts.ts'
export { RIVAL_ACCOUNTS, TRAITS } from './team/image.ts'
