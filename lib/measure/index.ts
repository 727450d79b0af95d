export { fits, lengthOf, type Measure } from './measure.ts'
