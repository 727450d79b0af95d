export { isPlayed, type Misfit, misfits, mostBytes } from './files.ts'
export { fits, lengthOf } from './measure.ts'
