export { SENSE_HASHES, type Senses, sensesOf } from './senses.ts'
