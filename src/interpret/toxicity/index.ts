export { besideOf, toxicityModel, toxicityOf } from './toxicity.ts'
export { offencesIn } from './words.ts'
