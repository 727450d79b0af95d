export { understandFilter } from './filter.ts'
export { type Reading, SENTIMENTS, type Sentiment, type Why } from './reading.ts'
export { type Said, understand, understandAll } from './understand.ts'
