export { lexiconFor } from './lexicon.ts'
export { weigh } from './sentiment.ts'
