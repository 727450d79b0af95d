export { type Demo, generateDemo, PEOPLE, TOTAL } from './demo.ts'
