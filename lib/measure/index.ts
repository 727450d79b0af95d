export { fits, lengthOf } from './measure.ts'
