export { sbamFilter } from './filter.ts'
