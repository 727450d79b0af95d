export { type FileRules, isPlayed, type Misfit, misfits, mostBytes, takesType } from './files.ts'
export { fits, lengthOf } from './measure.ts'
