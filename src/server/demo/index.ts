export { type Demo, generateDemo, PEOPLE, TOTAL } from './demo.ts'
export { RIVAL_ACCOUNTS, TRAITS } from './team/image.ts'
export { OFFENCES } from './texts/fr/offence.ts'
