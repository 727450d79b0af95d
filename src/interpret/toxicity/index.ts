export { besideOf, toxicityOf } from './toxicity.ts'
export { offencesIn } from './words.ts'
