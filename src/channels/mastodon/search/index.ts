export { statusesFound } from './found.ts'
export { search } from './search.ts'
export { tagIn } from './tag.ts'
