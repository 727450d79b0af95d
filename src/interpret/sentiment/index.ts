export { lexiconFor } from './lexicon.ts'
export { type Evidence, weigh } from './sentiment.ts'
